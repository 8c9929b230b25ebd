"""Where the audit trail is kept: a file, one line an event, each line chained to the one before."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.ports import AuditTrail, Clock

CHAIN_START = "0" * 64


class AuditFile:
    """Appends events to a file of JSON lines; each line holds the SHA-256 of the one before."""

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._last: str | None = None

    def open(self) -> None:
        """Find the end of the chain. Raises Refused when the file cannot be written."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a+b") as trail:
                size = trail.tell()
                trail.seek(max(0, size - 4096))
                end = trail.read()
                if end and not end.endswith(b"\n"):
                    # Power went while a line was written: the next one must not be glued to it.
                    trail.write(b"\n")
        except OSError as error:
            raise Refused(f"The audit file {self._file} cannot be written: {error.strerror}.") from None
        lines = end.splitlines()
        self._last = hashlib.sha256(lines[-1]).hexdigest() if lines else CHAIN_START

    def record(self, event: str, code: str = "", visit: int = 0) -> None:
        """Append one event. Raises OSError when it cannot be written."""
        line = json.dumps(
            {
                "at": self._clock.now().isoformat(timespec="seconds"),
                "event": event,
                "code": code,
                "visit": visit,
                "before": self._last,
            },
            separators=(",", ":"),
        ).encode()
        with self._file.open("ab") as trail:
            trail.write(line + b"\n")
        self._last = hashlib.sha256(line).hexdigest()


class NoAudit:
    """Keeps nothing: the demo without an audit file."""

    def record(self, event: str, code: str = "", visit: int = 0) -> None:
        """Forget the event."""


def trail_of(settings: Settings, clock: Clock) -> AuditTrail:
    """The audit file; a production kiosk must have one. Raises Refused."""
    if not settings.log.audit_file:
        if settings.kiosk.mode == "production":
            raise Refused("The configuration key log.audit_file is empty; a production kiosk must keep an audit trail.")
        return NoAudit()
    trail = AuditFile(Path(settings.log.audit_file), clock)
    trail.open()
    return trail
