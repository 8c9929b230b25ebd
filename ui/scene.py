"""What a screen is built from: the theme, the words, the settings, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.choices import Look
from kiosk.config import Settings
from kiosk.events import Event
from kiosk.ports import Clock
from kiosk.words import Words
from ui.draft import Draft
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.parts.frame import Frames


@dataclass(frozen=True, slots=True)
class Scene:
    """Handed to every screen and part."""

    theme: Theme
    words: Words
    settings: Settings
    clock: Clock
    look: Look
    voice: bool
    """Whether the prompts are spoken."""
    draft: Draft
    frames: Frames
    """Where a screen takes its head and foot from."""
    send: Callable[[Event], None]
    """Tell the session what the person did."""
    touched: Callable[[], None]
    """Tell it that somebody is there; rate-limited."""
