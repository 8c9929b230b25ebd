"""The strip that says that a mock stands in for a real device: always there, over nothing, and not to be touched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QWidget

from kiosk.words import N_
from ui.parts.text import CENTRE, Text
from ui.theme import FAMILY, Theme

SHARE_OF_MARGIN = 0.72
"""Of the margin above every screen: the strip lies in it and still leaves air above the hall's name."""
TYPE_SHARE = 0.7
"""Of the strip's height: as large as body text on the first panel."""


def mock_words(*, reader: bool, printer: bool) -> str:
    """Return the message for the devices that are mocks; empty when none is."""
    if reader and printer:
        return N_("For trying out only: card reader and printer are simulated")
    if reader:
        return N_("For trying out only: the card reader is simulated")
    return N_("For trying out only: the printer is simulated") if printer else ""


class MockBanner(Text):
    """One for the whole life of the stage: screens come and go below it."""

    def __init__(self, theme: Theme, stage: QWidget) -> None:
        super().__init__(theme, "", name="mock-banner", align=CENTRE, wrap=False, parent=stage)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def dress(self, theme: Theme, text: str) -> None:
        """Say it in the present language and look, above whatever was shown last."""
        height = round(theme.head_room * SHARE_OF_MARGIN)
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(height * TYPE_SHARE)))
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.set_colour(theme.colours.paper)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.colours.warm))
        self.setPalette(palette)
        self.setText(text)
        self.setGeometry(0, 0, theme.width, height)
        self.raise_()
        self.show()
