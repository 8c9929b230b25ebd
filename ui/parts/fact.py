"""A fact: its caption above, its value below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import LEFT, RIGHT, Text
from ui.theme import Theme, Type

UNIT_GAP_MM = 1.5


def with_unit(theme: Theme, value: Text, size: Type, unit: str) -> QHBoxLayout:
    """A bold value of a size and its unit, small, on the same line of writing."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(UNIT_GAP_MM))
    small = Text(theme, unit, wrap=False)
    # The boxes end where the descenders do, and those of the larger type reach deeper.
    small.setContentsMargins(0, 0, 0, theme.metrics(size, bold=True).descent() - theme.metrics().descent())
    row.addWidget(value)
    row.addWidget(small, 0, Qt.AlignmentFlag.AlignBottom)
    return row


class Fact(QWidget):
    """The value carries the objectName; `unit` stands small beside it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        caption: str,
        value: str,
        *,
        size: Type = Type.BODY,
        bold: bool = True,
        unit: str = "",
        right: bool = False,
    ) -> None:
        super().__init__()
        align = RIGHT if right else LEFT
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(theme, caption, colour=theme.colours.quiet, align=align))
        self.value = Text(theme, value, size, bold=bold, name=name, align=align, wrap=not unit)
        if unit:
            row = with_unit(theme, self.value, size, unit)
            row.insertStretch(0 if right else -1, 1)
            column.addLayout(row)
        else:
            column.addWidget(self.value)
        column.addStretch(1)
