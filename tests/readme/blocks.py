"""The blocks of the README that are made: each stands between its two markers."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme.audit import table_of_events
from tests.readme.diagram import diagram
from tests.readme.failures import table_of_failures

README = Path(__file__).parents[2] / "README.md"

BLOCKS = {"failures": table_of_failures, "audit": table_of_events, "diagram": diagram}


def with_blocks(text: str) -> str:
    """Return the README with each block as the program is now; ValueError when a marker is missing."""
    for name, make in BLOCKS.items():
        begin, end = rf"<!-- {name}: [^\n]*-->\n", f"<!-- /{name} -->"
        parts = re.fullmatch(rf"(.*{begin}).*({end}.*)", text, re.DOTALL)
        if parts is None:
            raise ValueError(f"the README has no markers of the block {name}")
        text = f"{parts[1]}\n{make()}\n\n{parts[2]}"
    return text
