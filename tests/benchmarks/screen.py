"""The screen: every change of screens and every touch of a visit, quietly and while a list is made; memory and rest.

The floor is a bare window of the same size with one painted text, changed in the same way in the same run.
"""

from __future__ import annotations

import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from kiosk import config
from kiosk.states import Display, Session
from printing.paper import PaperMaker
from printing.seal.key_file import demo_key
from printing.seal.sealer import KeySealer
from tests.benchmarks import rest, sessions, touches
from tests.benchmarks.measure import Measure
from tests.benchmarks.painting import SIZE, BareWindow, settle, until_painted
from tests.clock import HandClock
from tests.printing.lists import payment_list
from tests.ui.states_shown import SHOWN
from ui.app import application
from ui.pace import keep_pace, usual_pace
from ui.stage import Stage

ROUNDS = 5
MONTHS = 420
"""Thirty-five years of five insurances: 60 pages, made over and over."""


def measures() -> list[Measure]:
    """Milliseconds of answers, megabytes kept, and the share of a processor that rest takes."""
    application()
    keep_pace()
    try:
        found = [*_measured(""), *_while_making()]
    finally:
        usual_pace()
    return [*found, *sessions.measures(), *rest.measures()]


def _measured(when: str) -> list[Measure]:
    floor = _bare_changes()
    by_screen = _changes()
    every = [took for times in by_screen.values() for took in times]
    pressed, answered = touches.times()
    found = [
        Measure(f"screen.change-median{when}", statistics.median(every), "ms", floor=statistics.median(floor)),
        Measure(f"screen.change-p95{when}", _quantile(every, 95), "ms", floor=_quantile(floor, 95)),
        Measure(
            f"screen.touch-to-paint-median{when}", statistics.median(pressed), "ms", floor=statistics.median(floor)
        ),
        Measure(f"screen.touch-to-paint-p99{when}", _quantile(pressed, 99), "ms", floor=_quantile(floor, 99)),
        Measure(f"screen.touch-to-next-paint-median{when}", statistics.median(answered), "ms"),
        Measure(f"screen.touch-to-next-paint-p99{when}", _quantile(answered, 99), "ms"),
    ]
    if not when:
        least = statistics.median(floor)
        found += [
            Measure(f"screen.change.{name}", statistics.median(times), "ms", floor=least)
            for name, times in by_screen.items()
        ]
    return found


def _quantile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _changes() -> dict[str, list[float]]:
    """Each screen of a visit after another one, as often as there are rounds; the first round warms up."""
    stage = Stage(config.load(environment={}), lambda _event: None, windowed=True, size=SIZE, clock=HandClock())
    stage.open()
    found: dict[str, list[float]] = {}
    for each in range(ROUNDS + 1):
        for place, (name, state, _names) in enumerate(SHOWN):
            session = Session(state, Display(), visit=each * len(SHOWN) + place + 1)
            took = until_painted(partial(stage.show_session, session), stage)
            settle()
            if each:
                found.setdefault(name, []).append(took)
    stage.close()
    return found


def _bare_changes() -> list[float]:
    window = BareWindow()
    window.show()
    settle()
    times = [until_painted(window.change, window) for _ in range(ROUNDS * len(SHOWN))]
    window.close()
    return times


def _while_making() -> list[Measure]:
    with _paper_being_made():
        return _measured("-while-a-list-is-made")


@contextmanager
def _paper_being_made() -> Iterator[None]:
    paper = PaperMaker(sealer=KeySealer(demo_key()))
    content, done = payment_list(MONTHS), threading.Event()
    paper.warm()

    def make() -> None:
        while not done.is_set():
            paper.make(content, "zh_CN")

    maker = threading.Thread(target=make)
    maker.start()
    try:
        yield
    finally:
        done.set()
        maker.join()
