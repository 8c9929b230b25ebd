"""The rules a session follows, from the settings; times in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.choices import Look
from kiosk.config import Settings
from kiosk.staff.adjustments import Adjustments
from kiosk.states import Display
from kiosk.words import languages as all_languages


@dataclass(frozen=True, slots=True)
class Rules:
    """What `step` must know besides the session."""

    today: date
    home: Display = Display()
    """How the screen speaks and looks when a visit begins."""
    languages: tuple[str, ...] = field(default_factory=all_languages)
    idle: int = 60
    warning: int = 30
    longest: int = 600
    page_limit: int = 60
    asks_rating: bool = False
    """Whether who finishes is asked how the visit was."""
    pin_opens: bool = False
    """Whether the card's PIN opens the account instead of the query password."""

    def adjusted(self, adjustments: Adjustments) -> Rules:
        """The rules as staff changed them at the machine."""
        if adjustments.language not in self.languages:
            return self
        return replace(self, home=replace(self.home, language=adjustments.language))

    def unhurried(self, look: Look) -> Rules:
        """The elder look gives more time: 60 + 30 s become 120 + 45 s, ten minutes become twenty."""
        if not look.elder:
            return self
        return replace(self, idle=self.idle * 2, warning=self.warning * 3 // 2, longest=self.longest * 2)


def rules_of(settings: Settings, today: date, look: Look | None = None) -> Rules:
    """The rules the settings give; the first language is the one a visit begins in."""
    return Rules(
        today=today,
        home=Display(settings.screen.languages[0], look or Look.STANDARD),
        languages=settings.screen.languages,
        idle=settings.session.idle_seconds,
        warning=settings.session.warning_seconds,
        longest=settings.session.longest_seconds,
        page_limit=settings.printer.page_limit,
        asks_rating=settings.session.rating,
        pin_opens=settings.reader.opened_by == "pin",
    )
