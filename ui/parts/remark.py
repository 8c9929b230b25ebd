"""A sentence that stands out: a sign, and words on a soft ground."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.parts.panel import Panel, Tone, ground
from ui.parts.sign import Sign
from ui.parts.text import Text
from ui.theme import Theme


class Remark(Panel):
    """Good news or something to look at; the text carries the objectName."""

    def __init__(self, theme: Theme, text: str, *, name: str, good: bool) -> None:
        tone = Tone.GOOD if good else Tone.WARM
        super().__init__(theme, tone, padding_mm=4 if not theme.small else 2)
        colour = ground(theme, tone)[2]
        icon = "check-circle" if good else "alert-circle-outline"
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(Sign(theme, icon, colour, theme.px(theme.sizes.body * 1.5)))
        row.addWidget(Text(theme, text, name=name, colour=colour), 1)
        self.inside.addLayout(row)
