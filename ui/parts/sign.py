"""An icon on its own."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import Theme


class Sign(QLabel):
    """Says nothing to assistive technology: the words stand beside it."""

    def __init__(self, theme: Theme, icon: str, colour: str, pixels: int) -> None:
        super().__init__()
        self._theme, self._pixels = theme, pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(pixels, pixels)
        self.show_icon(icon, colour)

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self.setPixmap(self._theme.icon(icon, colour, self._pixels))
