"""What one answer of the screen takes: from a cause in the UI thread until the part it changes has been painted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SIZE = (1080, 1920)
PATIENCE_SECONDS = 5.0


class PaintWatch(QObject):
    """Sees a part being painted."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.seen = False
        self._part = part
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take nothing, notice painting."""
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False

    def end(self) -> None:
        """Look no more."""
        self._part.removeEventFilter(self)


def until_painted(cause: Callable[[], object], part: QWidget) -> float:
    """Milliseconds from the cause until the part it changes is painted, less what other processes were given."""
    watch = PaintWatch(part)
    begun, kept = time.perf_counter(), kept_waiting()
    cause()
    while not watch.seen:
        QCoreApplication.processEvents()
        if time.perf_counter() - begun > PATIENCE_SECONDS:
            raise RuntimeError("what was to be changed is never painted")
    took = (time.perf_counter() - begun - (kept_waiting() - kept)) * 1000
    watch.end()
    return took


def settle() -> None:
    """Let what is left to do be done, and what was put away be gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def kept_waiting() -> float:
    """Seconds this thread has waited for a processor, as Linux counts them."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


class BareWindow(QWidget):
    """The least there is: one painted text on a window of the same size; none of our code."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = "0"
        self.resize(*SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground and a text."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("white"))
        painter.drawText(self.rect(), self.shown)
        painter.end()

    def change(self) -> None:
        """Another text: all of the window is painted anew."""
        self.shown = str(int(self.shown) + 1)
        self.update()
