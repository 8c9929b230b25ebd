"""Nothing that only one visitor has is found after the visits: in no file, log, window, name or object (I1, I2)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tests.stories.canary.person import CARD, CODE, NUMBER, PASSWORD, WRONG, Traces, settle_in
from tests.stories.canary.visits import DISGUISE

ROOT = Path(__file__).parents[2]
MAY_HOLD = ("demo.db", "demo.db-wal", "demo.db-shm", "canary.toml", "during.txt")
"""The data themselves, the card, and what a window said while the canary was there."""
CARD_FILE = f"""
about = "the canary's"
[issuer]
identification_code = "{CODE}"
version = "3.00"
issued = 2024-06-01
valid_until = 2034-06-01
card_number = "{CARD}"
[holder]
closed = true
"""


@dataclass
class Process:
    """The kiosk, its visits over."""

    pid: int
    folder: Path
    traces: Traces
    talk: IO[str]
    hear: IO[str]

    def objects(self, *, plant: bool = False) -> list[str]:
        """Where its own objects hold a trace; `plant` has it keep one first."""
        asked = {"texts": self.traces.texts, "fen": self.traces.fen, "plant": plant}
        print(json.dumps(asked), file=self.talk, flush=True)
        found: list[str] = json.loads(self.hear.readline())
        return found

    def files(self) -> list[str]:
        """Files below its folder, and their names, that hold a trace."""
        found = []
        for file in sorted(self.folder.rglob("*")):
            name = file.relative_to(self.folder).as_posix()
            found += [f"the name of {place}" for place, _ in enumerate(self.traces.found_in(name))]
            paper = file.parent.name == "printed" and file.suffix == ".pdf"
            if file.is_file() and not paper and name not in MAY_HOLD and self.traces.found_in(file.read_bytes()):
                found.append(name)
        return found

    def memory(self) -> dict[str, int]:
        """How often each trace lies in the memory it writes to, also in what is free again."""
        counts: dict[str, int] = {}
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as memory:
            for line in Path(f"/proc/{self.pid}/maps").read_text().splitlines():
                region, rights, *_rest = line.split()
                if not rights.startswith("rw") or "[v" in line:
                    continue
                first, last = (int(end, 16) for end in region.split("-"))
                memory.seek(first)
                content = memory.read(last - first)
                for text in self.traces.found_in(content):
                    counts[text] = counts.get(text, 0) + 1
        return counts


@contextmanager
def played(folder: Path) -> Iterator[Process]:
    """A kiosk with the canary's visits behind it."""
    traces = settle_in(folder)
    typed = {"number": NUMBER, "password": PASSWORD, "wrong": WRONG}
    disguised = {what: [ord(each) ^ DISGUISE for each in text] for what, text in typed.items()}
    (folder / "typed.json").write_text(json.dumps(disguised))
    (folder / "canary.toml").write_text(CARD_FILE, encoding="utf-8")
    for name in ("evidence", "tmp"):
        (folder / name).mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.stories.canary.visits", str(folder)]
    with (folder / "stderr.txt").open("wb") as error:
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=error
        )
        with child:
            assert child.stdin is not None
            assert child.stdout is not None
            told = child.stdout.readline()
            assert told == "played\n", (folder / "stderr.txt").read_text()
            yield Process(child.pid, folder, traces, child.stdin, child.stdout)
            child.stdin.close()
    assert child.returncode == 0, (folder / "stderr.txt").read_text()


def test_after_every_kind_of_visit_nothing_of_the_canary_is_left(tmp_path: Path) -> None:
    with played(tmp_path) as process:
        assert process.files() == []
        assert process.objects() == []
        assert process.objects(plant=True) == ["str in builtins.list"], "what is kept on purpose is found"
    assert process.files() == [], "nor does closing write any"
    # So the search is one: while the canary was there the windows said it, and the paper and the data hold it.
    assert process.traces.found_in((tmp_path / "during.txt").read_text(encoding="utf-8"))
    assert process.traces.found_in((tmp_path / "demo.db").read_bytes())
    assert len(list((tmp_path / "printed").glob("*.pdf"))) == 1
    assert len(list((tmp_path / "evidence").iterdir())) == 6


@pytest.mark.parametrize("place", ["kiosk.log", "tmp/spool.pdf", "audit.log"])
def test_a_trace_in_a_file_is_found(tmp_path: Path, place: str) -> None:
    traces = Traces((NUMBER,), ())
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\0" + NUMBER.encode("utf-16-le"))
    process = Process(os.getpid(), tmp_path, traces, sys.stdin, sys.stdin)
    assert process.files() == [place]
    (tmp_path / f"{NUMBER}.txt").write_text("")
    assert len(process.files()) == 2
    assert NUMBER in process.memory(), "this test holds it"
