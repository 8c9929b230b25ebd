"""A few parts below one another that belong together, as one part."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme


class Stack(QWidget):
    """As wide as its place; it has no margins of its own."""

    def __init__(self, theme: Theme, gap_mm: float = 1) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(gap_mm))

    def add(self, part: QWidget) -> None:
        """Put it below the others."""
        self._column.addWidget(part)
