"""Calls from any thread run on the UI thread, in order; the demo's day stands still."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from weakref import ref

from pytestqt.qtbot import QtBot

from ui.mailbox import Mailbox, QtClock


def test_a_post_from_a_thread_runs_on_the_ui_thread_in_order(qtbot: QtBot) -> None:
    mailbox, seen = Mailbox(), list[tuple[int, int]]()

    def note(number: int) -> None:
        seen.append((number, threading.get_ident()))

    def post() -> None:
        for number in range(50):
            mailbox.post(partial(note, number))

    thread = threading.Thread(target=post)
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 50, timeout=60_000)
    assert seen == [(number, threading.get_ident()) for number in range(50)]


def test_the_demo_day_stands_still_and_the_time_of_day_goes_on() -> None:
    clock = QtClock(date(2026, 11, 21))
    assert clock.today() == date(2026, 11, 21)
    assert clock.now().date() == date(2026, 11, 21)
    assert QtClock().today() == QtClock().now().date()
    assert clock.monotonic() <= clock.monotonic()


def test_later_calls_once_unless_stopped(qtbot: QtBot) -> None:
    clock, called = QtClock(), list[str]()
    clock.later(0.01, lambda: called.append("first"))
    clock.later(0.01, lambda: called.append("stopped")).stop()
    clock.later(0.03, lambda: called.append("second"))
    qtbot.waitUntil(lambda: len(called) == 2, timeout=60_000)
    assert called == ["first", "second"]


def test_a_timer_that_rang_or_was_stopped_is_forgotten_with_its_call(qtbot: QtBot) -> None:
    """Every touch starts a timer: what each keeps adds up."""

    class Called:
        """Something a call knows."""

        def __call__(self) -> None:
            """Nothing happens."""

    clock, rang = QtClock(), list[bool]()
    calls = Called(), Called()
    remembered = [ref(call) for call in calls]
    clock.later(0.01, calls[0])
    clock.later(60, calls[1]).stop()
    del calls
    clock.later(0.03, lambda: rang.append(True))
    qtbot.waitUntil(lambda: bool(rang), timeout=60_000)
    assert [call() for call in remembered] == [None, None]
