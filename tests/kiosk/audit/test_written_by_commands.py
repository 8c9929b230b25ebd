"""Imports, copies and their way back stand in the trail, written by commands beside the kiosk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import main
from kiosk import config
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.hall import DEMO_DAY
from kiosk.store.filling import fill_with_demo, make_missing_local


@pytest.fixture
def trail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kiosk with data and a trail, which is empty."""
    url = f"sqlite:///{tmp_path / 'data.db'}"
    fill_with_demo(url, Recipe(0, 1, 1, DEMO_DAY))
    monkeypatch.setenv("KIOSK_DATABASE__URL", url)
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", str(tmp_path / "audit.log"))
    make_missing_local(config.load().database)
    return tmp_path / "audit.log"


def written(trail: Path) -> list[tuple[str, str]]:
    """Event and code of every line."""
    return [(line["event"], line["code"]) for line in map(json.loads, trail.read_text().splitlines())]


def test_copies_and_their_way_back(trail: Path) -> None:
    for typed in (["backup"], ["restore"]):
        result = CliRunner().invoke(main.app, typed)
        assert result.exit_code == 0, result.output
    assert written(trail) == [("backup-made", "data"), ("backup-made", "local"), ("data-restored", "data")]


def test_an_import_that_is_refused(trail: Path, tmp_path: Path) -> None:
    (tmp_path / "month.xml").write_text("nothing of the kind")
    result = CliRunner().invoke(main.app, ["import", str(tmp_path / "month.xml"), "--source", "gbt40217"])
    assert isinstance(result.exception, Refused)
    assert written(trail) == [("import-refused", "gbt40217")]


def test_nothing_is_done_that_could_not_be_written_down(trail: Path, tmp_path: Path) -> None:
    trail.mkdir()
    result = CliRunner().invoke(main.app, ["backup"])
    assert "cannot be written" in str(result.exception)
    assert not list(tmp_path.glob("*-copy-*"))
