"""One line of a list: what it is at the left, its value at the right or beside."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import LEFT, RIGHT, Text
from ui.theme import Theme, Type


class Line(QWidget):
    """The value carries the objectName; a remark may stand below both."""

    def __init__(
        self,
        theme: Theme,
        caption: str,
        value: str,
        *,
        name: str = "",
        bold: bool = False,
        right: bool = True,
        size: Type = Type.BODY,
        remark: str = "",
        colour: str | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        quiet = theme.colours.ink if bold else theme.colours.quiet
        row.addWidget(Text(theme, caption, size, bold=bold, colour=quiet), 3 if right else 2)
        self.value = Text(theme, value, size, bold=bold, name=name, align=RIGHT if right else LEFT, colour=colour)
        self.value.setWordWrap(not right)
        row.addWidget(self.value, 0 if right else 3)
        column.addLayout(row)
        if remark:
            column.addWidget(Text(theme, remark, colour=theme.colours.quiet))
