"""A quiet surface with a large sign: what a low screen shows above the controls, where one only looks."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.parts.panel import Panel
from ui.parts.sign import Sign
from ui.theme import Theme

SIGN_MM = 40.0
"""Seen from a wheelchair, half a metre further away than somebody who stands."""


class SignPanel(Panel):
    """The sign stands in the middle."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        sign = Sign(theme, icon, theme.colours.accent, theme.px(SIGN_MM))
        self.inside.addStretch(1)
        self.inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self.inside.addStretch(1)
