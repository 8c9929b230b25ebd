"""Hears what a kiosk announces to assistive technology: a line of JSON each. Run with Debian's python3.

Knows the kiosk from outside only, as a screen reader does.
"""

from __future__ import annotations

import json
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - the version must be named first


def heard(event: Any) -> None:
    """Tell what was announced."""
    print(json.dumps({"text": str(event.any_data)}, ensure_ascii=False), flush=True)


def main() -> None:
    """Listen until killed."""
    Atspi.init()
    listener = Atspi.EventListener.new(heard)
    listener.register("object:announcement")
    print(json.dumps({"text": "listening"}), flush=True)
    Atspi.event_main()


main()
