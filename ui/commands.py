"""What the command line says about the screen, read and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.choices import SWITCHES, Look
from kiosk.errors import Refused

SMALLEST, LARGEST = 480, 8192
"""Pixels a side: below nothing readable fits, above no panel exists."""


def read_size(text: str) -> tuple[int, int]:
    """Read 1080x1920. Raises Refused."""
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise Refused(f"--size {text} is not WIDTHxHEIGHT with {SMALLEST} to {LARGEST} pixels a side.")
    return size


def read_look(text: str) -> Look:
    """Read a look by its name. Raises Refused."""
    try:
        return Look(text)
    except ValueError:
        raise Refused(f"--look {text} is not a look; there are: {', '.join(look.value for look in Look)}.") from None


ALL = "all"
"""Every switch of the looks alone, or every language."""


@dataclass(frozen=True, slots=True)
class TourWalk:
    """One walk of the tour: where its pictures go, and how the screen looks and speaks."""

    out: Path
    look: Look
    language: str
    low: bool


def walks_of(out: Path, look: str, language: str, languages: Sequence[str], *, low: bool) -> list[TourWalk]:
    """The walks asked for: one, into the folder itself; or one a look and language, and the low screen's, below it.

    Raises Refused for a look that is none.
    """
    spoken = tuple(languages) if language == ALL else (language,)
    if ALL not in (look, language):
        return [TourWalk(out, read_look(look), language, low)]
    walks = [
        TourWalk(out / f"{each.value}-{tongue}", each, tongue, low)
        for each in ((Look.STANDARD, *SWITCHES) if look == ALL else (read_look(look),))
        for tongue in spoken
    ]
    if look == ALL and not low:
        walks += [TourWalk(out / f"low-{tongue}", Look.STANDARD, tongue, True) for tongue in spoken]
    return walks


def make_folder(folder: Path) -> None:
    """Make the folder pictures go to. Raises Refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refused(f"The folder {folder} cannot be written: {error.strerror}.") from None


def need_a_display() -> None:
    """Make sure that there is a screen to run on. Raises Refused."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise Refused("There is no display here (DISPLAY is not set); `main.py tour` works without one.")
