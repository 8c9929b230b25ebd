"""Ships the audit trail and the journal of prints to the fleet's database: nothing is lost, nothing is taken twice.

Both are written on the kiosk first. How far they have come is what the database says, in the same transaction in which
it took them; the kiosk's own notes tell it when one of both was set back, and what it may forget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from kiosk.audit.line import End
from kiosk.errors import AUDIT_AWAY, KioskError
from kiosk.fleet.port import FleetServer, Reached, ShippingNotes
from kiosk.fleet.trail_lines import holds, lines_after
from kiosk.workers import still_at_work

BATCH = 500
"""Lines or prints at once: some 150 KB, well below a second on a slow line."""


class Shipping:
    """Used on one thread."""

    def __init__(
        self,
        server: FleetServer,
        notes: ShippingNotes,
        trail: Path | None,
        wanted: Callable[[], bool] = lambda: True,
        batch: int = BATCH,
    ) -> None:
        """`trail` is None where none is kept; `wanted` says whether to go on after a batch."""
        self._server, self._notes, self._trail = server, notes, trail
        self._wanted, self._batch = wanted, batch

    def ship(self) -> str:
        """Ship what the database does not have yet; under which ID it knows this kiosk.

        Raises KioskError; what was shipped until then counts.
        """
        reached = self._server.reached()
        self._ship_audit(reached)
        self._ship_prints(reached)
        return reached.kiosk

    def _ship_audit(self, reached: Reached) -> None:
        if self._trail is None:
            return
        try:
            # A trail that was set back, or begun anew, does not hold that line: then all of it is shipped, and until
            # that is done nothing of it may be removed.
            known = reached.audit if holds(self._trail, reached.audit) else End()
            if self._notes.audit_end() != known:
                self._notes.note_audit(known)
            for batch in self._batches(lines_after(self._trail, known)):
                self._notes.note_audit(self._server.ship_audit(batch))
        except OSError as error:
            raise KioskError(AUDIT_AWAY, error.strerror or type(error).__name__) from None

    def _ship_prints(self, reached: Reached) -> None:
        if self._notes.print_batches() != reached.prints:
            # Killed before it was noted, or one of both databases is a restored copy: then which ones, nobody knows.
            self._notes.ship_prints_anew()
            self._notes.note_prints((), reached.prints)
        while self._wanted() and (prints := self._notes.prints_to_ship(self._batch)):
            batches = self._server.ship_prints(prints)
            self._notes.note_prints([each.number for each in prints], batches)
            still_at_work()

    def _batches(self, lines: Iterator[bytes]) -> Iterator[list[bytes]]:
        while self._wanted() and (batch := list(islice(lines, self._batch))):
            yield batch
            still_at_work()
