"""The developers' panel over the mocks: insert, pull, unplug, no paper. A banner says that mocks are in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.choices import Look
from kiosk.errors import NO_PAPER
from kiosk.ports import PrinterSimulator, Simulator
from kiosk.states import Session
from kiosk.words import words_of
from ui.parts.key import Key
from ui.parts.panel import Panel, Tone
from ui.parts.text import Text
from ui.theme import Theme

WIDTH, HEIGHT = 320, 760
"""Pixels: the dock lies on a developer's desktop, not on a panel of known size."""
PX_PER_MM = 2.6
_MOST_CARDS = 14
"""More virtual cards than this do not fit; `main.py card` plays any."""

_FIRST_CARDS = ("chen-jing", "resident", "retired", "zhang-san")
"""The people a newcomer looks for stand before the faults."""


class Dock(QWidget):
    """A window of its own, so that the stage stays what a person sees."""

    def __init__(self, simulator: Simulator, printer: PrinterSimulator | None, language: str = "en") -> None:
        super().__init__()
        self._simulator, self._printer = simulator, printer
        self._words = words_of(language)
        self._theme = Theme(Look.STANDARD, WIDTH, HEIGHT, WIDTH / PX_PER_MM, HEIGHT / PX_PER_MM)
        self._away = self._empty = False
        self.setObjectName("dock")
        self.setWindowFlags(Qt.WindowType.Tool)
        self.setWindowTitle(self._words("Developers' panel: mock devices are in use"))
        self.resize(WIDTH, HEIGHT)
        column = QVBoxLayout(self)
        banner = Panel(self._theme, Tone.WARM, padding_mm=3)
        text = self._words("Developers' panel: mock devices are in use")
        banner.inside.addWidget(Text(self._theme, text, bold=True, name="mock-banner", colour=self._theme.colours.warm))
        column.addWidget(banner)
        self._state = Text(self._theme, "", name="dock-state")
        column.addWidget(self._state)
        self._cards(column)
        self._reader = self._key(column, "dock-unplug", self._words("Unplug the reader"), self._unplug)
        self._paper = self._key(column, "dock-paper", self._words("Take the paper out"), self._take_paper)
        self._paper.setVisible(printer is not None)
        column.addStretch(1)

    def _cards(self, column: QVBoxLayout) -> None:
        names = sorted(self._simulator.cards(), key=lambda name: name not in _FIRST_CARDS)
        for name in names[:_MOST_CARDS]:
            text = f"{self._words('Insert')} {name}"
            self._key(column, f"dock-insert-{name}", text, partial(self._insert, name))
        self._key(column, "dock-pull", self._words("Pull the card"), self._simulator.pull)

    def _key(self, column: QVBoxLayout, name: str, text: str, press: Callable[[], None]) -> Key:
        key = Key(self._theme, name, text)
        key.setMinimumHeight(self._theme.px(12))
        key.clicked.connect(lambda _checked=False: press())
        column.addWidget(key)
        return key

    def _insert(self, name: str) -> None:
        self._simulator.insert(name)

    def open_beside(self, stage: QWidget) -> None:
        """Show the panel right of the stage, and above it: on a bare display no window manager sees to that."""
        room, window = stage.screen().availableGeometry(), stage.frameGeometry()
        self.move(min(window.right() + 1, room.right() - self.width()), max(window.top(), room.top()))
        self.show()
        self.raise_()

    def show_session(self, session: Session) -> None:
        """Show which kind of state the session is in; nothing personal."""
        self._state.setText(self._words("Now: {state}", state=type(session.state).__name__))

    def _unplug(self) -> None:
        self._away = not self._away
        self._simulator.unplug(self._away)
        self._reader.setText(self._words("Plug the reader in") if self._away else self._words("Unplug the reader"))

    def _take_paper(self) -> None:
        if self._printer is None:
            return
        self._empty = not self._empty
        self._printer.fail_with(NO_PAPER if self._empty else None)
        self._paper.setText(self._words("Put paper in") if self._empty else self._words("Take the paper out"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colours.paper))
        painter.end()
