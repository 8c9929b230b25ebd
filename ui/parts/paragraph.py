"""A titled paragraph, with what it rests on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.text import Text
from ui.theme import Theme, Type


class TitledText(QWidget):
    """The text carries the objectName."""

    def __init__(
        self, theme: Theme, title: str, text: str, *, name: str = "", source: str = "", warm: str = ""
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        if title:
            size = Type.BODY if theme.small or theme.elder else Type.LEAD
            column.addWidget(Text(theme, title, size, bold=True, colour=warm or None))
        column.addWidget(Text(theme, text, name=name))
        if source:
            column.addWidget(Text(theme, source, colour=theme.colours.quiet))
