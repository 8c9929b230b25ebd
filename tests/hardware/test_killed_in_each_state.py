"""SIGKILL in each state of the session (fault D1): the next start serves people; nothing is broken or left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, get_args

import pytest

from kiosk.audit.chain import Verdict, follow
from kiosk.audit.head import HeadFile
from kiosk.audit.machine_events import CUT_SHORT
from kiosk.audit.segments import raw_lines
from kiosk.states import State
from tests.hardware.card_hall import secrets
from tests.hardware.forked_kiosk import WAYS
from tests.hardware.kiosk_process import ROOT, files_of_a_kiosk

STATES: tuple[type[State], ...] = get_args(State)


@dataclass
class Hall:
    """Kiosks that follow one another on the same files; each is killed where it stands."""

    folder: Path
    asks: IO[str]
    hears: IO[str]
    killed_in: list[str] = field(default_factory=list)
    """Where those before were killed."""

    def kill_in(self, state: str) -> None:
        """Start a kiosk, let it go there, kill it with everything it may have started."""
        self.asks.write(f"{state}\n")
        self.asks.flush()
        before = self.killed_in[-1] if self.killed_in else "nothing"
        welcome = self.hears.readline().split()
        assert welcome[:1] == ["welcome"], f"no start after {before}: {self.log()}"
        assert self.cut_short() == len(self.killed_in), "each start says of the one before that it was cut short"
        self.killed_in.append(state)
        assert self.hears.readline() == f"reached {state}\n", self.log()
        os.killpg(int(welcome[1]), signal.SIGKILL)
        assert self.hears.readline() == "gone\n"

    def log(self) -> str:
        """What the kiosks wrote, the last lines."""
        return (self.folder / "log").read_text()[-2000:]

    def damage(self) -> list[str]:
        """What SQLite finds wrong in either database."""
        return [said for name in ("data.db", "data-local.db") if (said := quick_check(self.folder / name)) != "ok"]

    def verdict(self) -> Verdict:
        """What following the audit trail's chain to its head finds out."""
        head = HeadFile(self.folder / "audit-head.json", b"").read()
        assert head is not None
        return follow(raw_lines(self.folder / "audit.log"), head.end)

    def cut_short(self) -> int:
        """How many starts the trail says were cut short."""
        return (self.folder / "audit.log").read_text().count(f'"{CUT_SHORT.name}"')

    def written(self) -> dict[str, str]:
        """Everything a kiosk wrote but its databases and its paper, by file."""
        files = [self.folder / "log", *self.folder.glob("audit*"), *(self.folder / "tmp").rglob("*")]
        return {path.name: path.read_text(errors="replace") for path in files if path.is_file()}

    def half_papers(self) -> list[str]:
        """Papers that were not written to their end."""
        papers = (self.folder / "printed").glob("*")
        return [path.name for path in papers if not path.read_bytes().rstrip().endswith(b"%%EOF")]


def quick_check(file: Path) -> str:
    """What SQLite says of a file as the next start finds it."""
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("PRAGMA quick_check").fetchone()[0])


@contextmanager
def forks(folder: Path, settings: Path) -> Iterator[subprocess.Popen[str]]:
    """The loaded program that forks a kiosk for each line."""
    command = [sys.executable, "-m", "tests.hardware.forked_kiosk", str(settings)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder / "tmp")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    with process:
        try:
            yield process
        finally:
            if process.stdin is not None:
                process.stdin.close()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Files of a kiosk, and kiosks on them."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "tmp").mkdir()
    settings = files_of_a_kiosk(folder)
    with forks(folder, settings) as process:
        assert process.stdin is not None and process.stdout is not None
        hall = Hall(folder, process.stdin, process.stdout)
        yield hall
        # Whatever came last was survived too.
        hall.kill_in("Welcome")


@pytest.mark.parametrize("state", [state.__name__ for state in STATES])
def test_the_next_start_finds_everything_whole_and_nothing_of_anybody(hall: Hall, state: str) -> None:
    hall.kill_in(state)
    assert hall.damage() == []
    assert hall.half_papers() == []
    assert list((hall.folder / "tmp").iterdir()) == []
    assert len(list(hall.folder.rglob("*.part"))) <= 1, "what a kill left half written is written over"
    assert [name for name, text in hall.written().items() if any(secret in text for secret in secrets())] == []
    verdict = hall.verdict()
    assert verdict.lines and not verdict.breaks and not verdict.torn
    assert "Traceback" not in hall.log()


def test_the_way_to_every_state_is_known() -> None:
    assert set(WAYS) == set(STATES)
