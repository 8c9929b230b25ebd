"""Verified copies of SQLite databases, each with its date: made after every import and by `backup`, used by `restore`.

A copy stands beside its original: data.db -> data-copy-20261121T143200.db. It is looked through whole before it gets
its name and its seal, and an older good copy is only dropped when two newer ones are there.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.engine import MILLISECONDS, cause_of
from kiosk.store.intact import break_seal, damage_of, is_sealed, seal, structure_damage

COPIES_KEPT = 2
"""The newest, and one more in case the newest copied what nobody has noticed yet."""

_MOMENT = "%Y%m%dT%H%M%S"
_COPY, _DAMAGED = "-copy-", "-damaged-"
_WAIT_SECONDS = 30
"""For a reader or an import that is just ending."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified copy and when it was made."""

    file: Path
    made: datetime


def keep_copy(file: Path, now: datetime, out: Path | None = None, *, sealed: bool = True) -> Copy:
    """Make and verify a copy, and seal the original, unless it is one that changes every day. Raises Refused.

    Without `out` it stands beside the original and the oldest copies are dropped.
    """
    target = out or _beside(file, _COPY, now)
    _refuse_unusable(file, target, "run `main.py restore`")
    _copy_verified(file, target)
    try:
        seal(target)
        if sealed:
            _seal_settled(file)
        if out is None:
            _drop_oldest(file)
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"The copy {target} was made, but cannot be sealed: {cause_of(error)}.") from None
    return Copy(target, now.replace(microsecond=0))


def _drop_oldest(file: Path) -> None:
    for old in copies_of(file)[COPIES_KEPT:]:
        old.file.unlink(missing_ok=True)
        break_seal(old.file)


def copies_of(file: Path) -> list[Copy]:
    """The copies beside a file, newest first, without looking into them."""
    begin = f"{file.stem}{_COPY}"
    found = []
    for each in file.parent.glob(f"{_escaped(begin)}*{_escaped(file.suffix)}"):
        try:
            found.append(Copy(each, datetime.strptime(each.stem.removeprefix(begin), _MOMENT)))
        except ValueError:
            continue  # somebody else's file
    return sorted(found, key=lambda copy: copy.made, reverse=True)


def newest_whole_copy(file: Path) -> Copy | None:
    """The newest copy beside a file that is still what it was when it was verified."""
    return next((copy for copy in copies_of(file) if is_sealed(copy.file) and damage_of(copy.file) is None), None)


def restore(file: Path, source: Path, now: datetime, *, sealed: bool = True) -> Path | None:
    """Put a verified copy in a database's place; what was there is moved aside, and its new name returned.

    Raises Refused; then everything is as it was.
    """
    part = file.with_name(f"{file.name}.part")
    _refuse_unusable(source, file, "name another copy")
    _refuse_busy(file)
    _copy_verified(source, part)
    aside = _beside(file, _DAMAGED, now) if file.exists() else None
    try:
        break_seal(file)
        if aside is not None:
            _move_with_logs(file, aside)
        part.replace(file)
        if sealed:
            seal(file)
    except OSError as error:
        raise Refused(f"The copy could not be put in the place of {file}: {cause_of(error)}.") from None
    return aside


def _refuse_unusable(file: Path, target: Path, advice: str) -> None:
    if not file.is_file():
        raise Refused(f"There is no database file {file}.")
    if target.exists() and target.samefile(file):
        raise Refused(f"{target} is the database itself; name another file.")
    if damage := damage_of(file):
        raise Refused(f"The database {file} is damaged ({damage}) and is not copied; {advice}.")


def _copy_verified(file: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part") if target.suffix != ".part" else target
    try:
        part.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(file, timeout=_WAIT_SECONDS)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
        _verify(part, file)
        if part != target:
            break_seal(target)
            part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"The database {file} could not be copied to {target}: {cause_of(error)}.") from None


def _verify(part: Path, original: Path) -> None:
    if damage := structure_damage(part, "integrity_check"):
        part.unlink()
        raise Refused(f"The copy of {original} is not whole ({damage}) and was thrown away.")
    with part.open("rb") as opened:
        os.fsync(opened.fileno())


def _seal_settled(file: Path) -> None:
    """Bring the log into the file and seal it; a file whose log is in use stays without a seal."""
    if is_sealed(file):
        return
    with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("BEGIN IMMEDIATE")  # nobody may write while the digest is made
        seal(file)


def _refuse_busy(file: Path) -> None:
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise Refused(f"An import is writing to the database {file}; restore when it has ended.") from None
    except sqlite3.DatabaseError:
        return  # it is damaged: that is why it is restored


def _move_with_logs(file: Path, aside: Path) -> None:
    """The log belongs to the old file: beside the new one it would be taken for its own."""
    for suffix in ("-wal", "-shm", ""):
        old = file.with_name(file.name + suffix)
        if old.exists():
            old.replace(aside.with_name(aside.name + suffix))


def _beside(file: Path, what: str, moment: datetime) -> Path:
    return file.with_name(f"{file.stem}{what}{moment.strftime(_MOMENT)}{file.suffix}")


def _escaped(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)
