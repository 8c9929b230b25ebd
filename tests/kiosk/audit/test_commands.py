"""`audit verify`, `show` and `events`, as they are typed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk import config
from kiosk.audit.commands import audit_app
from kiosk.audit.declared import DECLARED
from kiosk.audit.opening import head_file
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.audit.verifying import TrailExamined
from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.store.filling import make_missing_local
from kiosk.store.local.kept_secret import kept_secret
from tests.clock import HandClock
from tests.kiosk.people import CHEN, ZHANG


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A kiosk with its own database, which two people have used."""
    monkeypatch.setenv("KIOSK_DATABASE__URL", f"sqlite:///{tmp_path / 'data.db'}")
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", str(tmp_path / "audit.log"))
    monkeypatch.setenv("KIOSK_DEMO__TODAY", "2026-11-22")
    settings = config.load()
    make_missing_local(settings.database)
    clock = HandClock()
    key = kept_secret(settings.database)
    trail = AuditFile(tmp_path / "audit.log", clock, key, TrailRules(head_file(settings)))
    trail.record("program-started", "A01", 1, who=ZHANG)
    clock.advance(86_400)
    trail.record("account-viewed", "", 2, who=ZHANG)
    trail.record("account-viewed", "", 3, who=CHEN)
    trail.record("number-unlocked", "", 4, who=CHEN, by="1001")
    trail.close()
    return settings


def run(*typed: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(audit_app, typed)


def shown(*typed: str) -> Sequence[dict[str, object]]:
    """The lines that a command shows."""
    result = run("show", "--json", *typed)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_a_whole_trail(settings: Settings) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert result.output.endswith("4 lines in 2 files until 2026-11-22 10:00:00.\nThe chain is whole.\n")
    assert TrailExamined(settings, lambda: kept_secret(settings.database)).examine()[0].well


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"visit":2', b'"visit":9', "Line 2 is not what it was when it was written."),
        (b'"visit":4', b'"visit":9', "Line 4 is not what it was when it was written."),
    ],
)
def test_a_changed_trail_is_refused_and_the_place_named(settings: Settings, old: bytes, new: bytes, said: str) -> None:
    file = Path(settings.log.audit_file)
    file.write_bytes(file.read_bytes().replace(old, new))
    result = run("verify")
    assert result.exit_code == 1
    assert said in result.output
    (finding,) = TrailExamined(settings, lambda: kept_secret(settings.database)).examine()
    assert not finding.well
    assert said in finding.state


def test_a_truncated_trail_and_a_lost_head_are_told(settings: Settings) -> None:
    file, head = Path(settings.log.audit_file), head_file(settings)
    assert head is not None
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:1]))
    assert "Lines 3 to 4 are missing: the trail was truncated." in run("verify").output
    head.write_text("{}")
    assert "was not written by this kiosk" in run("verify").output
    head.unlink()
    assert "kept outside the trail, is missing" in run("verify").output


def test_a_trail_elsewhere_is_followed_with_what_comes_with_it(settings: Settings, tmp_path: Path) -> None:
    away = tmp_path / "stick"
    away.mkdir()
    for file in tmp_path.glob("audit*.log"):
        (away / file.name).write_bytes(file.read_bytes())
    assert "No head is kept elsewhere" in run("verify", "--file", str(away / "audit.log")).output
    head = head_file(settings)
    assert run("verify", "--file", str(away / "audit.log"), "--head", str(head)).exit_code == 0
    (tmp_path / "data-local.db").unlink()
    assert "cannot be checked without its own database" in run("verify").output
    assert "there is no audit trail" in str(run("verify", "--file", str(tmp_path / "none.log")).exception).lower()


def test_lines_of_today_and_of_days_before(settings: Settings) -> None:
    assert [line["number"] for line in shown()] == [2, 3, 4]
    assert [line["number"] for line in shown("--days", "1")] == [1, 2, 3, 4]
    assert [line["number"] for line in shown("--days", "1", "--failures")] == [1]
    assert [line["number"] for line in shown("--event", "number-unlocked")] == [4]
    assert "There is no such line." in run("show", "--event", "login").output
    with pytest.raises(Refused, match=r"There is no event longin; `main\.py audit events` lists them\."):
        raise run("show", "--event", "longin").exception or AssertionError


def test_only_who_knows_the_number_finds_whom_a_line_is_about(settings: Settings, tmp_path: Path) -> None:
    """Who looked at this account, and when."""
    assert [line["number"] for line in shown("--days", "1", "--number", ZHANG)] == [1, 2]
    assert [line["number"] for line in shown("--number", CHEN)] == [3, 4]
    assert [line["number"] for line in shown("--number", "1001")] == [4]
    assert shown("--number", "119901199001010019") == []
    text = run("show", "--days", "1").output
    assert "visit 2" in text
    assert ZHANG not in text
    (tmp_path / "data-local.db").unlink()
    assert "nobody can be found" in str(run("show", "--number", ZHANG).exception)


def test_every_event_is_listed() -> None:
    listed = {line.split()[0] for line in run("events").output.splitlines()}
    assert listed == DECLARED


def test_without_a_trail_each_says_so() -> None:
    for command in ("verify", "show"):
        assert "log.audit_file is empty" in str(run(command).exception)
    (finding,) = TrailExamined(config.load(), None).examine()
    assert finding.well


def test_a_kiosk_that_has_not_started_yet_is_well(settings: Settings, tmp_path: Path) -> None:
    for file in (*tmp_path.glob("audit*"),):
        file.unlink()
    (finding,) = TrailExamined(settings, lambda: secrets.token_bytes(32)).examine()
    assert (finding.well, finding.state) == (True, "nothing has been written yet")
    assert date(2026, 11, 22) == settings.demo.today
