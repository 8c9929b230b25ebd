"""What the kiosk needs from staff, in the local database: kiosk.notices.notice.NeedStore over SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from kiosk.notices.notice import Need
from kiosk.store.engine import reading, writing
from kiosk.store.local import tables as t

_n = t.needs.c
_ALL = select(_n.code, _n.began, _n.told, _n.over).order_by(_n.began, _n.code)


class SqlNeeds:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def needs(self) -> Sequence[Need]:
        """All that are remembered. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return tuple(
                Need(code, datetime.fromisoformat(began), told, datetime.fromisoformat(over) if over else None)
                for code, began, told, over in connection.execute(_ALL)
            )

    def keep_needs(self, needs: Sequence[Need]) -> None:
        """Remember these and no others. Raises KioskError(DATA_AWAY)."""
        rows = [
            {"code": each.code, "began": _text(each.began), "told": each.told, "over": each.over and _text(each.over)}
            for each in needs
        ]
        with writing(self._engine) as connection:
            connection.execute(delete(t.needs))
            if rows:
                connection.execute(insert(t.needs), rows)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
