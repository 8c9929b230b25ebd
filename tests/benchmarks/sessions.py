"""What the kiosk keeps of visits that are over: its memory after ten and after a thousand, all in one process."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

import main
from kiosk.demo.making import Recipe
from kiosk.hall import issuer_of
from kiosk.rules import rules_of
from kiosk.store import filling
from tests.benchmarks.measure import Measure
from tests.benchmarks.painting import SIZE, settle
from tests.clock import HandClock
from tests.stories.conftest import HandThreads, Kiosk, demo_settings
from tests.ui.speakers import HeardSpeaker
from ui.program import Program

FEW, MANY = 10, 1000
TOUCHES = 5
"""Of a visit, on whatever can be touched, after the password and before the card is taken out."""
TOUCHES_AT_FIRST = 60
"""Of each of the first visits, so that every look, language and paper has been loaded once: none of it is left by
visits. With five touches these would be met over the first hundred visits."""
SWEPT_SECONDS, OVER_SECONDS = 2, 60
"""Until the kiosk has swept; and until a visit is over that left something lying."""
SEED = 6


def measures() -> list[Measure]:
    """Megabytes of a process of its own that plays the visits."""
    told = subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=True)
    few, many = map(float, told.stdout.split()[-2:])
    return [
        Measure(f"screen.memory-after-{MANY}-sessions", many, "MB", floor=few),
        Measure(f"screen.memory-growth-{FEW}-to-{MANY}-sessions", many - few, "MB"),
    ]


def open_kiosk(stack: ExitStack, folder: Path) -> Kiosk:
    """A demo kiosk on mocks in a folder, its time and threads driven by hand."""
    settings = demo_settings(folder)
    filling.fill_with_demo(settings.database.url, Recipe(0, 1, 1, HandClock().today()))
    clock, threads, speaker = HandClock(), HandThreads(), HeardSpeaker()
    rooms = main.furnish(settings, stack, clock)
    rules, issuer = rules_of(settings, clock.today()), issuer_of(settings)
    program = Program(settings, rooms, clock, rules, issuer, windowed=True, size=SIZE, threads=threads, speaker=speaker)
    stack.callback(program.close)
    program.open()
    return Kiosk(program, clock, threads, folder / "printed", speaker)


def visit(kiosk: Kiosk, chance: random.Random, touches: int = TOUCHES) -> None:
    """Log in with the card, touch this and that, and take the card out."""
    kiosk.insert_and_log_in()
    for _ in range(touches):
        kiosk.settle()
        stage = kiosk.program.stage
        keys = [key for key in stage.findChildren(QAbstractButton) if key.isVisible() and key.isEnabled()]
        chance.choice(keys).click()
        settle()
    kiosk.cards.pull()
    kiosk.wait(SWEPT_SECONDS)
    if kiosk.screen != "welcome":
        kiosk.wait(OVER_SECONDS)
    kiosk.speaker.new()
    settle()
    if kiosk.screen != "welcome":
        raise RuntimeError(f"a visit ended on {kiosk.screen}")


def _print_once(kiosk: Kiosk) -> None:
    """What making and showing a paper needs is loaded when the first person prints, not left behind by visits."""
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.cards.pull()
    kiosk.wait(OVER_SECONDS)


def _megabytes() -> float:
    """What the process keeps, once what it no longer needs is given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _play() -> None:
    chance, few = random.Random(SEED), 0.0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kiosk = open_kiosk(stack, folder)
        _print_once(kiosk)
        for done in range(1, MANY + 1):
            visit(kiosk, chance, TOUCHES_AT_FIRST if done <= FEW else TOUCHES)
            if done == FEW:
                few = _megabytes()
            if done == FEW or done % 100 == 0:
                print(f"after {done}: {_megabytes():.1f} MB", file=sys.stderr, flush=True)
        print(few, _megabytes())


if __name__ == "__main__":
    _play()
