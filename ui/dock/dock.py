"""The developers' panel: every virtual card, every accident the mocks can have, and what the session thinks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.choices import Look
from kiosk.events import ReaderCondition
from kiosk.ports import PrinterSimulator, Simulator
from kiosk.states import Session
from kiosk.words import words_of
from ui.dock.cards import CardList
from ui.dock.strings import PrinterStrings, ReaderStrings
from ui.dock.table import SessionTable
from ui.parts.text import Text
from ui.theme import Theme

WIDTH, HEIGHT = 440, 690
"""Pixels: the dock lies on a developer's desktop, beside the kiosk's window on a laptop of 1366x768."""
PX_PER_MM = 2.2
"""Body text of 13 pixels."""
EDGE_MM = 4.0
FRAME = 8
"""Pixels between the windows: how wide a desktop's frame is, is known only once the window is shown."""

WITH_A_CARD = (ReaderCondition.READING, ReaderCondition.CARD_PRESENT)


class Dock(QWidget):
    """A window of its own, so that the stage stays what a person sees."""

    def __init__(self, simulator: Simulator, printer: PrinterSimulator | None, language: str = "en") -> None:
        super().__init__()
        words = words_of(language)
        theme = Theme(Look.STANDARD, WIDTH, HEIGHT, WIDTH / PX_PER_MM, HEIGHT / PX_PER_MM)
        self.setObjectName("dock")
        self.setWindowFlags(Qt.WindowType.Tool)
        self.setWindowTitle(words("Developers' panel: mock devices are in use"))
        self.setAutoFillBackground(True)
        self.setPalette(_palette(self.palette(), theme))
        self.resize(WIDTH, HEIGHT)
        self.table = SessionTable(theme, words)
        self.cards = CardList(theme, words, simulator.cards(), simulator.insert)
        self._reader = ReaderStrings(theme, words, simulator)
        column = QVBoxLayout(self)
        edge = theme.px(EDGE_MM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(3))
        title = words("Developers' panel: mock devices are in use")
        column.addWidget(Text(theme, title, bold=True, name="dock-title", colour=theme.colours.warm))
        column.addWidget(self.table)
        column.addWidget(self.cards, 1)
        column.addWidget(self._reader)
        if printer is not None:
            column.addWidget(PrinterStrings(theme, words, printer))
        self._reader.show_card_in(False)

    def open_beside(self, stage: QWidget) -> None:
        """Show the panel right of the stage, which makes room where it can.

        It lies above the stage: on a bare display no window manager sees to that.
        """
        room, window = stage.screen().availableGeometry(), stage.frameGeometry()
        lacking = window.right() + FRAME + self.width() + FRAME - room.right()
        if lacking > 0 and not stage.isFullScreen():
            stage.move(max(room.left(), window.left() - lacking), window.top())
            window = stage.frameGeometry()
        self.resize(WIDTH, min(HEIGHT, room.height()))
        left, top = window.right() + FRAME, min(window.top(), room.bottom() - self.height())
        self.move(min(left, room.right() - FRAME - self.width()), max(top, room.top()))
        self.show()
        self.raise_()

    def show_session(self, session: Session) -> None:
        """Show what the session thinks; nothing personal."""
        self.table.show_session(session)
        card_in = session.health.reader in WITH_A_CARD
        self.cards.show_card_in(card_in)
        self._reader.show_card_in(card_in)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever types looks for a card."""
        if event.text().isprintable() and event.text().strip():
            self.cards.filter.setFocus()
            self.cards.filter.insert(event.text())
        else:
            super().keyPressEvent(event)


def _palette(palette: QPalette, theme: Theme) -> QPalette:
    """Native parts, the filter and the scroll area, in our colours, whatever the desktop's are."""
    colours, made = theme.colours, QPalette(palette)
    for role, colour in (
        (QPalette.ColorRole.Window, colours.paper),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.quiet),
    ):
        made.setColor(role, QColor(colour))
    return made
