"""What a printer says is wrong (`printer-state-reasons`) -> the condition that matters most, and staff's to-dos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kiosk.errors import Failure
from printing.conditions import CONDITIONS, UNKNOWN_FAULT, UNKNOWN_NOTICE, Condition

_SUFFIXES = ("-error", "-warning", "-report")
"""How bad the printer finds it (RFC 8011 section 5.4.12); printers disagree, so of what is known the reason counts."""

_WORST = _SUFFIXES[0]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What all reasons together mean."""

    hindrance: Condition | None
    """What matters most of what keeps it from printing; None when it can print."""
    notices: tuple[Failure, ...] = ()
    """What staff should see to although it prints, each once."""
    unknown: tuple[str, ...] = ()
    """Reasons that no table knows, for the log; a keyword of another make, never more than a line."""


def keyword(reason: str) -> str:
    """A reason without its suffix."""
    for suffix in _SUFFIXES:
        reason = reason.removesuffix(suffix)
    return reason


def diagnose(reasons: Iterable[str]) -> Diagnosis:
    """Judge what a printer says. Of an unknown reason only "-error" hinders: most makes invent harmless ones."""
    said = tuple(dict.fromkeys(str(reason) for reason in reasons))
    found = {reason: condition_of(keyword(reason)) for reason in said}
    unknown = tuple(reason[:_LONGEST_REASON] for reason, condition in found.items() if condition is None)
    meant = {
        condition or (UNKNOWN_FAULT if reason.endswith(_WORST) else UNKNOWN_NOTICE)
        for reason, condition in found.items()
    }
    ranked = [condition for condition in _RANKED if condition in meant]
    hindrance = next((condition for condition in ranked if condition.hinders), None)
    notices = tuple(one.told for one in ranked if not one.hinders and one.told.code != _PASSING_CODE)
    return Diagnosis(hindrance, notices, unknown)


def condition_of(reason: str) -> Condition | None:
    """The condition of a keyword without suffix: one that names it, else the first whose pattern it fits."""
    exact = _EXACT.get(reason)
    return exact or next((c for c in CONDITIONS if any(fnmatchcase(reason, p) for p in c.reasons)), None)


_LONGEST_REASON = 100
_PASSING_CODE = "P30"
_RANKED = (*CONDITIONS, UNKNOWN_FAULT, UNKNOWN_NOTICE)
_EXACT = {reason: condition for condition in CONDITIONS for reason in condition.reasons if "*" not in reason}
