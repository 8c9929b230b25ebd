"""What maintenance may do to the running program, handed to the desk by whoever runs it; from any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.health import Condition, Service


@dataclass(frozen=True, slots=True)
class Controls:
    """The strings of the running program."""

    condition: Callable[[], Condition] = lambda: Condition(Service.OPEN)
    """How well the kiosk is now."""
    play_sound: Callable[[], None] = lambda: None
    """Play what people hear, as loud as they hear it."""
    restart: Callable[[], None] = lambda: None
    """End the program soon; its supervisor starts it again."""
