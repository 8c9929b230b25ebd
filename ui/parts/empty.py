"""Nothing is recorded: said in words on a surface of its own, with a quiet sign; never a blank page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.parts.panel import Panel
from ui.parts.sign import Sign
from ui.parts.text import CENTRE, Text
from ui.theme import Theme, Type

SIGN_MM = 36.0
SMALL_SIGN_MM = 18.0


class Empty(Panel):
    """The text carries the name `empty`."""

    def __init__(self, theme: Theme, icon: str, text: str, size: Type = Type.LEAD) -> None:
        super().__init__(theme, padding_mm=8 if not theme.small else 3)
        self.inside.setSpacing(theme.gap)
        sign = Sign(theme, icon, theme.colours.quiet, theme.px(SMALL_SIGN_MM if theme.small else SIGN_MM))
        self.inside.addStretch(1)
        self.inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self.inside.addWidget(Text(theme, text, size, align=CENTRE, name="empty"))
        self.inside.addStretch(1)
