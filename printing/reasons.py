"""What a printer says is wrong (`printer-state-reasons`) -> what a person is told."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.errors import (
    NO_PAPER,
    PRINT_BROKEN_OFF,
    PRINTER_NEEDS_STAFF,
    PRINTER_SILENT,
    PRINTER_UNUSABLE,
    Failure,
)

_SUFFIXES = ("-error", "-warning", "-report")
"""How bad the printer finds it; printers disagree, so the reason alone counts (RFC 8011 section 5.4.12)."""

_MEANINGS = (
    (PRINT_BROKEN_OFF, {"media-jam"}),
    (NO_PAPER, {"media-empty", "media-needed"}),
    (
        PRINTER_NEEDS_STAFF,
        {
            "cover-open",
            "door-open",
            "interlock-open",
            "input-tray-missing",
            "output-tray-missing",
            "output-area-full",
            "toner-empty",
            "marker-supply-empty",
            "marker-waste-full",
            "developer-empty",
            "opc-life-over",
            "fuser-over-temp",
            "fuser-under-temp",
        },
    ),
    (PRINTER_SILENT, {"offline", "shutdown", "timed-out", "connecting-to-device"}),
    (
        PRINTER_UNUSABLE,
        {"paused", "moving-to-paused", "spool-area-full", "deactivated", "interpreter-resource-unavailable"},
    ),
)
"""In the order of what matters most when several are true at once."""


def keyword(reason: str) -> str:
    """A reason without its suffix."""
    for suffix in _SUFFIXES:
        reason = reason.removesuffix(suffix)
    return reason


def failure_of(reasons: Iterable[str]) -> Failure | None:
    """The failure that matters most; None when nothing hinders printing (low toner, low paper, "none")."""
    said = {keyword(reason) for reason in reasons}
    return next((failure for failure, meant in _MEANINGS if said & meant), None)
