"""Whatever the text and wherever its blocks are cut: the cells are those of Python's csv reader, line for line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from kiosk.errors import Refused
from kiosk.intake import csv_text, encoding
from kiosk.intake.csv_text import CsvText
from kiosk.intake.encoding import GB18030, Utf8Stream

CELL = some.sampled_from(["", "1", "a b", "王", '"x"', '"x,y"', '"x\ny"', '"x""y"', '"', "x\ry"])
LINE = some.lists(CELL, min_size=1, max_size=4).map(",".join)
TEXT = some.tuples(some.lists(LINE, max_size=8), some.sampled_from(["\n", "\r\n", "\r"]), some.booleans()).map(
    lambda drawn: drawn[1].join(["a,b", *drawn[0]]) + (drawn[1] if drawn[2] else "")
)


class Cut(Utf8Stream):
    """A text that comes in pieces."""

    def __init__(self, text: str, length: int) -> None:
        super().__init__(io.BytesIO(), "data.csv", "utf-8", b"")
        self._pieces = iter([text[at : at + length] for at in range(0, len(text), length)])

    def next_text(self) -> str:
        """Return the next piece."""
        return next(self._pieces, "")


def read(text: str, length: int) -> list[tuple[int, list[str]]] | None:
    """Return the rows behind the header and the line each ends on; None when the file is refused."""
    csv_source = CsvText(Cut(text, length), ",", '"')
    rows: list[tuple[int, list[str]]] = []
    try:
        width = len(csv_source.header())
        for cells in csv_source.blocks(width):
            columns = [cells.column(place) for place in range(width)]
            rows += zip(cells.numbers, map(list, zip(*columns, strict=True)), strict=True)
    except Refused:
        return None
    return rows


def read_plainly(text: str) -> list[tuple[int, list[str]]] | None:
    """Do the same by the csv reader alone."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        for row in reader:
            if row:
                rows.append((reader.line_num, row))
    except csv.Error:
        return None
    return None if any(len(row) != len(rows[0][1]) for _, row in rows) else rows[1:]


def cells_of(rows: list[tuple[int, list[str]]] | None) -> list[list[str]] | None:
    """Leave out the line numbers."""
    return None if rows is None else [row for _, row in rows]


@given(TEXT, some.integers(1, 40))
@example("a,b\n1\n1,2,3\n", 40)
@example("a,b\n1,2,3\n1\n", 40)
@example("a,b\n\n1,2\n", 40)
def test_cells_are_those_of_the_csv_reader(text: str, length: int) -> None:
    expected = read_plainly(text)
    if "\r" in text.replace("\r\n", "\n"):
        # A quoted line break of another kind than the file's counts for one line or two; only the cells matter then.
        assert cells_of(read(text, length)) == cells_of(expected)
    else:
        assert read(text, length) == expected


def test_a_line_that_does_not_end_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "LONGEST_LINE", 100)
    assert read("a,b\n" + "x" * 90 + ",\n", 30) is not None
    assert read("a,b\n" + "x" * 200 + ",\n", 30) is None


@given(
    names=some.lists(some.text(alphabet="王\U00020bb7丂a,", min_size=1), min_size=1, max_size=6),
    block=some.integers(1, 30),
    end=some.sampled_from(["", "\n"]),
)
def test_what_is_left_comes_as_it_is_wherever_blocks_are_cut(names: list[str], block: int, end: str) -> None:
    file = ("编号,名\n" + "\n".join(names) + end).encode(GB18030)
    first, rest = file[:block], file[block:]
    with pytest.MonkeyPatch.context() as patched, Utf8Stream(io.BytesIO(rest), "data.csv", GB18030, first) as stream:
        patched.setattr(encoding, "BLOCK", block)
        text = CsvText(stream, ",", '"')
        assert text.header() == ["编号", "名"]
        lines = list(text.rest_encoded(as_is=True))
        assert b"".join(lines) == "".join(f"{name}\n" for name in names).encode(GB18030)
        assert all(some_lines.endswith(b"\n") for some_lines in lines)
        assert stream.bytes_read == len(file)
