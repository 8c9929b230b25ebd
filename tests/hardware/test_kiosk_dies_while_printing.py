"""The kiosk is killed while a list waits for paper: the next start empties spool and printer, the journal says so."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from kiosk.errors import NO_PAPER
from tests.hardware.card_hall import secrets
from tests.hardware.kiosk_process import kiosk, main_py
from tests.hardware.print_hall import print_hall
from tests.hardware.processes import PATIENCE_SECONDS, wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]


def test_nothing_comes_out_and_the_journal_says_that_nobody_knows(tmp_path: Path) -> None:
    with print_hall(tmp_path) as hall:
        hall.ask_for_list()
        hall.print_list()
        hall.take_paper()
        hall.hall.person.press("continue")
        hall.hall.person.press("print-button")
        hall.printer.fault("media-empty", while_printing=True)
        hall.print_list()
        hall.wait_for_words(NO_PAPER, "printing")
        assert hall.printer.spool_files()
        os.killpg(hall.hall.kiosk.process.pid, signal.SIGKILL)
        hall.hall.kiosk.process.wait(PATIENCE_SECONDS)
        hall.hall.cards.remove_all()
        environment = {**hall.hall.screen, **hall.hall.cards.environment, **hall.printer.environment}
        with kiosk(tmp_path, tmp_path / "kiosk.toml", environment):
            hall.hall.person.wait_for("welcome")
            wait_until(lambda: not hall.printer.spool_files(), "the spool is empty")
            hall.printer.heal("media-empty")
            hall.printer.nothing_more_comes_out()
            assert len(hall.printer.printed()) == 1, "only what came out before"
            prints = journal(tmp_path)
    assert [entry["end"] for entry in prints] == ["sent", "unknown"]
    assert {entry["kind"] for entry in prints} == {"list"}
    assert not any(secret in json.dumps(prints, ensure_ascii=False) for secret in secrets())


def journal(folder: Path) -> list[dict[str, str]]:
    """What `main.py journal` tells."""
    done = main_py("journal", "--json", "--config", str(folder / "kiosk.toml"))
    assert done.returncode == 0, done.stderr
    read: list[dict[str, str]] = json.loads(done.stdout)
    return read
