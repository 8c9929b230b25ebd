"""Who is logged in to this machine: written down beside the login with which something is done on a server."""

from __future__ import annotations

import os
import pwd


def operator_here() -> str:
    """The system's name of whoever runs this program; behind sudo, of who asked it. Empty: the system knows none."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = ""
    asked = os.environ.get("SUDO_USER", "")
    return f"{asked} as {user}" if asked and asked != user else user
