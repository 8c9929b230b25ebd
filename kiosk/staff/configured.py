"""The backstage that the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.log_file import log_files
from kiosk.ports import AuditTrail, Clock, Examined
from kiosk.power import power_off
from kiosk.staff.backstage import Backstage, Records
from kiosk.staff.records import AuditRecords
from kiosk.staff.stick import STICK_UNIT, MountedStick
from kiosk.words import words_of

if TYPE_CHECKING:
    from kiosk.clock_watch import ClockWatch
    from kiosk.store.opening import ServerStore, Store


def backstage_of(
    settings: Settings,
    store: Store | ServerStore,
    others: Sequence[Examined],
    records: Records,
    disk: Examined,
    clock: ClockWatch | None,
) -> Backstage:
    """Everything of it over an open store; `others` is what `doctor` examines besides."""
    log_file = settings.log.file
    return Backstage(
        staff=store.staff,
        adjustments=store.upkeep,
        tests=store.upkeep,
        stick=stick_of(settings),
        last_import=store.ledger.last_import,
        check_local=store.upkeep.check_quickly,
        switch_off=power_off,
        records=records,
        log_files=lambda: log_files(Path(log_file)) if log_file else (),
        local=store.credentials,
        disk=disk,
        clock=clock,
        others=others,
    )


def records_of(settings: Settings, trail: AuditTrail, clock: Clock) -> AuditRecords:
    """The trail, to be read back."""
    file = settings.log.audit_file
    words = words_of(settings.screen.languages[0])
    return AuditRecords(trail, Path(file) if file else None, clock, words)


def stick_of(settings: Settings) -> MountedStick:
    """In production a unit mounts the stick; in development a folder stands for it."""
    folder = settings.staff.usb_folder
    production = settings.kiosk.mode == "production"
    return MountedStick(Path(folder) if folder else None, STICK_UNIT if production else "")
