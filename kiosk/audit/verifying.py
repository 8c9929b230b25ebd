"""Follows a trail as it lies on the disk, changing nothing: for `audit verify` and `doctor`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.audit.chain import Break, Kind, Verdict, follow
from kiosk.audit.finding import PART, finding_of
from kiosk.audit.head import HeadFile
from kiosk.audit.line import End
from kiosk.audit.opening import head_file
from kiosk.audit.reading import had_a_head
from kiosk.audit.segments import files_from, raw_lines
from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.ports import Finding
from kiosk.words import N_


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out, and what could not be."""

    verdict: Verdict
    note: str = ""


_LOST = Break(Kind.HEAD_MISSING, 0, 0)


def checked(trail: Path, kept: Path | None, key: bytes | None) -> Checked:
    """Follow a trail as far as its head says; without the kiosk's key its seal is not checked. Raises Refused."""
    # The head first: it may be behind the lines, never ahead of them.
    known, wrong, note = _head(kept, key)
    if known is None and not any(file.exists() for file in files_from(trail, 0)):
        raise Refused(f"There is no audit trail {trail}.")
    try:
        if _LOST in wrong and not had_a_head(trail):
            wrong, note = (), "The kiosk has not been started yet; from its first start on the head is kept elsewhere."
        verdict = follow(raw_lines(trail), known, key=key if kept else None)
    except OSError as error:
        raise Refused(f"The audit trail {trail} cannot be read: {error.strerror}.") from None
    return Checked(replace(verdict, breaks=(*wrong, *verdict.breaks)), note)


def _head(file: Path | None, key: bytes | None) -> tuple[End | None, tuple[Break, ...], str]:
    if file is None:
        return None, (), "No head is kept elsewhere: lines missing at the end cannot be noticed."
    try:
        head = HeadFile(file, key or b"").read()
    except OSError as error:
        raise Refused(f"The head of the chain {file} cannot be read: {error.strerror}.") from None
    if head is None:
        return None, (_LOST,), ""
    if key is None:
        return head.end, (), "Whether this kiosk wrote the head cannot be checked without its own database."
    return (head.end, (), "") if head.genuine else (None, (Break(Kind.HEAD_FORGED, 0, 0),), "")


class TrailExamined:
    """The configured trail, for doctor."""

    def __init__(self, settings: Settings, secret: Callable[[], bytes] | None) -> None:
        self._settings = settings
        self._secret = secret

    def examine(self) -> Sequence[Finding]:
        """Follow the whole chain. Never raises."""
        if not self._settings.log.audit_file:
            return (Finding(PART, True, N_("no audit trail is kept (log.audit_file is empty)")),)
        file, kept = Path(self._settings.log.audit_file), head_file(self._settings)
        if not any(each.exists() for each in (*files_from(file, 0), *([kept] if kept else []))):
            return (Finding(PART, True, N_("nothing has been written yet")),)
        try:
            key = self._secret() if self._secret is not None else None
            found = checked(file, kept, key)
        except (Refused, KioskError) as error:
            return (Finding(PART, False, str(error), N_("Check log.audit_file and log.audit_head.")),)
        return (finding_of(found.verdict),)
