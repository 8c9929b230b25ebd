"""A fact: its caption above, its value below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import LEFT, RIGHT, Text
from ui.theme import Theme, Type


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
            column.addLayout(self._with_unit(theme, unit, right=right))
        else:
            column.addWidget(self.value)
        column.addStretch(1)

    def _with_unit(self, theme: Theme, unit: str, *, right: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(1.5))
        if right:
            row.addStretch(1)
        row.addWidget(self.value)
        row.addWidget(Text(theme, unit, wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
        if not right:
            row.addStretch(1)
        return row
