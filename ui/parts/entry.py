"""An entry: a caption and what was typed; dots for a secret, a mask for a number once it is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.draft import NUMBER_LENGTH, Typed
from ui.parts.panel import paint_surface
from ui.parts.text import Text
from ui.theme import Theme, Type

DOT = "●"
_GROUPED_FROM = 9
"""More digits than a card number has: an ID number is being typed."""


def grouped(number: str) -> str:
    """Group an ID number as 6-8-4; leave every other number as it is."""
    if len(number) <= _GROUPED_FROM or not number[:-1].isdigit():
        return number
    return " ".join(part for part in (number[:6], number[6:14], number[14:]) if part)


def masked(number: str) -> str:
    """Hide the birth date in an ID number, and the middle of any other number."""
    if len(number) == NUMBER_LENGTH:
        return number[:6] + "*" * 8 + number[14:]
    return number[:2] + "*" * max(0, len(number) - 4) + number[-2:] if len(number) > 4 else "*" * len(number)


def grouped_mask(number: str) -> str:
    """The mask in the groups of the number."""
    hidden = masked(number)
    return f"{hidden[:6]} {hidden[6:14]} {hidden[14:]}" if len(number) == NUMBER_LENGTH else hidden


class Entry(QWidget):
    """One field; touching it or walking to it makes it the one that is filled."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        caption: str,
        chosen: Callable[[], None] | None = None,
        size: Type = Type.HEADING,
    ) -> None:
        super().__init__()
        self._theme, self.chosen, self.active = theme, chosen, True
        self.caption = Text(theme, caption, colour=theme.colours.quiet)
        self.value = Text(theme, "", size, bold=True, name=name)
        self.value.setMinimumHeight(theme.metrics(size, bold=True).height())
        padding = theme.px(4 if not theme.small else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), padding, theme.px(6), padding)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.value)
        self.setMinimumHeight(theme.px(theme.sizes.target))
        # Alone in its column an entry still takes the column's width.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if chosen:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_typed(self, typed: Typed, *, active: bool = True) -> None:
        """Show dots for a secret, the groups while a number is typed, and the mask once it is left."""
        if typed.secret:
            self.value.setText(DOT * len(typed))
        elif active and typed.longest < NUMBER_LENGTH:
            # Nothing shorter is an ID number on its way, however many digits it has.
            self.value.setText(typed.text())
        else:
            self.value.setText(grouped(typed.text()) if active else grouped_mask(typed.text()))
        self.active = active
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch chooses this field; the stage hears of it as well."""
        if self.chosen:
            self.chosen()
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """So does walking to it."""
        if self.chosen:
            self.chosen()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field being filled has a strong line."""
        colours, theme = self._theme.colours, self._theme
        painter = QPainter(self)
        line = colours.accent if self.active else colours.line
        width = theme.hairline * (3 if self.active else 1)
        paint_surface(painter, theme, QRectF(self.rect()), colours.surface, line, width)
        painter.end()
