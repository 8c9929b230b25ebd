"""What the pages of maintenance show in tests: made up, and nobody's."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk import errors
from kiosk.insurance import Authority
from kiosk.period import Month
from kiosk.ports import Finding
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.views import (
    DataView,
    DevicesView,
    FailureSeen,
    FailuresView,
    LastTest,
    LogAsked,
    LogView,
    MachineView,
    PartState,
    PeopleView,
    SettingsView,
    StaffView,
    TodayView,
)
from kiosk.told import Told, kept

NOW = datetime(2026, 11, 21, 10, 0)
ATTENDANT = StaffMember("20001", Role.ATTENDANT)
ADMINISTRATOR = StaffMember("10001", Role.ADMINISTRATOR)
JUDGED = "Judged good by staff"
NOT_GOOD = "Judged not good by staff"
READY = Told("the queue {queue} and its printer are ready", queue="kiosk")
DATABASE = Told("{name}: version {version}", name="/var/lib/shebao-kiosk/data.db", version="0006")


def part_of(part: Part, state: str, advice: str = "", test: LastTest | None = None) -> PartState:
    """A part with one finding."""
    return PartState(part, (Finding(part.value, not advice, state, advice),), test)


DEVICES = DevicesView(
    parts=(
        part_of(Part.READER, "ACS ACR39U ICC Reader 00 00"),
        PartState(
            Part.PRINTER,
            (
                Finding("printer", False, errors.NO_PAPER.message, errors.NO_PAPER.remedy),
                Finding("printer", True, Told("{state}; {levels}", state=READY, levels=("toner black 12 %",))),
            ),
            LastTest(NOW - timedelta(minutes=40), True, JUDGED),
        ),
        part_of(Part.SCREEN, "1080x1920", test=LastTest(NOW - timedelta(days=2), False, NOT_GOOD)),
        part_of(Part.SOUND, "volume 100 %"),
        part_of(Part.DATABASE, Told("{database}, data as of {reach}", database=DATABASE, reach=("hr 2026-10",))),
        part_of(Part.DISK, Told("{folder}: {count} MiB free", folder="/var/lib/shebao-kiosk", count=81_000)),
        part_of(Part.CLOCK, Told("{time}, kept by a time server", time="2026-11-21 10:00:00")),
    ),
    others=(
        Finding("fonts", True, "all fonts of the paper are there"),
        Finding(
            "seal",
            True,
            Told("key {key} signs from {first} to {last}", key="3f2a", first="2026-01-01", last="2027-12-31"),
        ),
    ),
    open=True,
    reasons=(errors.NO_PAPER,),
)
TODAY = TodayView(
    sessions=86,
    logins=79,
    printed=41,
    print_failures=2,
    failures=((errors.NO_PAPER.code, 2), (errors.WRONG_LOGIN.code, 5), (errors.CARD_UNREADABLE.code, 3)),
    waiting_median=2.4,
    waiting_longest=11.0,
)
FAILURES = FailuresView(
    tuple(
        FailureSeen(NOW - timedelta(hours=hours), failure.code, failure)
        for hours, failure in enumerate(
            (errors.NO_PAPER, errors.CARD_UNREADABLE, errors.WRONG_LOGIN, errors.PRINTER_SILENT, errors.DATA_AWAY)
        )
    )
    + (FailureSeen(NOW - timedelta(days=3), "P99", None),)
)
DATA = DataView(
    as_of={Authority.HUMAN_RESOURCES: Month(2026, 10), Authority.MEDICAL_SECURITY: Month(2026, 9)},
    imported_at=NOW - timedelta(days=9),
    report=(
        kept(Told("rows: {count} ({rows})", count=810_500, rows=(Told("{count} contribution", count=810_500),))),
        kept(Told("persons: {count}, of them new: {new}", count=412_386, new=1_204)),
        "medical-202609.csv: 398,114 rows read, as an earlier version told it",
        "sha256 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ),
)
SETTINGS = SettingsView(
    adjustments=Adjustments(volume=70, daily_pages=20),
    entries=(
        ("kiosk.id", "kiosk-1"),
        ("kiosk.mode", "production"),
        ("database.url", "sqlite:////var/lib/shebao-kiosk/month-of-the-hall/data.sqlite"),
        ("printer.queue", "kiosk"),
        ("session.idle_seconds", "60"),
        ("session.warning_seconds", "30"),
        ("screen.languages", "zh_CN, en"),
        ("passwords.first_wait_seconds", "60"),
    ),
)
LOG = LogView(
    LogAsked(),
    tuple(f"2026-11-21 09:{minute:02d}:07 session-ended by=card reason=card-removed seconds=74" for minute in range(12))
    + ("2026-11-21 08:59:58 list-printed pages=2 job=4711 " + "3f" * 32,),
    pages=4,
    stick=True,
)
STAFF = StaffView((("10001", Role.ADMINISTRATOR), ("20001", Role.ATTENDANT), ("20002", Role.ATTENDANT)))
PEOPLE = PeopleView()
MACHINE = MachineView("2026.11.21", NOW - timedelta(hours=26), NOW)
