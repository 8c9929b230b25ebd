"""The table of failures: the code on the screen, what the person reads, why it is so, what staff can do."""

from __future__ import annotations

from kiosk.errors import FAILURES
from kiosk.words import words_of


def table_of_failures() -> str:
    """Make the table, in the order of the code."""
    chinese = words_of("zh_CN")
    heads = ("code", "the person reads", "cause", "staff can do")
    rows = [(each.code, chinese(each.message), each.cause, each.remedy) for each in FAILURES]
    return "\n".join(map(_line, [heads, ("---",) * len(heads), *rows]))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
