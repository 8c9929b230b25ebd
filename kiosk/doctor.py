"""Says how every part is and what to do, for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kiosk.ports import Examined, Finding
from kiosk.workers import still_at_work

_PART_WIDTH = 16


def examine(parts: Iterable[Examined]) -> list[Finding]:
    """Look at every part as it is now."""
    findings: list[Finding] = []
    for part in parts:
        findings += part.examine()
        still_at_work()
    return findings


def as_text(findings: Sequence[Finding]) -> str:
    """One line a finding, its advice below it."""
    lines = []
    for finding in findings:
        lines.append(f"{'ok' if finding.well else '!!'} {finding.part:{_PART_WIDTH}} {finding.state}")
        if finding.advice:
            lines.append(f"{'':{_PART_WIDTH + 4}}-> {finding.advice}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """A list of {part, well, state, advice}."""
    rows = [{"part": f.part, "well": f.well, "state": f.state, "advice": f.advice} for f in findings]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def needs_attention(findings: Sequence[Finding]) -> str:
    """One sentence naming the parts that are not well; empty when all are."""
    unwell = list(dict.fromkeys(finding.part for finding in findings if not finding.well))
    return f"Needs attention: {', '.join(unwell)}." if unwell else ""
