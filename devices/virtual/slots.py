"""Where vpcd's slots listen."""

from __future__ import annotations

DEFAULT_PORT = 35963
"""The first slot's TCP port; the second listens on the next."""
