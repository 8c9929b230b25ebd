"""The screen's test: a grid that every touch fills, then plain colours; judged by who looks at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.ports import Timer
from ui.parts.sheet import Sheet
from ui.parts.text import CENTRE
from ui.scene import Scene
from ui.theme import Type

FIELD_MM = 40.0
"""A finger that goes along the edge meets each field; a dead stripe of a panel is broader than this."""
LEAVES_SECONDS = 20.0
"""Without a touch for this long the test ends by itself: a panel that is dead cannot be left by a touch."""
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000")
"""A dot that lacks one of its colours shows on one of these."""
DARK = frozenset({"#0000ff", "#000000", "#ff0000"})
"""On these the words are white."""


class ScreenTest(Sheet):
    """Covers the whole screen; `then` is called when it is over, however it ends."""

    def __init__(self, scene: Scene, screen: QWidget, then: Callable[[], None]) -> None:
        super().__init__(scene, screen, "screen-test")
        self._then = then
        self._touched: set[tuple[int, int]] = set()
        self._colour = -1
        """Which colour is shown; -1 while the fields are touched."""
        self._timer: Timer | None = None

    @property
    def left(self) -> int:
        """How many fields nobody has touched yet."""
        columns, rows = self._grid()
        return columns * rows - len(self._touched)

    def open(self) -> None:
        """Begin with the fields."""
        super().open()
        self._say()
        self._wait()

    def shut(self) -> None:
        """End, and let it be judged."""
        if self.isHidden():
            return
        super().shut()
        self.deleteLater()
        self._then()

    def _grid(self) -> tuple[int, int]:
        theme = self._scene.theme
        return max(2, self.width() // theme.px(FIELD_MM)), max(2, self.height() // theme.px(FIELD_MM))

    def _wait(self) -> None:
        self._stop()
        self._timer = self._scene.clock.later(LEAVES_SECONDS, self.shut)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _say(self) -> None:
        self.setAccessibleName(self._words())
        self.update()

    def _words(self) -> str:
        words = self._scene.words
        if self._colour >= 0:
            return words("Is the colour even everywhere? Touch to go on.")
        return words.plural("Touch every field: {count} left", "Touch every field: {count} left", self.left)

    def _field_at(self, place: QPointF) -> tuple[int, int]:
        columns, rows = self._grid()
        column = int(place.x() * columns / max(1, self.width()))
        row = int(place.y() * rows / max(1, self.height()))
        return min(max(column, 0), columns - 1), min(max(row, 0), rows - 1)

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fill a field, or go on to the next colour; a finger comes as a mouse here."""
        self._wait()
        self._scene.touched()
        if self._colour < 0:
            self._fill(event.position())
        elif self._colour + 1 < len(COLOURS):
            self._colour += 1
            self._say()
        else:
            self.shut()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that wipes over the screen fills what it passes."""
        if self._colour < 0:
            self._wait()
            self._fill(event.position())

    def _fill(self, place: QPointF) -> None:
        self._touched.add(self._field_at(place))
        if not self.left:
            self._colour = 0
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever ends it, nothing rings afterwards."""
        self._stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The fields, or one colour, and what to do."""
        painter, colours, theme = QPainter(self), self._scene.theme.colours, self._scene.theme
        ink = colours.ink
        if self._colour >= 0:
            shown = COLOURS[self._colour]
            painter.fillRect(self.rect(), QColor(shown))
            ink = "#ffffff" if shown in DARK else "#000000"
        else:
            painter.fillRect(self.rect(), QColor(colours.surface))
            self._paint_fields(painter)
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(Type.HEADING, bold=True))
        flags = int(CENTRE) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(theme.margin, 0, -theme.margin, 0), flags, self._words())
        painter.end()

    def _paint_fields(self, painter: QPainter) -> None:
        columns, rows = self._grid()
        colours, theme = self._scene.theme.colours, self._scene.theme
        painter.setPen(QPen(QColor(colours.line), theme.hairline))
        for column in range(columns):
            for row in range(rows):
                left, top = column * self.width() // columns, row * self.height() // rows
                right, bottom = (column + 1) * self.width() // columns, (row + 1) * self.height() // rows
                field = QRect(left, top, right - left, bottom - top)
                if (column, row) in self._touched:
                    painter.fillRect(field, QColor(colours.accent_soft))
                    mark = field.center()
                    size = theme.px(theme.sizes.body)
                    sign = theme.icon("check", colours.accent, size)
                    painter.drawPixmap(mark.x() - size // 2, mark.y() - size // 2, sign)
                painter.drawRect(field)
