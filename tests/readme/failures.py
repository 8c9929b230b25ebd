"""The table of failures: the code on the screen, what the person reads, why it is so, what staff can do."""

from __future__ import annotations

from kiosk.errors import FAILURES, Failure
from kiosk.words import words_of
from printing.conditions import EVERY_CONDITION


def every_failure() -> list[Failure]:
    """All that stand in the kiosk's table, and after those of the same code what printers say of themselves."""
    told = list(dict.fromkeys((*FAILURES, *(condition.told for condition in EVERY_CONDITION))))
    letters = list(dict.fromkeys(failure.code[0] for failure in FAILURES))
    return sorted(told, key=lambda failure: (letters.index(failure.code[0]), failure.code))


def table_of_failures() -> str:
    """Make the table, in the order of the code."""
    chinese = words_of("zh_CN")
    heads = ("code", "the person reads", "cause", "staff can do")
    rows = [(each.code, chinese(each.message), each.cause, each.remedy) for each in every_failure()]
    return "\n".join(map(_line, [heads, ("---",) * len(heads), *rows]))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
