"""One queued signal: any thread -> UI thread; and time by Qt's timers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.clock import WallClock


class Mailbox(QObject):
    """Make it on the UI thread; `post` from any."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread, in the order posted."""
        self._posted.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class QtTimer:
    """A call in the future that can be taken back."""

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        # A method, which Qt holds weakly: a call that knows its own timer would keep both for ever, for Python's
        # collector does not see through Qt's connections.
        self._timer.timeout.connect(self._ring)
        self._timer.start(max(0, round(seconds * 1000)))

    @property
    def runs(self) -> bool:
        """Whether the call is still to come."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Do not call any more."""
        self._timer.stop()
        self._call = None

    def _ring(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()


class QtClock(WallClock):
    """The real clock whose timers call on the UI thread; implements kiosk.ports.Clock."""

    def __init__(self, today: date | None = None) -> None:
        super().__init__(today)
        self._running: set[QtTimer] = set()

    def later(self, seconds: float, call: Callable[[], None]) -> QtTimer:
        """Call once on the UI thread after so many seconds; held until then, whoever forgets it."""
        timer = QtTimer(seconds, call)
        self._running = {other for other in self._running if other.runs} | {timer}
        return timer
