"""Judges what `doctor --json` of a new version found: judge_findings.py AFTER [BEFORE].

Ill are what the program cannot do without, and what the version before found well. A printer without paper or a reader
that is not plugged in yet is no reason to refuse a version. Exit status 1, one line a part that is ill.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

NEEDED = {"configuration", "local-database", "fonts"}


def findings(file: Path) -> dict[str, dict[str, object]]:
    """By the part's name; nothing when there is no such file or it holds no findings."""
    try:
        return {finding["part"]: finding for finding in json.loads(file.read_text(encoding="utf-8"))}
    except (OSError, ValueError):
        return {}


def ill(after: dict[str, dict[str, object]], before: dict[str, dict[str, object]]) -> list[str]:
    """What must be well and is not, or was not looked at."""
    needed = NEEDED | {part for part, finding in before.items() if finding["well"] and part in after}
    return [
        f"{part}: {after[part]['state'] if part in after else 'not found'}"
        for part in sorted(needed)
        if part not in after or not after[part]["well"]
    ]


if __name__ == "__main__":
    told = ill(findings(Path(sys.argv[1])), findings(Path(sys.argv[2])) if len(sys.argv) > 2 else {})
    if told:
        print("\n".join(told), file=sys.stderr)
    sys.exit(1 if told else 0)
