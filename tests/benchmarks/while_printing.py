"""How late the screen is while a long list is made in another thread, as the kiosk does it."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk import config
from kiosk.states import Display, Overview, Session, Welcome
from printing.paper import PaperMaker
from tests.benchmarks.measure import Measure
from tests.printing.lists import payment_list
from tests.ui import records
from ui.pace import SWITCH_INTERVAL
from ui.stage import Stage

SIZE = (1080, 1920)
MONTHS = 420
"""Thirty-five years of five insurances: 60 pages."""
CHANGES = 60
PAUSE_SECONDS = 0.02
"""Between two changes, so that one does not begin with what the other left."""


def measures(paper: PaperMaker) -> list[Measure]:
    """A change of screens while nothing else runs, and while 60 pages are made over and over; the slowest but a few."""
    stage = Stage(config.load(environment={}), lambda _event: None, windowed=True, size=SIZE)
    stage.open()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        quiet = _slow_change(stage)
        busy = _while_making(paper, stage)
    finally:
        sys.setswitchinterval(usual)
        stage.close()
    return [Measure("paper.screen-change-p95-while-60-pages-are-made", busy, "ms", floor=quiet)]


def _while_making(paper: PaperMaker, stage: Stage) -> float:
    content, done = payment_list(MONTHS), threading.Event()

    def make() -> None:
        while not done.is_set():
            paper.make(content, "zh_CN")

    maker = threading.Thread(target=make)
    maker.start()
    try:
        return _slow_change(stage)
    finally:
        done.set()
        maker.join()


def _slow_change(stage: Stage) -> float:
    """The 95th percentile of some changes, in milliseconds, less what the system gave to other processes."""
    states, times = (Welcome(), Overview(records.worker())), []
    for visit in range(CHANGES):
        begun, kept = time.perf_counter(), _kept_waiting()
        stage.show_session(Session(states[visit % 2], Display(), visit=visit + 1))
        QCoreApplication.processEvents()
        stage.repaint()
        times.append((time.perf_counter() - begun - (_kept_waiting() - kept)) * 1000)
        time.sleep(PAUSE_SECONDS)
    return statistics.quantiles(times, n=20)[-1]


def _kept_waiting() -> float:
    """Seconds this thread has waited for a processor, as Linux counts them."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
