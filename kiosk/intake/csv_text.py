"""Cuts the text of a CSV file into cells, a block of lines at a time.

Nearly no source quotes anything, and then a line is its cells with the delimiter between: a block is split at every
delimiter in one step, which takes a third of the time of Python's csv reader. From the first block on that is not as
even as that (a quote, a blank line, a line with more or fewer cells, a lone carriage return) the csv reader reads the
rest of the file, so that every file means what the csv reader says it means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NoReturn

from kiosk.errors import Refused
from kiosk.intake.batch import ROWS
from kiosk.intake.encoding import Utf8Stream

LONGEST_LINE = 1 << 20
"""Characters without a line's end: a thousand times what a line has; more is no CSV but an attack or damage."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of some lines, one after another, and the line each row ends on."""

    flat: list[str]
    stride: int
    numbers: Sequence[int]

    def column(self, place: int) -> list[str]:
        """Return one column."""
        return self.flat[place : len(self.numbers) * self.stride : self.stride]

    def rows(self, first: int, end: int) -> Cells:
        """Return some of the rows."""
        return Cells(self.flat[first * self.stride : end * self.stride], self.stride, self.numbers[first:end])


class CsvText:
    """One CSV file: `header` once, then `blocks` once."""

    def __init__(self, stream: Utf8Stream, delimiter: str, quote: str) -> None:
        self._stream, self._delimiter, self._quote = stream, delimiter, quote
        self._ahead = self._unended = ""
        self._lines = 0

    def header(self) -> list[str]:
        """Return the first line that is not blank, without the blanks around its cells. Raises Refused."""
        lines = io.StringIO(self._whole_lines(), newline="")
        rows = self._reader(lines)
        try:
            cells = next(filter(None, rows), [""])
        except csv.Error as error:
            self._refuse(rows.line_num, error)
        self._lines, self._ahead = rows.line_num, lines.read()
        return [cell.strip() for cell in cells]

    def rest(self) -> Iterator[str]:
        """Yield the text behind the header, some whole lines at a time. Raises Refused."""
        while lines := self._ahead or self._whole_lines():
            self._ahead = ""
            yield lines

    def rest_encoded(self, *, as_is: bool = False) -> Iterator[bytes]:
        """Yield the same in UTF-8, which costs less; lines end by line feeds. Raises Refused.

        `as_is`: in the file's own encoding, which costs still less; what does not belong to it is not noticed.
        """
        encoding = self._stream.encoding if as_is else "utf-8"
        if self._ahead:
            yield self._ahead.encode(encoding)
        unended, self._ahead, self._unended = self._unended.encode(encoding), "", ""
        for more in self._stream.rest_as_is() if as_is else iter(self._stream.next_block, b""):
            unended += more
            if end := unended.rfind(b"\n") + 1:
                yield unended[:end]
                unended = unended[end:]
            elif len(unended) > LONGEST_LINE:
                raise Refused(f"{self._stream.name} has a line that does not end; nothing was imported.")
        if unended:
            yield unended + b"\n"

    def blocks(self, width: int) -> Iterator[Cells]:
        """Yield the rows behind the header, each of so many cells. Raises Refused."""
        for lines in self.rest():
            if cells := self._split(lines, width):
                yield cells
            else:
                yield from self._read(lines, width)

    def _whole_lines(self) -> str:
        """Return some more of the text, up to the end of a line; empty at its end."""
        text = self._unended
        while more := self._stream.next_text():
            text += more
            # A file without line feeds may end its lines as computers did long ago; the last one may be half a pair.
            end = text.rfind("\n") + 1 or text.rfind("\r", 0, -1) + 1
            if end:
                self._unended = text[end:]
                return text[:end]
            if len(text) > LONGEST_LINE:
                raise Refused(f"{self._stream.name} has a line that does not end; nothing was imported.")
        self._unended = ""
        return text if not text or text.endswith(("\n", "\r")) else text + "\n"

    def _split(self, lines: str, width: int) -> Cells | None:
        """Split even lines; None when they are not."""
        if "\r" in lines:
            lines = lines.replace("\r\n", "\n")
        if self._quote in lines or "\r" in lines:
            return None
        delimiter, count = self._delimiter, lines.count("\n")
        flat = lines.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
        # Every line's end stands as a cell of its own; the lines are even when these stand at even distances.
        if flat[width :: width + 1].count("\n") != count or len(flat) != count * (width + 1) + 1:
            return None
        before = self._lines
        self._lines += count
        return Cells(flat, width + 1, range(before + 1, before + count + 1))

    def _read(self, lines: str, width: int) -> Iterator[Cells]:
        """Read these and all further lines by the csv reader."""
        texts = chain((lines,), iter(self._whole_lines, ""))
        rows = self._reader(chain.from_iterable(io.StringIO(text, newline="") for text in texts))
        before = 0
        try:
            while block := list(islice(rows, ROWS)):
                numbers = _line_numbers(block, self._lines + before, self._lines + rows.line_num)
                before = rows.line_num
                if set(map(len, block)) != {width}:
                    block, numbers = self._without_blank_lines(block, numbers, width)
                yield Cells(list(chain.from_iterable(block)), width, numbers)
        except csv.Error as error:
            self._refuse(self._lines + rows.line_num, error)

    def _reader(self, lines: Iterable[str]) -> Any:
        return csv.reader(lines, delimiter=self._delimiter, quotechar=self._quote, strict=True)

    def _refuse(self, line: int, error: csv.Error) -> NoReturn:
        raise Refused(f"{self._stream.name}, line {line} is not CSV: {error}; nothing was imported.") from None

    def _without_blank_lines(
        self, block: list[list[str]], numbers: Sequence[int], width: int
    ) -> tuple[list[list[str]], Sequence[int]]:
        kept = [(row, number) for row, number in zip(block, numbers, strict=True) if row]
        for row, number in kept:
            if len(row) != width:
                raise Refused(
                    f"{self._stream.name}, line {number} has {len(row)} columns and the header {width}: "
                    "is the file cut off? Nothing was imported."
                )
        return [row for row, _ in kept], [number for _, number in kept]


def _line_numbers(block: list[list[str]], before: int, after: int) -> Sequence[int]:
    """Return the line each row ends on; cells with line breaks are rare, so mostly a range."""
    if after - before == len(block):
        return range(before + 1, after + 1)
    numbers, line = [], before
    for row in block:
        line += 1 + sum(cell.count("\n") for cell in row)
        numbers.append(line)
    return numbers
