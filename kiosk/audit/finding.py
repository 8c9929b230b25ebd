"""What doctor and maintenance are told of the trail."""

from __future__ import annotations

from kiosk.audit.chain import Verdict
from kiosk.audit.line import AuditLine
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_

PART = "audit"
_ADVICE_BROKEN = N_("Run `main.py audit verify`, keep a copy of the files, and tell whoever answers for data security.")
_ADVICE_WRITING = N_("Check the disk and folder of log.audit_file; the kiosk takes nobody until it can be written.")


def finding_of(verdict: Verdict | None, failing: str = "") -> Finding:
    """Whether lines can be written, and what following the chain found; None: it is still being followed."""
    if failing:
        return Finding(
            PART, False, Told(N_("the audit trail cannot be written: {reason}"), reason=failing), _ADVICE_WRITING
        )
    if verdict is None:
        return Finding(PART, True, N_("the chain is still being checked"))
    wrong = [each.sentence for each in verdict.unknown_breaks] or [*map(_recorded, verdict.unknown_records)]
    if wrong:
        more = Told(N_("the chain is broken. {first} And {count} more."), first=wrong[0], count=len(wrong) - 1)
        one = Told(N_("the chain is broken. {first}"), first=wrong[0])
        return Finding(PART, False, more if len(wrong) > 1 else one, _ADVICE_BROKEN)
    if verdict.breaks or verdict.recorded:
        return Finding(PART, True, Told(N_("{lines} lines, with breaks that staff know of"), lines=verdict.lines))
    return Finding(PART, True, Told(N_("{lines} lines, the chain is whole"), lines=verdict.lines))


def _recorded(line: AuditLine) -> str:
    return Told(N_("Line {line} records what the kiosk itself found: {what}."), line=line.number, what=line.code)
