"""The technical log: only allowed keys, no exception text."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator

import pytest
import structlog

from kiosk.log import ALLOWED_KEYS, log, only_allowed_keys, set_up, where


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_lines_are_json_with_allowed_keys_only(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info")
    log().warning("failed", code="D01", visit=3, name="张三", number="119901198503150015")
    line = json.loads(capsys.readouterr().err)
    assert line["code"] == "D01"
    assert line["detail"] == "keys dropped"
    assert set(line) <= ALLOWED_KEYS
    assert "张三" not in json.dumps(line, ensure_ascii=False)


def test_lines_below_the_level_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("error")
    log().warning("failed", code="D01")
    assert capsys.readouterr().err == ""


def test_an_allowed_line_passes_unchanged() -> None:
    line = {"event": "bug", "where": "a.py:1"}
    assert only_allowed_keys(None, "", dict(line)) == line


def test_where_names_the_deepest_line_and_never_the_text() -> None:
    def inner() -> None:
        raise ValueError("119901198503150015")

    try:
        inner()
    except ValueError as error:
        place = where(error)
    assert place.startswith("test_log.py:")
    assert "1199" not in place
    assert where(ValueError("never raised")) == "unknown"


def test_an_exception_handed_to_the_log_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info")
    log().error("bug", exc_info=ValueError("119901198503150015"), exception="119901198503150015")
    assert "1199" not in capsys.readouterr().err


def test_lines_go_where_standard_error_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was standard error when the log was set up may be closed by now, and must not fail who writes a line."""
    before, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", before)
    set_up("info")
    before.close()
    monkeypatch.setattr(sys, "stderr", now)
    log().info("welcome-shown")
    assert json.loads(now.getvalue())["event"] == "welcome-shown"
