"""Whether the records of a kiosk have come to the fleet's database, for doctor; asks the kiosk's own notes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from kiosk.audit.line import AuditLine, End, parse
from kiosk.errors import KioskError
from kiosk.fleet.port import ShippingNotes
from kiosk.fleet.trail_lines import holds, lines_after
from kiosk.ports import Clock, Finding
from kiosk.told import Told
from kiosk.words import N_

PART = "fleet"
LONGEST = timedelta(days=4)
"""Lines may wait as long as a kiosk is switched off over a long weekend; then somebody should look."""

_ADVICE = N_("Check the network and the server of database.url; the kiosk then ships them by itself.")


class FleetExamined:
    """A kiosk of a fleet."""

    def __init__(self, notes: ShippingNotes, trail: Path, clock: Clock) -> None:
        self._notes, self._trail, self._clock = notes, trail, clock

    def examine(self) -> Sequence[Finding]:
        """Say how many lines wait, and since when. Never raises."""
        try:
            end = self._notes.audit_end()
            waiting = list(self._after(end))
        except (OSError, KioskError):
            return ()  # what cannot be read is told by the part whose it is
        if not waiting:
            return (Finding(PART, True, Told(N_("every audit line until {line} is shipped"), line=end.number)),)
        since = waiting[0].at
        told = Told(
            N_("audit lines that wait to be shipped: {lines}, the first of {since}"),
            lines=len(waiting),
            since=f"{since:%Y-%m-%d %H:%M}",
        )
        well = self._clock.now() - since <= LONGEST
        return (Finding(PART, well, told, "" if well else _ADVICE),)

    def _after(self, end: End) -> Iterator[AuditLine]:
        lines = lines_after(self._trail, end if holds(self._trail, end) else End())
        yield from filter(None, map(parse, lines))
