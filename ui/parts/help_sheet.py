"""Where people help: the window and the hotline. A touch closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.parts.panel import Panel
from ui.parts.sheet import Sheet
from ui.parts.sign import Sign
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


class HelpSheet(Sheet):
    """Covers the screen, so that nothing personal stays in view while the person looks around for help."""

    def __init__(self, scene: Scene, screen: QWidget) -> None:
        super().__init__(scene, screen, "help-sheet")
        theme, words = scene.theme, scene.words
        panel = Panel(theme, padding_mm=12)
        panel.inside.setSpacing(theme.gap)
        sign = Sign(theme, "account-voice", theme.colours.accent, theme.px(24))
        panel.inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, text, size in (
            (
                "help-window",
                words("Staff at the windows of this hall will help you. Please bring your ID card."),
                Type.LEAD,
            ),
            ("help-hotline", words("Hotline {number}", number=scene.settings.hall.hotline), Type.HEADING),
        ):
            bold = size is Type.HEADING
            panel.inside.addWidget(Text(theme, text, size, bold=bold, name=name, align=CENTRE))
        panel.inside.addWidget(self.closing_key("help-close", words("Close")), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)
        self.column.addWidget(panel)
        self.column.addStretch(0 if theme.low else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere closes it."""
        self.shut()
        event.ignore()
