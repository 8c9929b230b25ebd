"""The panel's light, through the kernel's backlight folder."""

from __future__ import annotations

from pathlib import Path

from kiosk.log import log

WHOLE = 100
"""Percent."""


class Backlight:
    """Sets the brightness of a panel; a panel whose light cannot be set stays as it is."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds `brightness` and `max_brightness`."""
        self._folder = folder

    def set(self, percent: int) -> None:
        """Set it to so many percent of what the panel can (10 to 100). Never raises."""
        try:
            most = int((self._folder / "max_brightness").read_text())
            (self._folder / "brightness").write_text(str(max(1, most * percent // WHOLE)))
        except (OSError, ValueError) as error:
            log().warning("brightness not set", kind=type(error).__name__)
