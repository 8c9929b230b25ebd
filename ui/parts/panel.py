"""A quiet surface with a hairline that holds other parts."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import FOCUS_MM, Theme

PADDING_MM = 6.0


class Tone(Enum):
    """What a surface says: nothing, look here, all well, or where one is."""

    PLAIN = auto()
    WARM = auto()
    GOOD = auto()
    ACCENT = auto()


def ground(theme: Theme, tone: Tone) -> tuple[str, str, str]:
    """Fill, line and text colour of a tone."""
    colours = theme.colours
    return {
        Tone.PLAIN: (colours.surface, colours.line, colours.ink),
        Tone.WARM: (colours.warm_soft, colours.warm, colours.warm),
        Tone.GOOD: (colours.good_soft, colours.good, colours.good),
        Tone.ACCENT: (colours.accent_soft, colours.accent, colours.ink),
    }[tone]


def paint_surface(
    painter: QPainter, theme: Theme, rect: QRectF, fill: str, line: str, width: float, *, dashed: bool = False
) -> None:
    """Paint a rounded surface with its line inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.setBrush(QColor(fill))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), theme.radius, theme.radius)


class Panel(QWidget):
    """A surface with room inside; `inside` is its layout."""

    def __init__(self, theme: Theme, tone: Tone = Tone.PLAIN, *, padding_mm: float = PADDING_MM) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        padding = theme.px(padding_mm)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(padding, padding, padding, padding)
        self.inside.setSpacing(theme.px(2))

    def show_tone(self, tone: Tone) -> None:
        """Change what the surface says."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface; soft tones carry a line only where contrast counts most."""
        fill, line, _text = ground(self._theme, self._tone)
        if self._tone is not Tone.PLAIN and not self._theme.colours.high_contrast:
            line = fill
        painter = QPainter(self)
        paint_surface(painter, self._theme, QRectF(self.rect()), fill, line, self._theme.hairline)
        painter.end()


def paint_focus(painter: QPainter, theme: Theme, rect: QRectF, colour: str) -> None:
    """Paint the ring around what the keyboard is on, in the colour of the words there."""
    painter.setPen(QPen(QColor(colour), theme.px(FOCUS_MM)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.px(FOCUS_MM) * 1.2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), theme.radius, theme.radius)
