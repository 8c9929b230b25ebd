"""Signals of the operating system, heard while Qt's loop runs."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier, QTimer


@contextmanager
def hearing(calls: Mapping[signal.Signals, Callable[[], None]]) -> Iterator[None]:
    """Each signal makes its call in Qt's loop, which a socket wakes: Python hears a signal only between two calls."""
    wake, waken = socket.socketpair()
    waken.setblocking(False)
    notifier = QSocketNotifier(wake.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: wake.recv(1))
    # Through the loop: a signal that comes before the loop runs must be heard all the same.
    before = {
        number: signal.signal(number, lambda *_, call=call: QTimer.singleShot(0, call))
        for number, call in calls.items()
    }
    previous = signal.set_wakeup_fd(waken.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        wake.close()
        waken.close()
