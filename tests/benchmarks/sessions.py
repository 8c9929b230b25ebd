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
from itertools import count, product
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

import main
from kiosk.choices import Look
from kiosk.demo.making import Recipe
from kiosk.hall import issuer_of
from kiosk.rules import rules_of
from kiosk.states import Display, Session
from kiosk.store import filling
from kiosk.words import languages
from tests.benchmarks.measure import Measure
from tests.benchmarks.painting import SIZE, settle
from tests.clock import HandClock
from tests.stories.conftest import HandThreads, Kiosk, demo_settings
from tests.ui.speakers import HeardSpeaker
from tests.ui.states_shown import SHOWN
from ui.program import Program
from ui.stage import Stage

FEW, MANY = 10, 1000
TOUCHES = 5
"""Of a visit, on whatever can be touched, after the password and before the card is taken out."""
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


def visit(kiosk: Kiosk, chance: random.Random) -> None:
    """Log in with the card, touch this and that, and take the card out."""
    kiosk.insert_and_log_in()
    for _ in range(TOUCHES):
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


def _show_everything_once(stage: Stage) -> None:
    """Every screen in every look and language: its letters and pictures are loaded once, not left behind by visits.

    Visits of five touches would meet the last of them after some hundred.
    """
    welcome, places = stage.session, count(1)
    for look, language in product(Look, languages()):
        for _name, state, _parts in SHOWN:
            # Each in a visit of its own, so that none takes over what another drafted.
            stage.show_session(Session(state, Display(language, look), visit=-next(places)))
            settle()
    if welcome is not None:
        stage.show_session(welcome)
    settle()


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
        _show_everything_once(kiosk.program.stage)
        for done in range(1, MANY + 1):
            visit(kiosk, chance)
            if done == FEW:
                few = _megabytes()
            if done == FEW or done % 100 == 0:
                print(f"after {done}: {_megabytes():.1f} MB", file=sys.stderr, flush=True)
        print(few, _megabytes())


if __name__ == "__main__":
    _play()
