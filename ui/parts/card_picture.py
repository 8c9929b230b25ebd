"""A painted card going into the reader; it rests after a few rounds, so that an idle kiosk idles."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

ROUNDS = 4
"""As often as it takes to be noticed by somebody who steps up."""
ROUND_MS = 2600
CARD_MM = (54.0, 86.0)
"""A card's own size, chip end first: shown as it is held."""
WORDS_SHARE = 6
"""Height of the words on the card, in hundredths of the picture."""
REST = 0.25
"""Where the card rests: the chip still to be seen."""
CHIP = "#d9b25f"


class CardPicture(QWidget):
    """`leaving` turns the motion round: take your card."""

    def __init__(self, theme: Theme, words: str, *, leaving: bool = False, moving: bool = True) -> None:
        super().__init__()
        self._theme, self._words, self._leaving = theme, words, leaving
        self.place, self._away = REST, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(60), theme.px(44))
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setDuration(ROUND_MS)
        self._motion.setLoopCount(ROUNDS)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._motion.valueChanged.connect(self._move)
        self._motion.finished.connect(lambda: self._move(REST))
        if moving:
            self._motion.start()

    def sizeHint(self) -> QSize:
        """About a hand's breadth."""
        return QSize(self._theme.px(120), self._theme.px(90))

    def show_away(self, away: bool) -> None:
        """Show that nothing can be inserted: no card, no arrows, a cross over the slot."""
        if away != self._away:
            self._away = away
            self._motion.stop()
            self._move(REST)

    def show_leaving(self, leaving: bool) -> None:
        """Turn the motion round: take the card out first."""
        if leaving != self._leaving:
            self._leaving = leaving
            self._motion.start()

    def _move(self, place: float) -> None:
        self.place = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The reader below, the card above it, arrows beside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(scale, scale)
        if self._away:
            self._paint_reader(painter)
            self._paint_cross(painter)
        else:
            inside = 1 - self.place if self._leaving else self.place
            self._paint_card(painter, -46 + 22 * inside)
            self._paint_reader(painter)
            self._paint_arrows(painter)
        painter.end()

    def _paint_card(self, painter: QPainter, top: float) -> None:
        """In hundredths of the picture: the lower end disappears in the slot."""
        colours = self._theme.colours
        painter.save()
        painter.setClipRect(QRectF(-60, -60, 120, 79))
        painter.setPen(QPen(QColor(colours.on_accent), 0.6))
        painter.setBrush(QColor(colours.accent))
        card = QRectF(-27, top, 54, 78)
        painter.drawRoundedRect(card, 3, 3)
        self._paint_words(painter, card)
        line = colours.on_accent if colours.high_contrast else colours.accent
        painter.setPen(QPen(QColor(line), 0.6) if colours.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(CHIP))
        painter.drawRoundedRect(QRectF(-6.5, top + 42, 13, 11), 1.5, 1.5)
        painter.setPen(QPen(QColor(line), 0.6))
        for x in (-2.2, 2.2):
            painter.drawLine(QPointF(x, top + 42), QPointF(x, top + 53))
        painter.restore()

    def _paint_words(self, painter: QPainter, card: QRectF) -> None:
        """In the panel's own pixels: type blown up from a few units would come out blurred and heavy."""
        scale = self._scale()
        font = QFont(self._theme.font(bold=True))
        font.setPixelSize(max(1, round(WORDS_SHARE * scale)))
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.on_accent))
        heading = QRectF(card.left() + 2, card.top() + 5, card.width() - 4, 18)
        scaled = QRectF(
            heading.left() * scale, heading.top() * scale, heading.width() * scale, heading.height() * scale
        )
        painter.drawText(scaled, int(_WRAPPED), self._words)
        painter.restore()

    def _scale(self) -> float:
        return min(self.height() / 100, self.width() / 120)

    def _paint_reader(self, painter: QPainter) -> None:
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.line), 0.6))
        painter.setBrush(QColor(colours.surface if colours.high_contrast else "#c9d3d3"))
        painter.drawRoundedRect(QRectF(-46, 16, 92, 30), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ink))
        painter.drawRoundedRect(QRectF(-34, 17.5, 68, 3.4), 1.7, 1.7)
        painter.setBrush(QColor(colours.warm if self._away else colours.good))
        painter.drawEllipse(QPointF(38, 38), 2, 2)

    def _paint_cross(self, painter: QPainter) -> None:
        """Above the slot, where the card would be."""
        painter.setPen(QPen(QColor(self._theme.colours.warm), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for way in (-1, 1):
            painter.drawLine(QPointF(-16 * way, -34), QPointF(16 * way, -2))

    def _paint_arrows(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.colours.accent), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tip = -4.5 if self._leaving else 4.5
        for side in (-44, 44):
            for step in range(3):
                middle = -26 + step * 10
                painter.drawPolyline(
                    QPolygonF(
                        [QPointF(side - 6, middle), QPointF(side, middle + tip), QPointF(side + 6, middle)],
                    )
                )


_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
