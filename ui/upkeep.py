"""What staff change and start at the running machine: sound, light, a restart; and the desk behind maintenance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.backlight import Backlight
from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.events import AdjustmentsKnown, Event
from kiosk.health import Condition
from kiosk.lockout import LockoutRule
from kiosk.log import log
from kiosk.ports import Clock
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.controls import Controls
from kiosk.staff.desk import MaintenanceDesk, NoMaintenance
from kiosk.staff.looking import Looked
from kiosk.staff.maintenance import StaffDesk, desk_of
from ui.rooms import Rooms
from ui.stage import Stage
from ui.threads import Threads

SAID_SECONDS = 2.0
"""What staff asked for stands on the screen so long before the program ends."""


@dataclass(frozen=True, slots=True)
class Running:
    """The running program, as far as staff act on it."""

    stage: Stage
    threads: Threads
    clock: Clock
    send: Callable[[Event], None]
    condition: Callable[[], Condition]
    restart: Callable[[], None]
    beep: Callable[[], None]


class Upkeep:
    """Made, opened and closed with the program, on the UI thread."""

    def __init__(self, settings: Settings, running: Running) -> None:
        self._settings, self._running = settings, running
        self._desk: StaffDesk | None = None
        self._volume: int | None = None
        """As staff set it, in percent; None: as the settings say."""

    def furnish(self, rooms: Rooms, rule: LockoutRule) -> MaintenanceDesk:
        """Build the desk; without a backstage nobody is let in."""
        backstage = rooms.backstage
        if backstage is None:
            return NoMaintenance()
        running = self._running
        controls = Controls(
            condition=running.condition,
            play_sound=lambda: running.threads.post(self._play_sound),
            restart=lambda: running.threads.post(self._restart_soon),
        )
        looked = Looked(self._settings, rooms.reader, rooms.printer, rooms.ledger, running.clock)
        self._desk = desk_of(looked, backstage, controls, rooms.people, rooms.credentials, rooms.paper, rule)
        return self._desk

    def open(self) -> None:
        """Tell the session what staff changed before, and prepare for their login."""
        if self._desk is not None:
            self._running.threads.workers.data(self._know_adjustments)
            self._running.threads.workers.data(self._desk.access.warm)

    def keep_waits(self) -> None:
        """Store what is left of staff's waits; now and again, and before the program ends."""
        if self._desk is not None:
            self._running.threads.workers.data(self._desk.access.keep_waits)

    def apply(self, adjustments: Adjustments) -> None:
        """Let volume and brightness take effect."""
        self._volume = adjustments.volume
        self._running.stage.set_volume(adjustments.volume)
        folder, percent = self._settings.screen.backlight, adjustments.brightness
        if folder and percent is not None:
            self._running.threads.workers.health(lambda: Backlight(Path(folder)).set(percent))

    def beep(self) -> None:
        """A short sound, unless staff turned the volume to nothing."""
        if self._volume != 0:
            self._running.beep()

    def _play_sound(self) -> None:
        self.beep()
        self._running.stage.try_sound()

    def _restart_soon(self) -> None:
        """What staff asked for is shown and written down first."""
        self._running.clock.later(SAID_SECONDS, self._running.restart)

    def _know_adjustments(self) -> None:
        assert self._desk is not None  # noqa: S101 - asked only where there is one
        try:
            known = AdjustmentsKnown(self._desk.backstage.adjustments.adjustments())
        except KioskError as error:
            log().warning("adjustments not read", code=error.failure.code, detail=error.detail)
        else:
            self._running.threads.post(lambda: self._running.send(known))
