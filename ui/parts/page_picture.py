"""The very page that will be printed, as a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.document import Picture
from ui.theme import Theme

A4_ACROSS = 297 / 210
"""The list lies across."""


class PagePicture(QWidget):
    """Empty paper until the page is there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setObjectName("preview")
        self.setMinimumSize(theme.px(80), theme.px(50))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a page; None shows empty paper."""
        if picture is None:
            self._image = QImage()
        else:
            line = picture.width * 3
            format_ = QImage.Format.Format_RGB888
            self._image = QImage(picture.rgb, picture.width, picture.height, line, format_).copy()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel allows."""
        width = self._theme.px(200)
        return QSize(width, round(width / A4_ACROSS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a hairline, as large as fits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = self._image.width() / self._image.height() if not self._image.isNull() else A4_ACROSS
        width = min(self.width(), self.height() * shape)
        paper = QRectF(0, 0, width, width / shape)
        paper.moveCenter(QRectF(self.rect()).center())
        painter.fillRect(paper, QColor(Qt.GlobalColor.white))
        if not self._image.isNull():
            painter.drawImage(paper, self._image)
        painter.setPen(QPen(QColor(self._theme.colours.line), self._theme.hairline))
        painter.drawRect(paper)
        painter.end()
