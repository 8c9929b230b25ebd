"""Whether the fleet's database knows this kiosk under its ID and has its records, for doctor.

How far records have come is asked of the kiosk's own notes alone: the server may be away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from kiosk.audit.line import AuditLine, End, parse
from kiosk.errors import KioskError
from kiosk.fleet.naming import misnaming
from kiosk.fleet.port import FleetServer, ShippingNotes
from kiosk.fleet.trail_lines import holds, lines_after
from kiosk.ports import Clock, Finding
from kiosk.told import Told
from kiosk.words import N_

PART = "fleet"
LONGEST = timedelta(days=4)
"""Lines may wait as long as a kiosk is switched off over a long weekend; then somebody should look."""

_ADVICE_NAMING = N_("Set kiosk.id to the ID that this login was made for, or give the kiosk a login of its own.")
_ADVICE = N_("Check the network and the server of database.url; the kiosk then ships them by itself.")


class FleetExamined:
    """A kiosk of a fleet."""

    def __init__(self, server: FleetServer, named: str, notes: ShippingNotes, trail: Path | None, clock: Clock) -> None:
        """`named` is the setting kiosk.id; `trail` is None where none is kept."""
        self._server, self._named = server, named
        self._notes, self._trail, self._clock = notes, trail, clock

    def examine(self) -> Sequence[Finding]:
        """Say whether it is known under its ID, how many lines wait, and since when. Never raises."""
        return (*self._naming(), *self._shipped(self._trail)) if self._trail is not None else self._naming()

    def _naming(self) -> tuple[Finding, ...]:
        try:
            wrong = misnaming(self._named, self._server.reached().kiosk)
        except KioskError:
            return ()
        return (Finding(PART, False, wrong, _ADVICE_NAMING),) if wrong else ()

    def _shipped(self, trail: Path) -> tuple[Finding, ...]:
        try:
            end = self._notes.audit_end()
            waiting = list(_after(trail, end))
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


def _after(trail: Path, end: End) -> Iterator[AuditLine]:
    lines = lines_after(trail, end if holds(trail, end) else End())
    yield from filter(None, map(parse, lines))
