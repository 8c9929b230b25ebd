"""Switches the machine off, through whoever started it."""

from __future__ import annotations

import subprocess

from kiosk.errors import Refused

ANSWER_SECONDS = 10.0
"""systemd answers at once; a bus that does not in this time will not."""

POWER_OFF = ("systemctl", "poweroff")
"""The kiosk's user may, by the polkit rule in resources/deploy; the service is then stopped like every other."""


def power_off() -> None:
    """Ask the system to switch off; it ends this program on the way. Takes seconds. Raises Refused."""
    try:
        done = subprocess.run(POWER_OFF, capture_output=True, timeout=ANSWER_SECONDS, check=False)  # noqa: S603 - a constant
    except (OSError, subprocess.SubprocessError):
        raise Refused("The machine cannot be switched off from here: systemctl does not answer.") from None
    if done.returncode:
        raise Refused("The system refused to switch the machine off; the kiosk's user needs the polkit rule.")
