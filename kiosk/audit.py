"""The audit trail: declared events, one line each, each line chained to the one before.

No personal data: an event, a failure code, the visit's running number. Issue "Staff" deepens it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from kiosk.errors import Failure, Refused
from kiosk.ports import Clock
from kiosk.states import (
    CardProblem,
    EnterNumber,
    EnterPassword,
    EnterPin,
    InsuranceDetail,
    OutOfService,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    Register,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)

EVENTS: dict[type[State], str] = {
    Welcome: "idle",
    ReadingCard: "card-reading",
    CardProblem: "card-refused",
    EnterNumber: "number-entry",
    EnterPassword: "login",
    EnterPin: "pin",
    Register: "registration",
    Overview: "account-viewed",
    InsuranceDetail: "insurance-viewed",
    Print: "print-prepared",
    Printing: "print-submitted",
    PrintFailed: "print-failed",
    TakePaper: "print-sent",
    TakeCard: "visit-ended-card-in",
    StillThere: "idle-warning",
    OutOfService: "out-of-service",
}
"""The declared event of each state that is entered."""

CHAIN_START = "0" * 64


def of_transition(before: Session, after: Session) -> tuple[str, str] | None:
    """Name the event of a transition and its failure code; None when nothing that matters changed."""
    failure_before, failure_after = _failure(before.state), _failure(after.state)
    entered = type(before.state) is not type(after.state) or before.visit != after.visit
    if not entered and (failure_after is None or failure_after == failure_before):
        return None
    return EVENTS[type(after.state)], failure_after.code if failure_after else ""


def _failure(state: State) -> Failure | None:
    match state:
        case Welcome(notice=failure) | TakeCard(notice=failure):
            return failure
        case CardProblem(failure=failure) | OutOfService(failure=failure) | PrintFailed(failure=failure):
            return failure
        case EnterNumber(failure=failure) | EnterPassword(failure=failure) | EnterPin(failure=failure):
            return failure
        case Register(failure=failure) | Print(failure=failure):
            return failure
        case _:
            return None


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
