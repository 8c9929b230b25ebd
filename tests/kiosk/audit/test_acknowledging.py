"""Breaks of the chain that staff know of: no alarm any more, and they stay in the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk import config
from kiosk.audit.acknowledging import Why, reason_of
from kiosk.audit.chain import follow
from kiosk.audit.commands import audit_app
from kiosk.audit.line import acknowledgement_code, mark_of
from kiosk.audit.opening import head_file
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.audit.verifying import TrailExamined
from kiosk.audit.writer import Writer
from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.staff.console import open_console
from kiosk.staff.members import Role
from kiosk.store.filling import make_missing_local
from kiosk.store.local.kept_secret import kept_secret
from kiosk.store.upgrading import upgrade
from tests.clock import HandClock
from tests.kiosk.audit.trails import KEY, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing is written yet."""
    return Place(tmp_path)


def broken(place: Place) -> AuditFile:
    """A kiosk whose trail was changed, which it has recorded."""
    trail = place.trail(lazy=True)
    for visit in range(1, 6):
        trail.record("login", visit=visit)
    trail.close()
    place.file.write_bytes(place.file.read_bytes().replace(b'"visit":3', b'"visit":9'))
    again = place.trail(lazy=True)
    again.check()
    return again


def test_what_staff_know_of_gives_no_alarm_and_stays_in_the_record(place: Place) -> None:
    trail = broken(place)
    assert not trail.examine()[0].well
    trail.acknowledge(trail.check().highest, "disk case-7", by="1001")
    found = trail.check()
    assert trail.examine()[0].well
    assert [each.code for each in found.breaks] == ["edited 3"]
    assert (found.unknown_breaks, found.unknown_records) == ((), ())
    line = place.lines()[-1]
    assert line.event == "breaks-acknowledged"
    assert line.code.split()[1:3] == ["disk", "case-7"]
    assert line.by == mark_of(KEY, line.at.date(), "1001")


def test_what_is_broken_afterwards_gives_alarm_again(place: Place) -> None:
    trail = broken(place)
    trail.acknowledge(trail.check().highest, "disk", by="1001")
    trail.close()
    earlier = place.files()[0]
    earlier.write_bytes(earlier.read_bytes().replace(b'"visit":4', b'"visit":8'))
    again = place.trail(lazy=True)
    found = again.check()
    assert [each.code for each in found.unknown_breaks] == ["edited 4"]
    assert not again.examine()[0].well
    again.check()
    assert not again.examine()[0].well, "recorded now, and not known to staff"


def test_nobody_ends_the_alarm_by_writing_to_the_file(place: Place) -> None:
    broken(place).close()
    stranger = AuditFile(place.file, place.clock, b"another key")
    stranger.open()
    stranger.acknowledge(6, "disk", by="1001")
    stranger.close()
    found = place.trail(lazy=True).check()
    assert found.acknowledged == 0
    assert found.unknown_records


def test_an_acknowledgement_reaches_no_further_than_its_own_line(place: Place) -> None:
    """Sealed rightly, for lines that were to come: the kiosk never writes such a one."""
    trail = place.trail(lazy=True)
    trail.record("breaks-acknowledged", "")
    trail.close()
    writer = Writer(place.file, place.clock, KEY, None)
    with writer.at_end():
        writer.write("breaks-acknowledged", acknowledgement_code(999, "disk", KEY))
    writer.close()
    assert follow(place.raw(), key=KEY).acknowledged == 2
    assert follow(place.raw()).acknowledged == 0, "without the key nobody can tell"


# As it is typed.

ADMINISTRATOR, ATTENDANT, PASSWORD = "1001", "2001", "hallword77"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A kiosk with two of the staff, whose trail somebody changed."""
    monkeypatch.setenv("KIOSK_DATABASE__URL", f"sqlite:///{tmp_path / 'data.db'}")
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", str(tmp_path / "audit.log"))
    settings = config.load()
    make_missing_local(settings.database)
    upgrade(settings.database.url)
    with open_console(settings) as console:
        console.accounts.add(ADMINISTRATOR, Role.ADMINISTRATOR, bytearray(PASSWORD, "ascii"), "")
        console.accounts.add(ATTENDANT, Role.ATTENDANT, bytearray(PASSWORD, "ascii"), "")
    start(settings, five_logins)
    file = Path(settings.log.audit_file)
    file.write_bytes(file.read_bytes().replace(b'"visit":3', b'"visit":9'))
    return settings


def five_logins(trail: AuditFile) -> None:
    """Five people come."""
    for visit in range(1, 6):
        trail.record("login", visit=visit)


def start(settings: Settings, then: Callable[[AuditFile], object] = AuditFile.check) -> None:
    """Start the kiosk's trail, do something with it, and end it."""
    rules = TrailRules(head_file(settings))
    trail = AuditFile(Path(settings.log.audit_file), HandClock(), kept_secret(settings.database), rules)
    trail.open()
    then(trail)
    trail.close()


def run(*typed: str, password: str = PASSWORD) -> Result:
    """Type a command."""
    return CliRunner().invoke(audit_app, typed, input=f"{password}\n")


def acknowledged(staff: str = ADMINISTRATOR, *more: str, password: str = PASSWORD) -> str:
    """Acknowledge; what is said."""
    result = run("acknowledge", "--staff", staff, "--why", "disk", *more, password=password)
    return result.output if result.exit_code == 0 else str(result.exception)


def test_an_administrator_ends_the_alarm(settings: Settings) -> None:
    start(settings)
    assert run("verify").exit_code == 1
    assert "Acknowledged: edited 3" in acknowledged(ADMINISTRATOR, "--case", "2026/17")
    after = run("verify")
    assert after.exit_code == 0
    assert "Line 3 is not what it was" in after.output, "it stays in the record"
    assert "known to staff" in after.output
    (finding,) = TrailExamined(settings, lambda: kept_secret(settings.database)).examine()
    assert (finding.well, "staff know of" in finding.state) == (True, True)
    assert "nothing to acknowledge" in acknowledged()


def test_nobody_else_does(settings: Settings) -> None:
    start(settings)
    assert "Only an administrator" in acknowledged(ATTENDANT)
    assert "Acknowledged" not in acknowledged(password="otherword77")
    assert run("verify").exit_code == 1


def test_what_the_kiosk_has_not_recorded_is_not_acknowledged(settings: Settings) -> None:
    assert "has not recorded yet" in acknowledged()


@pytest.mark.parametrize("case", ["张三", "119901198503150015", "a b", "-x", "x" * 41])
def test_a_case_that_could_name_somebody_is_refused(case: str) -> None:
    with pytest.raises(Refused):
        reason_of(Why.DISK, case)


def test_each_reason_says_what_it_stands_for() -> None:
    assert [reason_of(why, "").split() for why in Why] == [[why.value] for why in Why]
    assert reason_of(Why.TEST, "2026/17") == "test 2026/17"
