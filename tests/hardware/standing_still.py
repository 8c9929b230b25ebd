"""A kiosk that shows somebody's account and then stands still in one way or another; run as a program of its own."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtGui import QPaintEvent

import main
import ui.program
from kiosk import config, planned_end
from kiosk.hall import issuer_of
from kiosk.rules import rules_of
from kiosk.states import Overview
from tests.hardware.forked_kiosk import Walk
from ui.mailbox import QtClock
from ui.program import Program
from ui.stage import Stage
from ui.threads import RealThreads

FOR_EVER = 600
"""Seconds; nobody waits for it."""


def _screen(threads: RealThreads, program: Program) -> None:
    threading.Event().wait(FOR_EVER)


def _data(threads: RealThreads, program: Program) -> None:
    threads.workers.data(lambda: _screen(threads, program))


def _interpreter(threads: RealThreads, program: Program) -> None:
    # Unlike CDLL, PyDLL keeps the interpreter's lock: no thread of Python's runs any more.
    ctypes.PyDLL(None).sleep(FOR_EVER)


class BreakableStage(Stage):
    """A window that can no longer be painted, once it is broken."""

    broken = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, or strike a bug."""
        if self.broken:
            raise ZeroDivisionError
        super().paintEvent(event)


def _paint(threads: RealThreads, program: Program) -> None:
    BreakableStage.broken = True
    program.stage.update()


WAYS: dict[str, Callable[[RealThreads, Program], None]] = {
    "screen": _screen,
    "data": _data,
    "interpreter": _interpreter,
    "paint": _paint,
}


def stand_still(way: str, file: Path) -> int:
    """Run until somebody or something ends it; the exit status."""
    settings = config.load(file)
    # The program's only way to another window, and to one that is not read for ten seconds.
    vars(ui.program).update(Stage=BreakableStage)
    planned_end.FAULTY_SECONDS = 0.1
    clock = QtClock(settings.demo.today or None)
    with ExitStack() as stack:
        rooms = main.furnish(settings, stack, clock)
        threads = RealThreads(lambda error: None)
        rules = rules_of(settings, clock.today())
        program = Program(settings, rooms, clock, rules, issuer_of(settings), windowed=True, threads=threads)
        walk = Walk(program, Overview, lambda program: WAYS[way](threads, program))
        status = program.run()
        del walk
        return status


if __name__ == "__main__":
    sys.exit(stand_still(sys.argv[1], Path(sys.argv[2])))
