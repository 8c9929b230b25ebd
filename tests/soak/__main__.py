"""`make soak N=2000 SEED=7`: plays N sessions and ends with "flat", or with what is not, and then status 1."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from kiosk.core_dumps import forbid_core_dumps
from tests.soak.course import begin, show_everything_once

FEWEST = 8
"""Fewer rows show no growth."""


def main(asked: list[str]) -> int:
    """Play; the status says whether it was flat."""
    if len(asked) != 1 or not asked[0].isdecimal() or int(asked[0]) < FEWEST:
        print(f"usage: make soak N=2000 [SEED=7]; at least {FEWEST} sessions", file=sys.stderr)
        return 2
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    print(f"{asked[0]} sessions with SEED={seed}", flush=True)
    forbid_core_dumps()
    begun = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        course = begin(stack, folder, seed, lambda line: print(line, flush=True))
        show_everything_once(course.machine)
        course.play(int(asked[0]))
        findings = course.findings()
    print(f"{course.played} sessions took {(time.monotonic() - begun) / 60:.1f} min")
    print("\n".join(findings) if findings else "flat")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
