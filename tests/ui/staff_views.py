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

NOW = datetime(2026, 11, 21, 10, 0)
ATTENDANT = StaffMember("20001", Role.ATTENDANT)
ADMINISTRATOR = StaffMember("10001", Role.ADMINISTRATOR)
JUDGED = "judged by staff"


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
                Finding("printer", True, "ready; toner black 12 %"),
            ),
            LastTest(NOW - timedelta(minutes=40), True, JUDGED),
        ),
        part_of(Part.SCREEN, "1080x1920", test=LastTest(NOW - timedelta(days=2), False, JUDGED)),
        part_of(Part.SOUND, "volume 100 %"),
        part_of(Part.DATABASE, "sqlite: version 7, data as of 2026-10"),
        part_of(Part.DISK, "81 % free"),
        part_of(Part.CLOCK, "synchronised"),
    ),
    others=(Finding("fonts", True, "all fonts of the paper are there"), Finding("seal", True, "key 3f2a is ready")),
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
        "hr-202610.csv: 412,386 rows read, 0 refused",
        "medical-202609.csv: 398,114 rows read, 3 refused",
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
