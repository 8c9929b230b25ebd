"""One line of the audit trail: JSON in a fixed order, its number first, the hash of the line before it last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.identity import current
from kiosk.keyed import keyed

CHAIN_START = "0" * 64
"""What the first line of all says of the line before it."""

_MOST_DIGITS = 15
"""More than any line's number has."""

MARK_LENGTH = 16
"""Hexadecimal digits of a keyed hash of a number: 64 bits, so that two people of a city's ten million do not meet."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What one line says."""

    number: int
    """Counts lines from 1, over all segments."""
    at: datetime
    """Local wall-clock time, to the millisecond."""
    up: float
    """Seconds of the monotonic clock: between two lines of one run they tell how long it really was."""
    event: str
    code: str = ""
    visit: int = 0
    who: str = ""
    """The mark (see `mark_of`) of whom it is about."""
    by: str = ""
    """The mark of the staff who did it."""
    before: str = CHAIN_START
    """SHA-256 of the line before, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class End:
    """A line's number and hash: how far a chain reaches."""

    number: int = 0
    hash: str = CHAIN_START


def mark_of(key: bytes, day: date, number: str) -> str:
    """What stands for a person's or staff member's number: a keyed hash of it and the day.

    With number and key an investigation finds every line; without them nobody can tell even that two days' lines are
    about the same person.
    """
    return keyed(key, f"audit|{day.isoformat()}|{current(number)}")[:MARK_LENGTH]


def removal_code(end: End, key: bytes) -> str:
    """What is written down of lines that were kept long enough: how far they reached, sealed with the kiosk's secret.

    Without the seal whoever may write to the folder could remove the past and say that it was time to.
    """
    seal = keyed(key, f"audit-removed|{end.number}|{end.hash}")[:MARK_LENGTH]
    return f"{end.number} {end.hash} {seal}"


def removal_of(line: AuditLine, key: bytes | None) -> End | None:
    """How far the removed lines reached; None: this kiosk did not write it (without its key nobody can tell)."""
    number, digest, seal = (*line.code.split(), "", "", "")[:3]
    if not (number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS and digest and seal):
        return None
    end = End(int(number), digest)
    return end if key is None or line.code == removal_code(end, key) else None


def acknowledgement_code(number: int, reason: str, key: bytes) -> str:
    """What is written down when staff know of the breaks recorded up to a line, and why: sealed with the kiosk's
    secret, so that nobody can end the alarm by writing to the file.
    """
    seal = keyed(key, f"audit-acknowledged|{number}|{reason}")[:MARK_LENGTH]
    return f"{number} {reason} {seal}"


def acknowledged_by(line: AuditLine, key: bytes | None) -> int:
    """Up to which line staff know of the recorded breaks; 0: this kiosk did not write it, or nobody can tell."""
    number, _, rest = line.code.partition(" ")
    reason = rest.rpartition(" ")[0]
    if not key or not (number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS):
        return 0
    return int(number) if line.code == acknowledgement_code(int(number), reason, key) else 0


def hash_of(raw: bytes) -> str:
    """A line's hash; `raw` is without its line feed."""
    return hashlib.sha256(raw).hexdigest()


def compose(line: AuditLine) -> bytes:
    """Write a line, without its line feed."""
    values = {
        "n": line.number,
        "at": line.at.isoformat(timespec="milliseconds"),
        "up": round(line.up, 3),
        "event": line.event,
        "code": line.code,
        "visit": line.visit,
        "who": line.who,
        "by": line.by,
        "before": line.before,
    }
    return json.dumps(values, separators=(",", ":")).encode()


def parse(raw: bytes) -> AuditLine | None:
    """Read a line; None for what is none."""
    try:
        values: dict[str, Any] = json.loads(raw)
        line = AuditLine(
            number=int(values["n"]),
            # Ours has no zone; one that somebody put there cannot be compared with ours.
            at=datetime.fromisoformat(values["at"]).replace(tzinfo=None),
            up=float(values["up"]),
            event=str(values["event"]),
            code=str(values["code"]),
            visit=int(values["visit"]),
            who=str(values["who"]),
            by=str(values["by"]),
            before=str(values["before"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    # Shown on screens and terminals: whoever writes into the file must not write there.
    told = f"{line.event}{line.code}{line.who}{line.by}{line.before}"
    return line if told.isascii() and told.isprintable() else None
