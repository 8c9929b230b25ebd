"""What to read when the data's file is damaged: the newest verified copy, with an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from kiosk.errors import Refused
from kiosk.store.copies import newest_whole_copy
from kiosk.store.engine import SQLITE
from kiosk.store.intact import damage_of

LOOKED_THROUGH_AT_ONCE = 256 * 1024 * 1024
"""Bytes of a file that is looked through before the kiosk opens: less than a second with a seal, two without."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """The copy to read instead, and the alarm's sentence."""

    url: URL
    alarm: str


def file_of(url: URL) -> Path | None:
    """The database's file; None when it is on a server."""
    return Path(str(url.database)) if url.drivername == SQLITE else None


def is_big(url: URL) -> bool:
    """Whether looking through the file would keep people waiting."""
    file = file_of(url)
    return file is not None and file.is_file() and file.stat().st_size > LOOKED_THROUGH_AT_ONCE


def fall_back(url: URL) -> Fallback | None:
    """Look through the data's file; None when it is whole. Raises Refused when it is damaged and there is no copy."""
    file = file_of(url)
    damage = damage_of(file) if file is not None else None
    if file is None or damage is None:
        return None
    copy = newest_whole_copy(file)
    if copy is None:
        raise Refused(f"The database {file} is damaged ({damage}), and there is no verified copy of it.")
    alarm = f"{file} is damaged ({damage}); the verified copy of {copy.made:%Y-%m-%d %H:%M} is read instead"
    return Fallback(url.set(database=str(copy.file)), alarm)
