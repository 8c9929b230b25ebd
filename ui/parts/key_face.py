"""What a key looks like and how large it wants to be: surface, focus ring, icon and words, painted once a look."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle

from ui.parts.panel import paint_focus, paint_surface
from ui.theme import Theme, Type


class Role(Enum):
    """What a key is for; each looks different."""

    PLAIN = auto()
    PRIMARY = auto()
    DIGIT = auto()
    QUIET = auto()


WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
ICON_SHARE = 1.35
"""An icon beside its words is a little higher than they are: its drawing has a margin of its own."""
INK_EM = 1.08
"""Height of the tallest sign of the family, accents and descenders of our words included."""
_POLICY = QSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Minimum)
_TOP_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class KeyFace(QAbstractButton):
    """A button that paints itself; `secret` ones show no press."""

    def __init__(
        self, theme: Theme, text: str, role: Role, *, icon: str, stacked: bool, size: Type | None, secret: bool
    ) -> None:
        super().__init__()
        self._theme, self._role, self._icon, self._stacked = theme, role, icon, stacked
        self._secret = secret
        self._size = size or {Role.PRIMARY: Type.LEAD, Role.DIGIT: Type.HEADING}.get(role, Type.BODY)
        self.setText(text)
        self.setSizePolicy(_POLICY)
        self._least_size = self._least()
        self.setMinimumSize(self._least_size)
        self._hint: tuple[str, QSize] | None = None

    @property
    def role(self) -> Role:
        """What it is for."""
        return self._role

    def hide_press(self, secret: bool) -> None:
        """Show no press from now on, or show it again."""
        self._secret = secret

    def _least(self) -> QSize:
        sizes, px = self._theme.sizes, self._theme.px
        if self._role is Role.PRIMARY:
            return QSize(px(sizes.action_width), px(sizes.action))
        if self._role is Role.DIGIT:
            return QSize(px(sizes.key), px(sizes.key))
        return QSize(px(sizes.target), px(sizes.target))

    def _icon_px(self) -> int:
        return round(self._theme.px(self._theme.sizes.type(self._size)) * ICON_SHARE) if self._icon else 0

    def sizeHint(self) -> QSize:
        """Room for icon and words in one line; a layout asks many times, the words change seldom."""
        text = self.text()
        if self._hint is None or self._hint[0] != text:
            self._hint = (text, self._wanted())
        return self._hint[1]

    def _wanted(self) -> QSize:
        least, metrics = self._least(), self._metrics()
        width, height = metrics.horizontalAdvance(self.text()), metrics.height()
        icon, space = self._icon_px(), self._theme.px(2)
        if self._stacked and icon:
            size = QSize(max(width, icon) + 2 * space, height + icon + space)
        else:
            size = QSize(width + (icon + space if icon and self.text() else icon) + 4 * space, height + 2 * space)
        return size.expandedTo(least)

    def minimumSizeHint(self) -> QSize:
        """A key may wrap its words, but a target keeps its size."""
        return self._least_size

    def _metrics(self) -> QFontMetrics:
        return self._theme.metrics(self._size, bold=self._role is Role.PRIMARY)

    def _colours(self) -> tuple[str, str, str]:
        colours = self._theme.colours
        if not self.isEnabled():
            return colours.paper, colours.line, colours.quiet
        pressed = self.isDown() and not self._secret
        if self._role is Role.PRIMARY:
            return (
                (colours.ink, colours.ink, colours.paper)
                if pressed
                else (colours.accent, colours.accent, colours.on_accent)
            )
        if self.isChecked() or pressed:
            return colours.accent_soft, colours.accent, colours.ink
        if self._role is Role.QUIET:
            return colours.paper, colours.paper, colours.ink
        return colours.surface, colours.line, colours.ink

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface, focus ring, icon and words; what was painted like this before is put down again."""
        size, shown = self.size(), self._face()
        colours, checked, enabled = self._colours(), self.isChecked(), self.isEnabled()
        alike = (colours, checked, enabled, self.hasFocus(), shown, self._role, self._icon, self._stacked, self._size)
        look = (KeyFace, *alike, self.layoutDirection(), size.width(), size.height())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.stamp(look, self._stamp))
        painter.end()

    def _face(self) -> str | None:
        """The words that are painted; None for a face that is made of parts."""
        return self.text()

    def _stamp(self) -> QPixmap:
        fill, line, ink = self._colours()
        picture = QPixmap(self.size())
        picture.fill(Qt.GlobalColor.transparent)
        theme, painter = self._theme, QPainter(picture)
        rect = QRectF(self.rect())
        width = theme.hairline * (2 if self.isChecked() else 1)
        dashed = theme.colours.high_contrast and not self.isEnabled()
        paint_surface(painter, theme, rect, fill, line, width, dashed=dashed)
        if self.hasFocus():
            paint_focus(painter, theme, rect, ink)
        if self._face() is not None:
            self._paint_face(painter, ink)
        painter.end()
        return picture

    def _paint_face(self, painter: QPainter, ink: str) -> None:
        theme, icon, space = self._theme, self._icon_px(), self._theme.px(2)
        shown = self._shown()
        painter.setPen(QColor(ink))
        painter.setLayoutDirection(self.layoutDirection())
        box = self.rect().adjusted(space // 2, 0, -space // 2, 0)
        if icon and not self._stacked and shown and self._words_alone(icon + space):
            icon = 0
        if not icon:
            painter.setFont(self._fitting(shown, box))
            painter.drawText(box, int(WRAPPED), shown)
            return
        tint = ink if self._role is Role.PRIMARY or not self.isEnabled() else theme.colours.accent
        picture = theme.icon(self._icon, tint, icon)
        if not shown:
            painter.drawPixmap(box.center().x() - icon // 2, box.center().y() - icon // 2, picture)
        elif self._stacked:
            self._paint_stacked(painter, shown, box, picture.width(), space)
            painter.drawPixmap(box.center().x() - icon // 2, self._top(icon, space), picture)
        else:
            self._paint_beside(painter, shown, box, picture)

    def _paint_beside(self, painter: QPainter, shown: str, box: QRect, picture: QPixmap) -> None:
        """The icon where the line begins, the words after it."""
        icon, space = picture.width(), self._theme.px(2)
        words = box.adjusted(icon + space, 0, 0, 0)
        painter.setFont(self._fitting(shown, words))
        bound = painter.boundingRect(words, int(WRAPPED), shown)
        left = max(box.center().x() - (bound.width() + icon + space) // 2, space)
        sign = QRect(left, box.center().y() - icon // 2, icon, icon)
        bound.moveLeft(left + icon + space)
        direction = self.layoutDirection()
        painter.drawPixmap(QStyle.visualRect(direction, self.rect(), sign).topLeft(), picture)
        painter.drawText(QStyle.visualRect(direction, self.rect(), bound), int(WRAPPED), shown)

    def words_need(self) -> QSize:
        """The room the words take as they are painted; for tests of fit."""
        shown, icon, space = self._shown(), self._icon_px(), self._theme.px(2)
        if not shown:
            return QSize(icon, icon)
        if self._stacked:
            metrics = self._theme.metrics(self._size)
            return QSize(
                metrics.horizontalAdvance(shown), self._top(icon, space) + icon + space // 2 + metrics.height()
            )
        beside = icon + space if icon and not self._words_alone(icon + space) else 0
        box = self.rect().adjusted(space // 2 + beside, 0, -space // 2, 0)
        font = self._fitting(shown, box)
        # The last line needs its ink, not the air below it.
        air = QFontMetrics(font).height() - round(font.pixelSize() * INK_EM)
        return QFontMetrics(font).boundingRect(box, int(WRAPPED), shown).size() + QSize(beside, -air)

    def _words_alone(self, beside: int) -> bool:
        """Whether the words need the icon's room: an icon can be spared, a letter cannot."""
        longest = max(self.text().split(), key=len)
        return self._theme.metrics(Type.BODY).horizontalAdvance(longest) + beside > self.width() - self._theme.px(2)

    def _top(self, icon: int, space: int) -> int:
        return (self.height() - icon - space // 2 - self._theme.metrics(self._size).height()) // 2

    def _paint_stacked(self, painter: QPainter, shown: str, box: QRect, icon: int, space: int) -> None:
        painter.setFont(self._theme.font(self._size))
        top = self._top(icon, space) + icon + space // 2
        painter.drawText(QRect(box.left(), top, box.width(), self.height() - top), int(_TOP_CENTRE), shown)

    def _shown(self) -> str:
        return "" if self._icon and self._role is Role.DIGIT else self.text()

    def _fitting(self, text: str, box: QRect) -> QFont:
        """The wanted size, or the smaller one when the words would not fit."""
        bold = self._role is Role.PRIMARY
        bound = self._metrics().boundingRect(box, int(WRAPPED), text)
        fits = bound.width() <= box.width() and bound.height() <= box.height()
        return self._theme.font(self._size if fits else Type.BODY, bold=bold)
