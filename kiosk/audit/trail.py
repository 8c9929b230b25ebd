"""The audit trail of this kiosk: kiosk.ports.AuditTrail over a chain of files.

A line is handed to the system at once, on the caller's thread; it is made safe from a power cut, and known to the head
outside the trail, a moment later on a thread behind.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.audit import reading
from kiosk.audit.chain import Verdict, follow
from kiosk.audit.declared import DECLARED
from kiosk.audit.finding import finding_of
from kiosk.audit.head import HeadFile
from kiosk.audit.line import AuditLine, acknowledgement_code
from kiosk.audit.machine_events import LINES_LOST
from kiosk.audit.retention import remove_old
from kiosk.audit.segments import raw_lines
from kiosk.audit.staff_events import ACKNOWLEDGED
from kiosk.audit.writer import SEGMENT_BYTES, Writer
from kiosk.errors import AUDIT_AWAY, Failure, KioskError, Refused
from kiosk.log import log
from kiosk.ports import Clock, Finding, Worker
from kiosk.words import N_

ROOM_BYTES = 1024 * 1024
"""With less room than this no visit begins: the one that runs must still be written down, some 50 lines of 300 bytes,
and so must what others write to the same disk meanwhile."""

_CODE = re.compile(r"(?!.*\d{12})[ -~]{0,400}")
"""A code is short and plain; a run of twelve digits could be somebody's number."""


@dataclass(frozen=True, slots=True)
class TrailRules:
    """Where the head is kept and for how long lines are."""

    head: Path | None = None
    """None: this program writes to a trail whose head another one keeps."""
    days: int = 366
    segment_bytes: int = SEGMENT_BYTES
    shipped: Callable[[], int] | None = None
    """Number of the last line that the fleet's database has, after which nothing is removed; None: it ships nothing."""


class AuditFile:
    """Appends events; every method may be called from any thread."""

    def __init__(
        self,
        file: Path,
        clock: Clock,
        key: bytes = b"",
        rules: TrailRules = TrailRules(),
        behind: Worker = lambda task: task(),
    ) -> None:
        self._file = file
        self._clock = clock
        self._key = key
        self._rules = rules
        self._behind = behind
        self._head = HeadFile(rules.head, key) if rules.head is not None else None
        self._writer = Writer(file, clock, key, self._head, rules.segment_bytes)
        self._lock, self._syncing = threading.Lock(), threading.Lock()
        self._sync_asked = self._headed = False
        self._failing = ""
        """Why lines cannot be written, in the system's words; empty: they can."""
        self._lost = 0
        self._verdict: Verdict | None = None

    def open(self) -> None:
        """Find the end of the chain, and write down what is wrong there. Raises Refused when it cannot be written."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._at_end():
                pass
        except (OSError, KioskError) as error:
            said = error.strerror if isinstance(error, OSError) else self._failing
            raise Refused(f"The audit file {self._file} cannot be written: {said}.") from None

    def record(self, event: str, code: str = "", visit: int = 0, who: str = "", by: str = "") -> None:
        """Append one event. Raises KioskError(AUDIT_AWAY) when it cannot be written."""
        check_entry(event, code)
        try:
            with self._at_end():
                self._writer.write(event, code, visit, who, by)
        except KioskError:
            self._lost += 1
            raise

    def acknowledge(self, until: int, reason: str, by: str) -> None:
        """Write down that staff know of the breaks recorded up to a line; they stay, and give no alarm any more.

        Raises KioskError(AUDIT_AWAY).
        """
        check_entry(ACKNOWLEDGED.name, reason)
        with self._at_end():
            self._writer.write(ACKNOWLEDGED.name, acknowledgement_code(until, reason, self._key), by=by)

    @contextmanager
    def _at_end(self) -> Iterator[None]:
        with self._lock:
            try:
                with self._writer.at_end():
                    self._begin_head()
                    if self._lost:
                        self._writer.write(LINES_LOST.name, f"{AUDIT_AWAY.code} {self._lost}")
                        self._lost = 0
                    yield
            except OSError as error:
                raise self._failed(error) from None
        if not self._sync_asked:
            self._sync_asked = True
            self._behind(self._sync)

    def _begin_head(self) -> None:
        """Write the first head before the first line of a kiosk: from that line on a head must be there, and a power
        cut between the two would look as if somebody had taken it away."""
        if self._head is not None and not self._headed:
            if not self._head.exists():
                self._writer.sync()
                self._head.write(self._writer.end)
            self._headed = True

    def _failed(self, error: OSError) -> KioskError:
        self._failing = error.strerror or type(error).__name__
        with suppress(OSError):  # the log may stand on the same full disk
            log().error("audit cannot be written", code=AUDIT_AWAY.code, detail=self._failing)
        return KioskError(AUDIT_AWAY, self._failing)

    def _sync(self) -> None:
        """Make safe what was written, then let the head know of it. Never raises."""
        self._sync_asked = False
        try:
            self.make_safe()
        except OSError as error:
            self._failed(error)

    def make_safe(self) -> None:
        """Wait until every line so far would survive a power cut. Raises OSError."""
        with self._syncing:
            with self._lock:
                end, handle = self._writer.end, self._writer.handle_to_sync()
            if handle is None:
                return
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            if self._head is not None:
                self._head.write(end)

    def condition(self) -> Failure | None:
        """Why no visit may begin: lines cannot be written, or soon could not be; None: they can. Never raises.

        Tries again what failed; so the kiosk comes back by itself.
        """
        try:
            if self._failing:
                with self._at_end():
                    pass
                self.make_safe()
                self._failing = ""
            return self._room()
        except (OSError, KioskError):
            return AUDIT_AWAY

    def _room(self) -> Failure | None:
        disk = os.statvfs(self._file.parent)
        full = disk.f_bavail * disk.f_frsize < ROOM_BYTES
        return AUDIT_AWAY if full or disk.f_flag & os.ST_RDONLY else None

    def check(self) -> Verdict:
        """Follow the whole chain; what is broken and not yet written down is. Takes a second for half a year of lines.

        Removes what is older than the rules want it kept. Raises KioskError(AUDIT_AWAY).
        """
        with self._at_end():
            end = self._writer.end
        try:
            verdict = follow(raw_lines(self._file), end, key=self._key)
        except OSError as error:
            raise self._failed(error) from None
        until = self._rules.shipped() if self._rules.shipped is not None else None
        with self._at_end():
            if verdict.new_breaks:
                log().error("audit chain broken", detail="; ".join(each.code for each in verdict.new_breaks[:5]))
                self._writer.record_breaks(verdict.new_breaks)
            remove_old(self._file, self._writer, self._key, self._clock.today(), self._rules.days, until)
        self._verdict = verdict
        return verdict

    def lines_since(self, since: datetime) -> Iterator[AuditLine]:
        """Read back every line written at this moment or later, in order. Raises OSError."""
        return reading.lines_since(self._file, since)

    def latest(self, *events: str) -> AuditLine | None:
        """The newest line with one of these events, or of all; None: there is none. Raises OSError."""
        return reading.latest(self._file, *events)

    def examine(self) -> Sequence[Finding]:
        """Say whether lines can be written, and what the last check found. Never raises."""
        return (finding_of(self._verdict, self._failing),)

    def close(self) -> None:
        """Make safe what was written, and let go of the file. Never raises."""
        self._sync()
        with self._lock:
            self._writer.close()


class NoAudit:
    """Keeps nothing: the demo without an audit file."""

    def record(self, event: str, code: str = "", visit: int = 0, who: str = "", by: str = "") -> None:
        """Forget the event."""
        check_entry(event, code)

    def condition(self) -> Failure | None:
        """Nothing is written, so nothing hinders it."""
        return None

    def check(self) -> Verdict:
        """There is nothing to follow."""
        return follow(())

    def lines_since(self, since: datetime) -> Iterator[AuditLine]:
        """There are none."""
        return iter(())

    def latest(self, *events: str) -> AuditLine | None:
        """There is none."""
        return None

    def examine(self) -> Sequence[Finding]:
        """Say so."""
        return (Finding("audit", True, N_("no audit trail is kept (development only)")),)


def check_entry(event: str, code: str) -> None:
    """Refuse what is not declared or could be personal: either is a fault of the program."""
    if event not in DECLARED:
        raise ValueError(f"the event {event} is not declared in kiosk/audit")
    if not is_plain(code):
        raise ValueError(f"the code of {event} is none")


def is_plain(code: str) -> bool:
    """Whether a code is short and holds nothing that could be somebody's number."""
    return _CODE.fullmatch(code) is not None
