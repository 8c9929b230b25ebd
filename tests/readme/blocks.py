"""The blocks of the documentation that are made: each stands between its two markers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.readme.audit import table_of_events
from tests.readme.diagram import diagram
from tests.readme.failures import table_of_failures
from tests.readme.plan import one_database, plan_on_paper

README = Path(__file__).parents[2] / "README.md"
DEPLOY = README.parent / "resources" / "deploy"
AUDIT, DISTRIBUTED = DEPLOY / "audit.md", DEPLOY / "distributed.md"

BLOCKS: dict[Path, dict[str, Callable[[], str]]] = {
    README: {"plan": plan_on_paper, "failures": table_of_failures, "diagram": diagram},
    AUDIT: {"audit": table_of_events},
    DISTRIBUTED: {"one-database": one_database},
}
"""What stands in which file."""


def with_blocks(text: str, file: Path = README) -> str:
    """Return a file's text with each block as the program is now; ValueError when a marker is missing."""
    for name, make in BLOCKS[file].items():
        begin, end = rf"<!-- {name}: [^\n]*-->\n", f"<!-- /{name} -->"
        parts = re.fullmatch(rf"(.*{begin}).*({end}.*)", text, re.DOTALL)
        if parts is None:
            raise ValueError(f"{file.name} has no markers of the block {name}")
        text = f"{parts[1]}\n{make()}\n\n{parts[2]}"
    return text
