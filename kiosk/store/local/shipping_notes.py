"""How far audit trail and prints were shipped, in the local database: kiosk.fleet.port.ShippingNotes over SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, bindparam, select, true, update

from kiosk.audit.line import End
from kiosk.fleet.port import PrintToShip
from kiosk.prints import PrintEnd
from kiosk.store.engine import reading, writing
from kiosk.store.local import tables as t
from kiosk.store.local.print_journal import READ_PRINT, entry_of
from kiosk.store.local.putting import put

_AUDIT, _PRINTS = "audit", "prints"

_p, _s = t.prints.c, t.shipped.c
_KNOWN = select(_s.number, _s.mark).where(_s.what == bindparam("which"))
_TO_SHIP = (
    select(_p.number, *READ_PRINT)
    .where(~_p.shipped, _p.state != PrintEnd.OPEN.value)
    .order_by(_p.number)
    .limit(bindparam("most"))
)
_SHIPPED = update(t.prints).where(_p.number == bindparam("which")).values(shipped=True)
_ANEW = update(t.prints).where(_p.shipped == true()).values(shipped=False)


class SqlShippingNotes:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def audit_end(self) -> End:
        """The last line known to be shipped; End() before the first. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_KNOWN, {"which": _AUDIT}).first()
        return End() if found is None else End(*found)

    def note_audit(self, end: End) -> None:
        """Remember it. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            _note(connection, _AUDIT, end.number, end.hash)

    def print_batches(self) -> int:
        """How many batches of prints are known to be shipped. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return connection.execute(_KNOWN, {"which": _PRINTS}).scalar() or 0

    def prints_to_ship(self, most: int) -> Sequence[PrintToShip]:
        """The oldest that ended and are not known to be shipped. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_TO_SHIP, {"most": most}).all()
        return tuple(PrintToShip(number, entry_of(*row)) for number, *row in found)

    def note_prints(self, numbers: Sequence[int], batches: int) -> None:
        """Remember that these were shipped, and how many batches there were then. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            if numbers:
                connection.execute(_SHIPPED, [{"which": number} for number in numbers])
            _note(connection, _PRINTS, batches, "")

    def ship_prints_anew(self) -> None:
        """Forget that any print was shipped. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            connection.execute(_ANEW)


def _note(connection: Connection, what: str, number: int, mark: str) -> None:
    put(connection, t.shipped, {"what": what, "number": number, "mark": mark})
