"""What a touched month is: its case, what that stands on, and the next step."""

from __future__ import annotations

from ui.parts.panel import Panel, Tone, ground
from ui.parts.text import Text
from ui.theme import Theme


class MonthWords(Panel):
    """Takes no room until a month is touched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Tone.ACCENT, padding_mm=4 if not theme.small else 2)
        self._text = Text(theme, "", name="month-words")
        self.inside.addWidget(self._text)
        self.hide()

    def say(self, text: str, *, attention: bool) -> None:
        """Tell a month; an empty text hides it again."""
        tone = Tone.WARM if attention else Tone.ACCENT
        self.show_tone(tone)
        self._text.set_colour(ground(self._theme, tone)[2])
        self._text.setText(text)
        self.setVisible(bool(text))
