"""Blocks one below the other, as many as fit; big keys turn to the next ones. Nothing needs scrolling to be found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui.parts.key import Key
from ui.scene import Scene

GAP_MM = 4.0
"""Between two blocks, the hairline in the middle of it."""
SMALL_GAP_MM = 3.0
MOST_AIR_MM = 8.0
"""What a page with room to spare adds between two blocks: one rhythm of the page, not more."""
LEAST_KEY_MM = 34.0
"""As wide as the keys of the foot, whatever the words."""

Block = Callable[[], QWidget]
"""A block is built when its page is turned to: a long list opens at once."""


class Leaves(QWidget):
    """Which page is shown stays in the draft, so that it outlives a change of language."""

    def __init__(self, scene: Scene, blocks: Sequence[Block], *, ruled: bool = True) -> None:
        super().__init__()
        self._scene, self._blocks, self._ruled = scene, blocks, ruled
        self._built: dict[int, QWidget] = {}
        self._shown: list[QWidget] = []
        self._heights: dict[tuple[int, int], int] = {}
        """Of blocks by width, while a page is arranged: each is asked for several times."""
        self._starts, self._between = [0], 0
        self.always_turning = False
        """Whether the keys stand there although one page holds all: they lead beyond it."""
        theme, words = scene.theme, scene.words
        self._gap = theme.px(SMALL_GAP_MM if theme.small else GAP_MM)
        self._keys = tuple(
            Key(theme, name, text, icon=icon, stacked=True)
            for name, text, icon in (
                ("page-previous", words("Page up"), "chevron-up"),
                ("page-next", words("Page down"), "chevron-down"),
            )
        )
        for way, key in zip((-1, 1), self._keys, strict=True):
            key.setParent(self)
            key.clicked.connect(lambda _checked=False, way=way: self.turn(way))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show others instead, from their first page."""
        for block in self._built.values():
            block.hide()
            block.deleteLater()
        self._blocks, self._starts = blocks, [0]
        self._built.clear()
        self._shown = []
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As little as the page leaves."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        """Whatever there is."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size holds other blocks."""
        self._starts = [0]
        self._arrange()

    @property
    def at_end(self) -> bool:
        """Whether the last block is shown."""
        return not self._blocks or (bool(self._shown) and self._shown[-1] is self._built.get(len(self._blocks) - 1))

    def turn(self, way: int) -> None:
        """To the page before (-1) or after (1)."""
        self._scene.draft.page = max(0, self._scene.draft.page + way)
        self._arrange()
        self._scene.touched()

    def _block(self, place: int) -> QWidget:
        block = self._built.get(place)
        if block is None:
            block = self._built[place] = self._blocks[place]()
            block.setParent(self)
            # Else it would come into view with its parent, before its page is turned to.
            block.hide()
        return block

    def _height(self, place: int, width: int) -> int:
        high = self._heights.get((place, width))
        if high is None:
            block = self._block(place)
            wanted = block.heightForWidth(width)
            high = self._heights[place, width] = wanted if wanted >= 0 else block.sizeHint().height()
        return high

    def _end(self, start: int, width: int, height: int) -> int:
        """Where the page that begins with a block ends; it holds one block at the least."""
        room, place = height, start
        while place < len(self._blocks):
            room -= self._height(place, width) + (self._gap if place > start else 0)
            if room < 0 and place > start:
                break
            place += 1
        return place

    def _arrange(self) -> None:
        """Find the page, put its blocks where they belong, and hide the others."""
        self._heights.clear()
        if self.width() < 1 or not self._blocks:
            self._place(0, 0, self.width(), turning=False)
            return
        if not self.always_turning and self._end(0, self.width(), self.height()) == len(self._blocks):
            self._place(0, len(self._blocks), self.width(), turning=False)
            return
        wide, high = self._room()
        draft = self._scene.draft
        while len(self._starts) <= draft.page:
            end = self._end(self._starts[-1], wide, high)
            if end == len(self._blocks):
                draft.page = len(self._starts) - 1
                break
            self._starts.append(end)
        start = self._starts[draft.page]
        self._place(start, self._end(start, wide, high), wide, turning=True)

    def _key_size(self) -> QSize:
        theme = self._scene.theme
        wide = max(key.sizeHint().width() for key in self._keys)
        return QSize(max(wide, theme.px(LEAST_KEY_MM)), theme.px(theme.sizes.action))

    def _room(self) -> tuple[int, int]:
        """What the keys leave: they stand below on a portrait panel, beside where height is scarce."""
        key = self._key_size()
        if self._scene.theme.portrait:
            return self.width(), self.height() - key.height() - self._gap
        return self.width() - key.width() - self._gap * 2, self.height()

    def _place(self, start: int, end: int, width: int, *, turning: bool) -> None:
        for block in self._shown:
            block.hide()
        self._shown = [self._block(place) for place in range(start, end)]
        top, self._between = 0, self._gap if turning else self._air(start, end, width)
        for place, block in zip(range(start, end), self._shown, strict=True):
            high = self._height(place, width)
            self._put(block, QRect(0, top, width, high))
            block.show()
            top += high + self._between
        self._place_keys(turning, first=start == 0, last=end == len(self._blocks))
        self.update()

    def _air(self, start: int, end: int, width: int) -> int:
        """Between two blocks of the only page: what is left over is shared out."""
        heights = [self._height(place, width) for place in range(start, end)]
        spare = self.height() - sum(heights) - self._gap * max(0, len(heights) - 1)
        most = self._scene.theme.px(MOST_AIR_MM)
        return self._gap + max(0, min(most, spare // max(1, len(heights))))

    def _put(self, part: QWidget, place: QRect) -> None:
        """Put a part where it belongs, mirrored where the text runs from right to left."""
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _place_keys(self, turning: bool, *, first: bool, last: bool) -> None:
        size, gap = self._key_size(), self._gap
        previous, following = self._keys
        for key in self._keys:
            key.setVisible(turning)
            key.resize(size)
        if self._scene.theme.portrait:
            half = (self.width() - gap) // 2
            for place, key in enumerate(self._keys):
                self._put(key, QRect(place * (half + gap), self.height() - size.height(), half, size.height()))
        else:
            left = self.width() - size.width()
            high = min((self.height() - gap) // 2, size.height() * 2)
            self._put(previous, QRect(left, 0, size.width(), high))
            self._put(following, QRect(left, self.height() - high, size.width(), high))
        self.close_ends(first=first, last=last)

    def close_ends(self, *, first: bool, last: bool) -> None:
        """Close the ways that lead nowhere."""
        previous, following = self._keys
        previous.setEnabled(not first)
        following.setEnabled(not last)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline between two blocks, where they are lines of one list."""
        if not self._ruled:
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._scene.theme.colours.line), self._scene.theme.hairline))
        for block in self._shown[:-1]:
            y = block.geometry().bottom() + self._between / 2
            painter.drawLine(QLineF(block.x(), y, block.x() + block.width(), y))
        painter.end()
