"""`journal` shows what was printed, for people and for programs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.choices import PaperKind
from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.journal_command import journal
from kiosk.store.opening import Store

app = typer.Typer()
app.command("journal")(journal)


@pytest.fixture(autouse=True)
def _configured(section: DatabaseSection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__URL", section.url)


def run(*words: str) -> str:
    """Run it; a Refused is raised as main.py would meet it."""
    done = CliRunner().invoke(app, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.mark.usefixtures("store")
def test_nothing_was_printed_yet() -> None:
    assert run() == "Nothing has been printed yet.\n"
    assert json.loads(run("--json")) == []


def test_each_print_is_a_line(store: Store) -> None:
    for pages, end, code in ((4, PrintEnd.SENT, ""), (1, PrintEnd.FAILED, "P02")):
        number = store.prints.begin(PrintEntry(datetime(2026, 11, 21, 9, 5, 7), 12, PaperKind.LIST, pages))
        store.prints.end(number, end, code)
    sent, failed = run().splitlines()
    assert sent == "2026-11-21 09:05:07  list           4 pages   visit 12    sent"
    assert failed.endswith("1 page    visit 12    failed P02")
    assert run("--newest", "1").splitlines() == [failed]
    assert json.loads(run("--json"))[1] == {
        "at": "2026-11-21T09:05:07", "kind": "list", "pages": 1, "visit": 12, "end": "failed", "code": "P02",
    }  # fmt: skip


def test_without_a_database_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__URL", "")
    with pytest.raises(Refused, match="database.url is empty"):
        run()
    monkeypatch.setenv("KIOSK_DATABASE__URL", f"sqlite:///{tmp_path / 'nowhere' / 'data.db'}")
    with pytest.raises(Refused, match="does not exist"):
        run()
