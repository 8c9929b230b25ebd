"""`main.py import` that dies at the n-th thing it asks of the server: asked, and the answer not awaited (C7).

Run as `python -m tests.hardware.straight.import_that_dies MOMENT WORD...`; at moment 0 it lives and tells how much it
asked.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from itertools import count
from typing import Any

import main
from kiosk.intake import importing
from kiosk.store.line import Line

ASKED = "asked: "


def dying(asking: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Ask, and die."""
    try:
        asking.send((yield next(asking)))
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def by_cells(*_: object) -> None:
    """Fail: only what comes in straight is of interest here."""
    raise AssertionError("this file is not plain")


def run(moment: int, words: list[str]) -> int:
    """Import, and die on the way."""
    asked = count(1)
    wait, told = Line.wait, 0

    def waiting(line: Line, answer: Generator[Any, Any, Any], *how: Any, **said: Any) -> Any:
        nonlocal told
        told = next(asked)
        return wait(line, dying(answer) if told == moment else answer, *how, **said)

    Line.wait = waiting  # type: ignore[method-assign, assignment]  # what a fault test is for
    importing.run_import = by_cells  # type: ignore[assignment]
    sys.argv = ["main.py", "import", *words]
    try:
        return main.main()
    finally:
        print(f"{ASKED}{told}")


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), sys.argv[2:]))
