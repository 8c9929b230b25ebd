"""A speaker and an assistive technology that only listen."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

HUSH = "(hush)"


@dataclass
class HeardSpeaker:
    """Implements ui.speech.Speaker: keeps what it was to say, and when it was to be silent."""

    heard: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    volume: int | None = None

    def say(self, text: str, language: str) -> None:
        """Keep it."""
        self.heard.append(text)
        self.languages.append(language)

    def hush(self) -> None:
        """Keep that as well."""
        self.heard.append(HUSH)

    def set_volume(self, percent: int | None) -> None:
        """Keep it."""
        self.volume = percent

    def close(self) -> None:
        """The same."""
        self.hush()

    def new(self) -> list[str]:
        """What was heard since this was asked last."""
        found, self.heard = self.heard, []
        return found


@dataclass
class HeardAnnouncer:
    """Implements ui.voice.Announcer."""

    there: bool = True
    heard: list[str] = field(default_factory=list)

    def listens(self) -> bool:
        """As told."""
        return self.there

    def announce(self, part: QWidget, text: str) -> None:
        """Keep it."""
        self.heard.append(text)

    def new(self) -> list[str]:
        """What was announced since this was asked last."""
        found, self.heard = self.heard, []
        return found
