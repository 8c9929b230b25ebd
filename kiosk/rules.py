"""The rules a session follows, from the settings; times in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.events import Look
from kiosk.states import Display


@dataclass(frozen=True, slots=True)
class Rules:
    """What `step` must know besides the session."""

    today: date
    home: Display = Display()
    """How the screen speaks and looks when a visit begins."""
    languages: tuple[str, ...] = ("zh_CN", "en")
    idle: int = 60
    warning: int = 30
    longest: int = 600
    page_limit: int = 60
    pin_opens: bool = False
    """Whether the card's PIN opens the account instead of the query password."""

    def unhurried(self, look: Look) -> Rules:
        """The elder look gives more time: 60 + 30 s become 120 + 45 s, ten minutes become twenty."""
        if look is not Look.ELDER:
            return self
        return Rules(
            self.today,
            self.home,
            self.languages,
            self.idle * 2,
            self.warning * 3 // 2,
            self.longest * 2,
            self.page_limit,
            self.pin_opens,
        )
