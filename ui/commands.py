"""What the command line says about the screen, read and checked."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.choices import Look
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


def make_folder(folder: Path) -> None:
    """Make the folder pictures go to. Raises Refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refused(f"The folder {folder} cannot be written: {error.strerror}.") from None
