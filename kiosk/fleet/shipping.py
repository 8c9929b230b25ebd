"""Ships the audit trail and the journal of prints to the fleet's database: nothing is lost, nothing is taken twice.

Both are written on the kiosk first. How far they have come is what the database says, in the same transaction in which
it took them; the kiosk's own notes tell it when one of both was set back, and what it may forget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from kiosk.audit.line import End
from kiosk.errors import AUDIT_AWAY, KioskError
from kiosk.fleet.port import FleetServer, ShippingNotes
from kiosk.fleet.trail_lines import holds, lines_after
from kiosk.workers import still_at_work

BATCH = 500
"""Lines or prints at once: some 150 KB, a second on a slow line."""

FEWEST = 10
"""A line that is too slow for half as many is too slow for a visit as well."""


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
        self._at_once = batch
        """Halved when a batch did not get through: on a slow line one may be too large at any time."""

    def ship(self) -> str:
        """Ship what the database does not have yet; under which ID it knows this kiosk.

        Raises KioskError; what was shipped until then counts.
        """
        reached = self._server.reached()
        known = self._known(reached.audit)
        if (self._notes.print_batches(), self._notes.audit_end()) != (reached.prints, known):
            # Killed before it was noted, or one of both databases is a restored copy, or another server took over from
            # this one: then which prints are there, nobody knows. Two that went apart may have as many batches.
            self._notes.ship_prints_anew()
            self._notes.note_prints((), reached.prints)
            self._notes.note_audit(known)
        self._ship_audit(known)
        self._ship_prints()
        self._at_once = min(2 * self._at_once, self._batch)
        return reached.kiosk

    def _known(self, reached: End) -> End:
        """The last line that is there and here. A trail that was set back, or begun anew, does not hold what is there:
        then all of it is shipped, and until that is done nothing of it may be removed.
        """
        if self._trail is None:
            return self._notes.audit_end()
        try:
            return reached if holds(self._trail, reached) else End()
        except OSError as error:
            raise _unreadable(error) from None

    def _ship_audit(self, known: End) -> None:
        if self._trail is None:
            return
        try:
            for batch in self._batches(lines_after(self._trail, known)):
                with self._not_for_ever():
                    end = self._server.ship_audit(batch)
                self._notes.note_audit(end)
        except OSError as error:
            raise _unreadable(error) from None

    def _ship_prints(self) -> None:
        while self._wanted() and (prints := self._notes.prints_to_ship(self._at_once)):
            with self._not_for_ever():
                batches = self._server.ship_prints(prints)
            self._notes.note_prints([each.number for each in prints], batches)
            still_at_work()

    @contextmanager
    def _not_for_ever(self) -> Iterator[None]:
        """What does not get through is not tried again in the same size."""
        try:
            yield
        except KioskError:
            self._at_once = max(self._at_once // 2, min(FEWEST, self._batch))
            raise

    def _batches(self, lines: Iterator[bytes]) -> Iterator[list[bytes]]:
        while self._wanted() and (batch := list(islice(lines, self._at_once))):
            yield batch
            still_at_work()


def _unreadable(error: OSError) -> KioskError:
    return KioskError(AUDIT_AWAY, error.strerror or type(error).__name__)
