"""What is wrong with the card and what helps: the one beside the other, an arrow between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.card_picture import CHIP
from ui.theme import Theme

LONG, SHORT = 260.0, 100.0
"""The picture's own units: two squares of a hundred, and the arrow's room between them."""
ARROW_AT, SECOND_AT = 105.0, 160.0
"""Where along the picture the arrow and the second square begin."""
ARROW_ENDS = 52.0
"""Where its tail begins and its tip ends, one added to the other: what it is turned round in."""
LEAST_MM = (100.0, 30.0)
CARD = QRectF(4, 17, 92, 58)
"""A card in its square, in the proportions of a real one."""
UPRIGHT_ASIDE = CARD.center().x() + CARD.center().y() - SHORT
"""Side by side the arrow points at the middle of a card's height; one below the other, of its breadth."""
BADGE = QRectF(72, 62, 30, 30)
MARK = QRectF(37, 36, 34, 34)
WORDS_HEIGHT = 9.0
ANOTHER_CARD = "#5b6670"
"""Of no card in particular."""


class Face(Enum):
    """Which card one looks at, and from which side."""

    FRONT = auto()
    BACK = auto()
    ANOTHER = auto()


@dataclass(frozen=True, slots=True)
class Thing:
    """A card with a mark on it, or an icon alone."""

    face: Face | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """From what is wrong to what helps."""

    wrong: Thing
    right: Thing


class RemedyPicture(QWidget):
    """Still: it says the same all the time. The words beside it say it to assistive technology."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._remedy: Remedy | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(LEAST_MM[0]), theme.px(LEAST_MM[1]))

    def sizeHint(self) -> QSize:
        """As wide as a hand is long."""
        return QSize(self._theme.px(190), self._theme.px(75))

    def show_remedy(self, remedy: Remedy) -> None:
        """Show another one."""
        self._remedy = remedy
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wrong with a cross, an arrow, right with a tick: the signs say it without their colours."""
        if self._remedy is None:
            return
        colours, painter = self._theme.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Side by side, or one below the other where that is larger.
        beside = min(self.width() / LONG, self.height() / SHORT)
        below = min(self.width() / SHORT, self.height() / LONG)
        scale, upright = max(beside, below), below > beside
        across, down = (SHORT, LONG) if upright else (LONG, SHORT)
        origin = QPointF(self.width() - across * scale, self.height() - down * scale) / 2
        first = _Brush(painter, self._theme, scale, origin, upright)
        second = first.moved(SECOND_AT)
        # What is wrong stands where a line of text begins.
        wrong, right = (second, first) if self._theme.right_to_left and not upright else (first, second)
        wrong.thing(self._remedy.wrong, self._words)
        wrong.badge("close-circle", colours.warm)
        first.moved(ARROW_AT).arrow()
        right.thing(self._remedy.right, self._words)
        right.badge("check-circle", colours.good)
        painter.end()


class _Brush:
    """Paints in the picture's units; type and icons in the panel's own pixels, so that they stay sharp."""

    def __init__(self, painter: QPainter, theme: Theme, scale: float, origin: QPointF, upright: bool) -> None:
        self._painter, self._theme, self._scale, self._origin = painter, theme, scale, origin
        self._upright = upright

    def moved(self, on: float) -> _Brush:
        """The same brush further along the picture, in units."""
        step = QPointF(0, on * self._scale) if self._upright else QPointF(on * self._scale, 0)
        return _Brush(self._painter, self._theme, self._scale, self._origin + step, self._upright)

    def _rect(self, units: QRectF) -> QRectF:
        s = self._scale
        return QRectF(units.left() * s, units.top() * s, units.width() * s, units.height() * s).translated(self._origin)

    def _point(self, x: float, y: float) -> QPointF:
        return self._origin + QPointF(x, y) * self._scale

    def _plain(self, units: QRectF, colour: str, radius: float = 0) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(self._rect(units), radius * self._scale, radius * self._scale)

    def _icon(self, units: QRectF, icon: str, colour: str) -> None:
        rect = self._rect(units).toRect()
        self._painter.drawPixmap(rect.topLeft(), self._theme.icon(icon, colour, max(1, rect.width())))

    def thing(self, thing: Thing, words: str) -> None:
        """Paint a thing in its square."""
        colours = self._theme.colours
        match thing.face:
            case None:
                self._icon(QRectF(8, 4, 84, 84), thing.icon, colours.accent)
                return
            case Face.FRONT:
                self._front(words)
            case Face.BACK:
                self._back()
            case Face.ANOTHER:
                self._another()
        if thing.icon:
            self._disc(MARK, colours.surface)
            self._icon(MARK.adjusted(5, 5, -5, -5), thing.icon, colours.ink)

    def _disc(self, units: QRectF, colour: str) -> None:
        self._plain(units, colour, units.width() / 2)

    def _ground(self, colour: str) -> None:
        self._plain(CARD, colour, 4)
        if self._theme.colours.high_contrast:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(QColor(self._theme.colours.ink), self._scale))
            self._painter.drawRoundedRect(self._rect(CARD), 4 * self._scale, 4 * self._scale)

    def _front(self, words: str) -> None:
        """Our card from its chip's side."""
        colours = self._theme.colours
        self._ground(colours.accent)
        font = QFont(self._theme.font(bold=True))
        # A long name in another language must not run off the card.
        font.setPixelSize(max(1, round(WORDS_HEIGHT * self._scale * min(1.0, 9 / max(len(words), 1) * 1.4))))
        self._painter.setFont(font)
        self._painter.setPen(QColor(colours.on_accent))
        self._painter.drawText(self._rect(QRectF(10, 19, 82, 16)), int(_MIDDLE_LEFT), words)
        chip = QRectF(12, 40, 18, 14)
        self._plain(chip, CHIP, 2)
        line = colours.on_accent if colours.high_contrast else colours.accent
        self._painter.setPen(QPen(QColor(line), self._scale))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if colours.high_contrast:
            self._painter.drawRoundedRect(self._rect(chip), 2 * self._scale, 2 * self._scale)
        for x in (18.0, 24.0):
            self._painter.drawLine(self._point(x, 40), self._point(x, 54))

    def _back(self) -> None:
        """Our card from behind: a dark stripe, no chip."""
        colours = self._theme.colours
        self._ground(colours.accent)
        self._plain(QRectF(4, 26, 92, 13), ANOTHER_CARD if colours.high_contrast else "#101010")
        self._plain(QRectF(12, 47, 54, 10), "#ffffff", 1)

    def _another(self) -> None:
        """Some other card: four groups of digits that nobody can read."""
        self._ground(ANOTHER_CARD)
        for group in range(4):
            for digit in range(4):
                self._disc(QRectF(13 + group * 19 + digit * 4, 48, 3, 3), "#ffffff")
        self._plain(QRectF(12, 26, 26, 5), "#ffffff", 1)

    def badge(self, icon: str, colour: str) -> None:
        """A sign at the lower right of the square, on a ground of its own."""
        self._disc(BADGE, self._theme.colours.surface)
        self._icon(BADGE.adjusted(1, 1, -1, -1), icon, colour)

    def arrow(self) -> None:
        """From the one to the other."""
        pen = QPen(QColor(self._theme.colours.ink), 5 * self._scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in (((12, 46), (40, 46)), ((28, 34), (40, 46), (28, 58))):
            self._painter.drawPolyline(QPolygonF([self._point(*self._turned(*point)) for point in line]))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        if self._upright:
            return SHORT - y + UPRIGHT_ASIDE, x
        return (ARROW_ENDS - x if self._theme.right_to_left else x, y)


_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
