"""Which release of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PACKAGE = "shebao-kiosk"


def program_version() -> str:
    """The installed version; "unknown" where the program runs without being installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"
