"""The journal of prints and the pages of each day, in the local database: kiosk.prints.PrintJournal over SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, bindparam, delete, insert, select, true, update

from kiosk.choices import PaperKind
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.engine import reading, writing
from kiosk.store.local import tables as t

_p, _d = t.prints.c, t.daily_pages.c

# No statement holds a value of its own: SQLAlchemy keeps statements for good.
_END = update(t.prints).where(_p.number == bindparam("which")).values(state=bindparam("how"), code=bindparam("why"))
_CLOSE = update(t.prints).where(_p.state == PrintEnd.OPEN.value).values(state=PrintEnd.UNKNOWN.value)
_USED = select(_d.pages).where(_d.key == bindparam("key"))
_ADD = update(t.daily_pages).where(_d.key == bindparam("which")).values(pages=_d.pages + bindparam("more"))
_FORGET_ENTRIES = delete(t.prints).where(_p.moment < bindparam("day"))
_FORGET_SHIPPED = _FORGET_ENTRIES.where(_p.shipped == true())
_FORGET_COUNTS = delete(t.daily_pages).where(_d.day < bindparam("day"))
READ_PRINT = (_p.moment, _p.visit, _p.kind, _p.pages, _p.state, _p.code)
"""What `entry_of` takes."""
_NEWEST = select(*READ_PRINT).order_by(_p.number.desc())


class SqlPrintJournal:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine, *, ships: bool = False) -> None:
        """With `ships` no entry is forgotten that the fleet's database has not taken yet."""
        self._engine = engine
        self._forget_entries = _FORGET_SHIPPED if ships else _FORGET_ENTRIES

    def begin(self, entry: PrintEntry) -> int:
        """Write a print down; returns its number. Raises KioskError(DATA_AWAY)."""
        values = {
            "moment": entry.moment.isoformat(timespec="seconds"),
            "visit": entry.visit,
            "kind": entry.kind.value,
            "pages": entry.pages,
            "state": entry.end.value,
            "code": entry.code,
        }
        with writing(self._engine) as connection:
            made: Any = connection.execute(insert(t.prints), values).inserted_primary_key
        return int(made[0])

    def end(self, number: int, end: PrintEnd, code: str = "") -> None:
        """Write down how it ended. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            connection.execute(_END, {"which": number, "how": end.value, "why": code})

    def close_open(self) -> None:
        """What has no end ended in a way nobody knows. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            connection.execute(_CLOSE)

    def used(self, key: str) -> int:
        """Pages counted under a key. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return connection.execute(_USED, {"key": key}).scalar() or 0

    def count(self, key: str, day: date, pages: int) -> None:
        """Count pages under a key of this day. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            counted: Any = connection.execute(_ADD, {"which": key, "more": pages})
            if not counted.rowcount:
                connection.execute(insert(t.daily_pages), {"key": key, "day": day.isoformat(), "pages": pages})

    def forget_before(self, entries: date, counts: date) -> None:
        """Forget entries and counts older than these days. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            connection.execute(self._forget_entries, {"day": entries.isoformat()})
            connection.execute(_FORGET_COUNTS, {"day": counts.isoformat()})

    def entries(self, newest: int) -> Sequence[PrintEntry]:
        """The newest entries, oldest of them first. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_NEWEST.limit(newest)).all()
        return tuple(entry_of(*row) for row in reversed(found))


def entry_of(moment: str, visit: int, kind: str, pages: int, state: str, code: str) -> PrintEntry:
    """Build an entry of the columns READ_PRINT."""
    return PrintEntry(datetime.fromisoformat(moment), visit, PaperKind(kind), pages, PrintEnd(state), code)
