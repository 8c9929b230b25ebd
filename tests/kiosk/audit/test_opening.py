"""What each start says: the version, how the last run ended, whether the configuration is another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest

from kiosk import config
from kiosk.audit.line import mark_of
from kiosk.audit.opening import head_file, trail_for_command, trail_of
from kiosk.audit.trail import NoAudit
from kiosk.audit.verifying import TrailExamined
from kiosk.config import Settings
from kiosk.errors import AUDIT_AWAY, Refused
from kiosk.machine_watch import newest_moment
from kiosk.ports import AuditTrail
from kiosk.store.filling import make_missing_local
from kiosk.store.local.kept_secret import kept_secret
from tests.clock import HandClock
from tests.kiosk.audit.trails import KEY

Make = Callable[..., Settings]


@pytest.fixture
def settings(tmp_path: Path) -> Make:
    """A kiosk's settings with a trail and a local database in a folder of the test."""

    def make(**sections: dict[str, object]) -> Settings:
        log: dict[str, object] = {"audit_file": str(tmp_path / "trail" / "audit.log")}
        here: dict[str, dict[str, object]] = {
            "database": {"url": f"sqlite:///{tmp_path / 'data.db'}"},
            "log": log | sections.pop("log", {}),
        }
        return config.load(environment={}).with_values(**{**here, **sections})

    return make


def opened(settings: Settings, stack: ExitStack) -> AuditTrail:
    """Open it as the kiosk does."""
    return trail_of(settings, HandClock(), lambda: KEY, lambda task: task(), stack)


def lines(settings: Settings) -> list[tuple[str, str]]:
    """Event and code of every line."""
    values = map(json.loads, Path(settings.log.audit_file).read_text().splitlines())
    return [(line["event"], line["code"]) for line in values]


def test_a_start_and_its_end_are_lines(settings: Make) -> None:
    for _ in range(2):
        with ExitStack() as stack:
            opened(settings(), stack).record("idle")
    (started, read, idle, stopped), again = lines(settings())[:4], lines(settings())[4:]
    assert started == ("program-started", version("shebao-kiosk"))
    assert (read[0], idle, stopped) == ("settings-read", ("idle", ""), ("program-stopped", ""))
    assert again == [started, read, idle, stopped]


def test_a_run_that_was_cut_short_is_told_by_the_next(settings: Make) -> None:
    with ExitStack() as killed:
        opened(settings(), killed)
        killed.pop_all()
    with ExitStack() as stack:
        opened(settings(), stack)
    assert [event for event, _ in lines(settings())][2:4] == ["program-cut-short", "program-started"]
    with ExitStack() as stack:
        opened(settings(), stack)
    assert [event for event, _ in lines(settings())].count("program-cut-short") == 1


def test_another_configuration_names_its_sections_and_no_values(settings: Make) -> None:
    with ExitStack() as stack:
        opened(settings(), stack)
    with ExitStack() as stack:
        opened(settings(printer={"page_limit": 7}, hall={"name": "另一个大厅"}), stack)
    assert ("settings-changed", "hall printer") in lines(settings())
    with ExitStack() as stack:
        opened(settings(printer={"page_limit": 7}, hall={"name": "另一个大厅"}), stack)
    assert [event for event, _ in lines(settings())].count("settings-changed") == 1


def test_nonsense_in_what_the_last_start_said_keeps_no_kiosk_from_starting(settings: Make) -> None:
    with ExitStack() as stack:
        opened(settings(), stack)
    file = Path(settings().log.audit_file)
    file.write_text(file.read_text().replace("kiosk=", "x "))
    with ExitStack() as stack:
        opened(settings(), stack)
    assert ("settings-changed", "kiosk") in lines(settings())


def test_a_production_kiosk_must_keep_a_trail(settings: Make) -> None:
    with ExitStack() as stack:
        assert isinstance(opened(settings(log={"audit_file": ""}), stack), NoAudit)
        with pytest.raises(Refused, match=r"log\.audit_file is empty"):
            opened(settings(log={"audit_file": ""}, kiosk={"mode": "production"}), stack)


def test_a_place_that_cannot_be_written_closes_a_production_kiosk_until_it_can(settings: Make, tmp_path: Path) -> None:
    blocked = tmp_path / "trail"
    blocked.write_text("a file where the folder should be")
    with ExitStack() as stack:
        with pytest.raises(Refused, match="cannot be written"):
            opened(settings(), stack)
        trail = opened(settings(kiosk={"mode": "production"}), stack)
        assert trail.condition() is AUDIT_AWAY
        blocked.unlink()
        blocked.mkdir()
        assert trail.condition() is None
        trail.record("idle")
        events = [event for event, _ in lines(settings())]
        assert events == ["lines-lost", "idle"]


def test_the_head_stands_beside_the_local_database_or_where_it_is_set(settings: Make, tmp_path: Path) -> None:
    assert head_file(settings()) == tmp_path / "audit-head.json"
    assert head_file(settings(log={"audit_head": "/elsewhere/head"})) == Path("/elsewhere/head")
    assert head_file(settings(database={"url": ""})) is None, "the demo has another secret each time"
    server = {"url": "postgresql+psycopg://db/kiosk", "local_url": "postgresql+psycopg://db/local"}
    assert head_file(settings(database=server)) == tmp_path / "trail" / "audit-head.json"


def test_a_command_writes_to_the_same_trail_or_to_none(settings: Make) -> None:
    with ExitStack() as stack:
        opened(settings(), stack)
        with trail_for_command(settings()) as trail:
            trail.record("backup-made", "data")
    assert ("backup-made", "data") in lines(settings())
    with trail_for_command(settings(log={"audit_file": ""})) as trail:
        trail.record("backup-made", "data")
        assert isinstance(trail, NoAudit)


@pytest.mark.parametrize("days", [182, 0, -1, 4000])
def test_lines_are_kept_for_half_a_year_at_least(days: int) -> None:
    with pytest.raises(Refused, match=r"log\.audit_days .*wrong value: Input should be (greater|less) than"):
        config.load(environment={"KIOSK_LOG__AUDIT_DAYS": str(days)})


def test_a_start_with_a_clock_that_went_back_knows_the_newest_moment_before_it(settings: Make) -> None:
    assert newest_moment(settings()) is None
    assert newest_moment(settings(log={"audit_file": ""})) is None
    with ExitStack() as stack:
        opened(settings(), stack)
    assert newest_moment(settings()) == HandClock().now()


def test_a_command_that_names_somebody_keeps_a_hash_and_leaves_the_head_alone(settings: Make) -> None:
    make_missing_local(settings().database)
    with trail_for_command(settings(), names=True) as trail:
        trail.record("staff-added", who="1001")
    (line,) = map(json.loads, Path(settings().log.audit_file).read_text().splitlines())
    key = kept_secret(settings().database)
    assert line["who"] == mark_of(key, datetime.fromisoformat(line["at"]).date(), "1001")
    head = head_file(settings())
    assert head is not None
    assert not head.exists()


def test_a_kiosk_that_starts_after_the_first_commands_finds_nothing_wrong(settings: Make) -> None:
    """A technician imports the data and adds the first of the staff before the kiosk has ever been started."""
    make_missing_local(settings().database)
    with trail_for_command(settings(), names=True) as trail:
        trail.record("staff-added", who="1001")
    secret = partial(kept_secret, settings().database)
    assert TrailExamined(settings(), secret).examine()[0].well
    with ExitStack() as stack:
        assert trail_of(settings(), HandClock(), secret, lambda task: task(), stack).check().new_breaks == ()
    assert TrailExamined(settings(), secret).examine()[0].well
    head = head_file(settings())
    assert head is not None
    head.unlink()
    assert not TrailExamined(settings(), secret).examine()[0].well, "from then on it must be there"
