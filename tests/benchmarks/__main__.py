"""`make bench`: prints one line a measure and writes build/bench.json; an argument runs one part only."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

PARTS = (
    "start",
    "card",
    "accidents",
    "account",
    "fleet",
    "login",
    "intake",
    "paper",
    "seal",
    "screen",
    "audit",
    "journey",
)

BENCH_FILE = Path("build/bench.json")


def main(only: list[str]) -> int:
    """Run the parts asked for (default: all)."""
    unknown = [part for part in only if part not in PARTS]
    if unknown:
        print(f"There is no part {unknown[0]}; there are: {', '.join(PARTS)}.", file=sys.stderr)
        return 1
    results = []
    for part in only or PARTS:
        for measure in importlib.import_module(f"tests.benchmarks.{part}").measures():
            print(measure.line(), flush=True)
            results.append({**asdict(measure), "ratio": measure.ratio})
    BENCH_FILE.parent.mkdir(exist_ok=True)
    BENCH_FILE.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
