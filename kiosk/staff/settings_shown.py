"""The configuration as staff may read it: every key, without passwords."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from kiosk.config import Settings

HIDDEN = "***"
"""Stands for what is set and not shown."""

SECRETS = ("password", "token", "secret")
"""A text whose key ends so is never shown."""


def entries_of(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Key and value, in the order of kiosk.toml."""
    return tuple(_entries(settings))


def _entries(settings: Settings) -> Iterator[tuple[str, str]]:
    for section, values in settings.model_dump().items():
        for key, value in values.items():
            yield f"{section}.{key}", _shown(key, value)


def _shown(key: str, value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case tuple() | list():
            return ", ".join(map(str, value))
        case str() if value and key.endswith(SECRETS):
            return HIDDEN
        case str() if "://" in value:
            return without_secrets(value)
        case _:
            return str(value)


def without_secrets(url: str) -> str:
    """A URL without user, password and query; of a web address the host alone, since its path may be a secret."""
    parts = urlsplit(url)
    if not parts.netloc:
        return url.partition("?")[0]
    host = parts.netloc.rpartition("@")[2]
    path = f"/{HIDDEN}" if parts.scheme in ("http", "https") and parts.path.strip("/") else parts.path
    return f"{parts.scheme}://{host}{path}"
