"""What an event of the audit trail is declared to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """An event that may be written down; whatever is not declared is a fault of the program."""

    name: str
    """Stable; stands in every line."""
    meaning: str
    """One sentence: what happened. A catalogue message."""
    code: str = ""
    """What stands in the line's code; empty: nothing does."""


FAILURE = "the failure's code, where there was one"
COUNT = "how many"
