"""What will happen, in a few steps with large figures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import CENTRE, Text
from ui.theme import Theme, Type

DISC_MM = 14.0


class _Disc(QWidget):
    """A figure in a disc."""

    def __init__(self, theme: Theme, figure: int) -> None:
        super().__init__()
        self._theme, self._figure = theme, figure
        side = theme.px(DISC_MM)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Accent on soft accent."""
        colours, painter = self._theme.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(colours.ink if colours.high_contrast else colours.accent))
        painter.setFont(self._theme.font(Type.LEAD, bold=True))
        painter.drawText(self.rect(), int(CENTRE), str(self._figure))
        painter.end()


class Steps(QWidget):
    """Side by side, in reading order."""

    def __init__(self, theme: Theme, steps: tuple[str, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        self._texts: list[Text] = []
        for figure, text in enumerate(steps, start=1):
            column = QVBoxLayout()
            column.setSpacing(theme.px(1))
            column.addWidget(_Disc(theme, figure), 0, Qt.AlignmentFlag.AlignHCenter)
            self._texts.append(Text(theme, text, align=CENTRE, name=f"step-{figure}"))
            column.addWidget(self._texts[-1])
            row.addLayout(column, 1)

    def show_first(self, text: str) -> None:
        """Change how it begins."""
        self._texts[0].setText(text)
