"""The signs of months, painted: every sign has its own shape, so that the hue only helps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.months import Sign
from ui.theme import Theme

WARM = (Sign.OWED, Sign.NONE, Sign.REFUNDED, Sign.NOT_KNOWN)
"""Signs in the hue of what needs attention."""

QUIET = (Sign.ON_THE_WAY, Sign.NOTHING_DUE)
"""Signs of months that ask nothing of anybody."""


def paint_sign(painter: QPainter, theme: Theme, rect: QRectF, sign: Sign) -> None:
    """Paint a month's sign: every sign has its own shape, the hue only helps."""
    colours, size = theme.colours, min(rect.width(), rect.height()) * 0.5
    box = QRectF(0, 0, size, size)
    box.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = max(2.0, theme.px_per_mm * 0.8)
    colour = colours.warm if sign in WARM else colours.accent
    painter.setPen(QPen(QColor(colour), thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, inner = box.center().y(), box.adjusted(thick, thick, -thick, -thick)
    match sign:
        case Sign.PAID:
            painter.setBrush(QColor(colour))
            painter.drawEllipse(inner)
        case Sign.TRANSFERRED_IN:
            painter.drawEllipse(inner)
        case Sign.BACK_PAID:
            painter.drawEllipse(inner)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(box.center(), size * 0.12, size * 0.12)
        case Sign.OWED | Sign.DEFERRED | Sign.RELIEVED:
            painter.drawPolygon(_polygon(box, sign))
        case Sign.REFUNDED:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        case Sign.NOT_KNOWN:
            font = QFont(painter.font())
            font.setPixelSize(max(1, round(size * 1.2)))
            painter.setFont(font)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
        case Sign.NONE:
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        case Sign.ON_THE_WAY | Sign.NOTHING_DUE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.quiet))
            places = (-1, 0, 1) if sign is Sign.ON_THE_WAY else (0,)
            for place in places:
                painter.drawEllipse(QPointF(box.center().x() + place * size * 0.4, middle), thick * 0.8, thick * 0.8)


def _polygon(box: QRectF, sign: Sign) -> QPolygonF:
    """A triangle upwards (owed) or downwards (deferred), or a diamond (by law)."""
    top, bottom = QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom())
    if sign is Sign.OWED:
        return QPolygonF([top, box.bottomRight(), box.bottomLeft()])
    if sign is Sign.DEFERRED:
        return QPolygonF([box.topLeft(), box.topRight(), bottom])
    middle = box.center().y()
    return QPolygonF([top, QPointF(box.right(), middle), bottom, QPointF(box.left(), middle)])


class SignPicture(QWidget):
    """A sign in the legend; the words stand beside it."""

    def __init__(self, theme: Theme, sign: Sign) -> None:
        super().__init__()
        self._theme, self._sign = theme, sign
        # Larger than in a cell: a ring and its point must not run together.
        self._side = theme.px(theme.sizes.body * 1.3)
        self.setFixedSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        painter, half = QPainter(self), self._side / 4
        paint_sign(painter, self._theme, QRectF(self.rect()).adjusted(-half, -half, half, half), self._sign)
        painter.end()
