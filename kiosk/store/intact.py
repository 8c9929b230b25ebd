"""Whether a SQLite file is what was written: by its own structure, and by a seal made when it was last known good.

The structure (`PRAGMA quick_check`) does not notice a digit that flips inside an amount. The imported data change by
imports only, so that a digest of the file, kept beside it, notices that too. Whatever writes breaks the seal first.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.engine import cause_of

_SEAL_SUFFIX = ".sha256"
"""data.db.sha256, as sha256sum(1) writes it."""

_DIFFERS = "its content is not what was written"
_STRUCTURE = "its structure is damaged"


def damage_of(file: Path) -> str | None:
    """Say in words what is wrong with a database file; None when nothing is, or when there is no file."""
    if not file.exists():
        return None
    sealed = _read_seal(file)
    if sealed is None:
        return structure_damage(file)
    if _digest(file) == sealed:
        return None
    # An import may have begun to write while we read: then it has broken the seal.
    return _DIFFERS if _read_seal(file) == sealed else structure_damage(file)


def structure_damage(file: Path, pragma: str = "quick_check") -> str | None:
    """Let SQLite look through the whole file: about 0.7 s for 100 MB, 1 s with `integrity_check`."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            found = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN):
            return None  # not damage: opening it will say what it is
        return cause_of(error)
    except sqlite3.DatabaseError as error:
        return cause_of(error)
    return None if found == ("ok",) else _STRUCTURE


def seal(file: Path) -> None:
    """Write the digest beside a file that nobody is writing to. Raises OSError."""
    if _has_log(file):
        return  # part of the content lies in the log yet: such a file cannot be sealed
    part = _seal_of(file).with_suffix(".part")
    part.write_text(f"{_digest(file)}  {file.name}\n", encoding="utf-8")
    part.replace(_seal_of(file))


def break_seal(file: Path) -> None:
    """Do so before the file changes. Raises Refused."""
    try:
        _seal_of(file).unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"The seal beside {file} cannot be removed: {cause_of(error)}.") from None


def is_sealed(file: Path) -> bool:
    """Whether there is a seal, whatever it says."""
    return _read_seal(file) is not None


def _has_log(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _seal_of(file: Path) -> Path:
    return file.with_name(file.name + _SEAL_SUFFIX)


def _read_seal(file: Path) -> str | None:
    """The digest; None without a seal, and when something was written since that lies in the log."""
    try:
        return None if _has_log(file) else _seal_of(file).read_text(encoding="utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return None


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
