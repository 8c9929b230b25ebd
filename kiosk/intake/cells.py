"""Reads single cells: money, months, days, rates, counts, numbers. Each text is read once and remembered.

A whole column is read by `Cells.column`: a mapping at the speed of C, because most texts of a column have been seen
before. What cannot be read becomes None and is remembered as unreadable, so that the caller can name its lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import filterfalse
from typing import TypeVar

Value = TypeVar("Value")

MOST_REMEMBERED = 50_000
"""How many texts one reader remembers before it begins anew: some megabytes."""

WORTH_READING_TOGETHER = 32
"""New amounts in a column, for the next to be looked through for such beforehand: reading fewer costs less."""

_MONEY = re.compile(r"(-?)([0-9]{0,14})(?:\.([0-9]{1,2})0*)?", re.ASCII)
"""D16.2: yuan with at most two decimals that say something. Oracle writes 0.5 as `.5`."""
_EVEN_MONEY = re.compile(r"(?:[0-9]{1,14}+\.[0-9]{2}\n)*+", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})(?:-?([0-9]{2}))?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_RATE = re.compile(r"([0-9]{0,3})(?:\.([0-9]{1,6})0*)?(%?)", re.ASCII)
_COUNT = re.compile(r"-?[0-9]{1,6}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)

RATE_ONE = 1_000_000
"""Rates are whole millionths: 0.16 is 160000."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def read_money(text: str) -> int:
    """Read yuan as fen, exactly, by whole numbers alone. Raises ValueError, also for 1.005."""
    found = _MONEY.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise ValueError("not an amount")
    fen = int(found[2] or "0") * 100 + int(((found[3] or "") + "00")[:2])
    return -fen if found[1] else fen


def read_month(text: str) -> int:
    """Read 202610, 2026-10 or 20261001 as 202610. Raises ValueError."""
    found = _MONTH.fullmatch(text)
    if not found or not (1 <= int(found[2]) <= 12 and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR):
        raise ValueError("not a month")
    if found[3]:
        date(int(found[1]), int(found[2]), int(found[3]) or 1)
    return int(found[1]) * 100 + int(found[2])


def read_year(text: str) -> int:
    """Read 2026. Raises ValueError."""
    if not _YEAR.fullmatch(text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise ValueError("not a year")
    return int(text)


def read_day(text: str) -> str:
    """Read 20261020, 2026-10-20 or 2026/10/20 as 2026-10-20. Raises ValueError, also for a day there is not."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError("not a day")
    return date(int(found[1]), int(found[3]), int(found[4])).isoformat()


def read_period(text: str) -> int:
    """Read a month, or a year as 202600. Raises ValueError."""
    return int(text) * 100 if _YEAR.fullmatch(text) and read_year(text) else read_month(text)


def read_rate(text: str) -> int:
    """Read 0.08, .08 or 8% as millionths. Raises ValueError."""
    found = _RATE.fullmatch(text)
    if not found or not (found[1] or found[2]):
        raise ValueError("not a rate")
    millionths = int(found[1] or "0") * RATE_ONE + int(((found[2] or "") + "000000")[:6])
    return millionths // 100 if found[3] else millionths


def read_count(text: str) -> int:
    """Read a whole number. Raises ValueError."""
    if not _COUNT.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def read_even_money(texts: Collection[str]) -> list[int] | None:
    """Read many amounts as fen in one step; None when one is not written as 123.45 is."""
    lines = "\n".join(texts) + "\n"
    if not _EVEN_MONEY.fullmatch(lines):
        return None
    fen = list(map(int, lines.replace(".", "").split()))
    return fen if len(fen) == len(texts) else None


class Cells(dict[str, Value | None]):
    """One reader and what it has read: empty cells are `empty`, unreadable ones None and in `unreadable`."""

    def __init__(self, read: Callable[[str], Value], empty: Value | None = None) -> None:
        super().__init__()
        self.unreadable: set[str] = set()
        self._read, self._empty = read, empty

    def __missing__(self, text: str) -> Value | None:
        stripped = text.strip()
        value = self._empty
        if stripped:
            try:
                value = self._read(stripped)
            except ValueError:
                value = None
                self.unreadable.add(text)
        self[text] = value
        return value

    def column(self, texts: Sequence[str]) -> list[Value | None]:
        """Read a column."""
        if len(self) > MOST_REMEMBERED:
            self.clear()
            self.unreadable.clear()
        return list(map(self.__getitem__, texts))

    def unread(self, texts: Sequence[str]) -> list[int]:
        """Return the places in a column that could not be read; nearly always none, at no cost."""
        if not self.unreadable:
            return []
        return [place for place, text in enumerate(texts) if text in self.unreadable]


class Money(Cells[int]):
    """Amounts in fen. In some files they hardly repeat; then those not met before are read together."""

    def __init__(self) -> None:
        super().__init__(read_money)
        self._many_new = False

    def column(self, texts: Sequence[str]) -> list[int | None]:
        """Read a column."""
        if len(self) > MOST_REMEMBERED:
            self.clear()
        before = len(self)
        if self._many_new:
            fresh = list(filterfalse(self.__contains__, set(texts)))
            if fresh and (amounts := read_even_money(fresh)) is not None:
                self.update(zip(fresh, amounts, strict=True))
        read = super().column(texts)
        self._many_new = len(self) - before >= WORTH_READING_TOGETHER
        return read


class Codes(Cells[str]):
    """Codes and the kiosk's words for them; a code without one stays as it is and counts as unreadable."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(str, "")
        self._words = words

    def __missing__(self, text: str) -> str:
        code = text.strip()
        value = self._words.get(code, code)
        if code and code not in self._words:
            self.unreadable.add(text)
        self[text] = value
        return value


def stripped(texts: Iterable[str]) -> list[str]:
    """Return a column without the blanks around its texts; nothing else of a name is ever changed."""
    return list(map(str.strip, texts))
