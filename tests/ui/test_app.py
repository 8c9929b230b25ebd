"""The last-resort handler hears of bugs in slots and threads, and never repeats a value."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.app import guard

SECRET = "119901198503150015"


@pytest.fixture
def struck() -> Iterator[list[str]]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    heard: list[str] = []
    guard(heard.append)
    yield heard
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def fail() -> None:
    raise ValueError(SECRET)


@pytest.mark.qt_no_exception_capture
def test_a_bug_in_a_slot_is_heard(qtbot: QtBot, struck: list[str]) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(struck), timeout=60_000)
    assert struck[0].startswith("ValueError at test_app.py:")
    assert SECRET not in struck[0]


def test_a_bug_in_a_thread_is_heard(struck: list[str]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert len(struck) == 1
    assert struck[0].endswith("in fail")
    assert SECRET not in struck[0]
