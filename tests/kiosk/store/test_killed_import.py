"""An import killed at any moment leaves the old month or the new one, never a mixture; it can be run again (C7)."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from kiosk.store.intact import damage_of
from kiosk.store.upgrading import upgrade

KILLS = 12
PERSONS, ROWS_EACH = 1_500, 6
PATIENCE_SECONDS = 100
TODAY = date(2026, 11, 21)

HEADER = (
    "AAC001,AAC002,AAE140,AAE003,EAZ058,AAA115,AAE002,EAD131,"
    "AAE180,AAA042,AAA041,AAE020,AAE022,AAE080,AAE082,AAE114,AAB001"
)
OLD_BASE, NEW_BASE = 4000, 5000
OLD, NEW = (202609, {OLD_BASE * 100}), (202610, {NEW_BASE * 100})
"""How far the data reach, and which bases they hold: in the old month and in the new one."""


@dataclass(frozen=True)
class Span:
    """Bytes that an import had read and written when it opened the database, began to write its log, and ended.

    How far it is, whatever the machine: a killed one may run faster or slower than the one that was looked at.
    """

    opened: int
    committing: int
    ended: int

    def moments(self, count: int) -> Iterator[float]:
        """Half of them before the log is written, half from shortly before to the end."""
        chance = random.Random(40217)
        for number in range(count):
            early = (self.opened, self.committing)
            late = (self.committing - (self.committing - self.opened) / 4, self.ended)
            yield chance.uniform(*(late if number % 2 else early))


def _moved(process: subprocess.Popen[bytes]) -> int:
    """Bytes a process has read and written so far; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process.pid}/io").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("rchar", "wchar")))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _progress(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """How far it is, looked at again and again until it ends."""
    moved = 0
    while process.poll() is None:
        moved = max(moved, _moved(process))
        yield moved
        time.sleep(0.002)  # a look at a real process, until it ends


@dataclass(frozen=True)
class Imports:
    """A folder with both months, and the command that imports one."""

    folder: Path
    profile: Path

    def start(self, month: int) -> subprocess.Popen[bytes]:
        """Begin an import."""
        url = f"sqlite:///{self.folder / 'data.db'}"
        environment = {**os.environ, "KIOSK_DATABASE__URL": url, "KIOSK_DEMO__TODAY": TODAY.isoformat()}
        words = [sys.executable, "main.py", "import", str(self.folder / f"{month}.csv"), "--source", str(self.profile)]
        return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def run(self, month: int) -> None:
        """Import to the end."""
        with self.start(month) as process:
            _, told = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0, told.decode()

    def span(self, month: int) -> Span:
        """Import to the end, and look how far it was when it did what."""
        log, opened, committing, ended = self.folder / "data.db-wal", 0, 0, 0
        with self.start(month) as process:
            for ended in _progress(process):
                opened = opened or (ended if log.exists() else 0)
                committing = committing or (ended if _size(log) else 0)
        assert process.returncode == 0
        return Span(opened, committing, ended)

    def kill(self, month: int, after: float) -> bool:
        """Import and kill it when it has read and written so many bytes; False when it had ended before."""
        with self.start(month) as process:
            for moved in _progress(process):
                if moved >= after:
                    process.kill()
                    return True
        return False

    def found(self) -> tuple[int, set[int], int]:
        """How far the data reach, which bases there are, how many rows."""
        with closing(sqlite3.connect(self.folder / "data.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (month,) = connection.execute("SELECT month FROM data_as_of").fetchone()
            bases = {base for (base,) in connection.execute("SELECT DISTINCT base FROM contributions")}
            (rows,) = connection.execute("SELECT count(*) FROM contributions").fetchone()
        return month, bases, rows


def write_month(file: Path, settled: int, base: int) -> None:
    lines = [HEADER]
    for person in range(PERSONS):
        for month in range(ROWS_EACH):
            unit, own = base * 16 / 100, base * 8 / 100
            amounts = f"{base}.00,0.16,0.08,{unit:.2f},{own:.2f},{unit:.2f},{own:.2f}"
            lines.append(
                f"{1000000 + person},,110,{202601 + month},S{month},10,{settled},{settled}20,{amounts},1,900001"
            )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(params=["snapshot", "increment"])
def imports(request: pytest.FixtureRequest, tmp_path: Path) -> Imports:
    shipped = (resources.files("resources") / "profiles" / "hr-csv.toml").read_text(encoding="utf-8")
    profile = tmp_path / "profile.toml"
    profile.write_text(shipped.replace('content = "increment"', f'content = "{request.param}"'), encoding="utf-8")
    write_month(tmp_path / "202609.csv", 202609, OLD_BASE)
    write_month(tmp_path / "202610.csv", 202610, NEW_BASE)
    upgrade(f"sqlite:///{tmp_path / 'data.db'}")
    made = Imports(tmp_path, profile)
    made.run(202609)
    return made


def test_the_old_month_or_the_new_one(imports: Imports) -> None:
    data, old = imports.folder / "data.db", imports.folder / "old.db"
    shutil.copy(data, old)
    span = imports.span(202610)
    assert imports.found()[:2] == NEW
    outcomes = []
    for moment in span.moments(KILLS // 2):
        for left in imports.folder.glob("data*"):
            left.unlink()
        shutil.copy(old, data)
        killed = imports.kill(202610, moment)
        month, bases, rows = imports.found()
        assert (month, bases) in (OLD, NEW)
        assert rows == PERSONS * ROWS_EACH
        assert killed or (month, bases) == NEW
        assert damage_of(data) is None, "a killed import is no damage"
        if month not in outcomes:
            imports.run(202610)
            assert imports.found()[:2] == NEW
        outcomes.append(month)
    assert OLD[0] in outcomes, "no import was killed before its end"
