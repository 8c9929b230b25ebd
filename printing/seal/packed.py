"""The canonical form <-> bytes: column by column, each value as its difference from what was to be expected.

Same form, same bytes. Reading checks every bound: damaged bytes raise Damaged and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from kiosk.insurance import Insurance
from kiosk.period import MONTHS_A_YEAR, Month, Period, Year
from printing.memo import Memo
from printing.seal.blocks import BLOCKS, HEAD
from printing.seal.columns import IN_TEXTS, Column, Guess, Kind
from printing.seal.form import Block, Cells, Form, Value
from printing.seal.guesses import FIRST_DAY, ROUNDINGS, YEAR_MARK, Atom, Atoms, Known, guesser
from printing.seal.packing import SMALLEST, Damaged, Packer, Unpacker, unzigzag, zigzag

VERSION = 3
"""Of the canonical form; the check string is a hash of these bytes, so it changes with them."""

MOST_BYTES = 1 << 20
"""A packed form: 1,800 rows take 800 bytes, so that more than this is no list."""
MOST_ROWS = 20_000
"""Rows of one block that are read: a damaged count must not fill the memory."""
MOST_TEXTS = 20_000

_EPOCH = datetime(2000, 1, 1)

_AS_EXPECTED, _NOT_KNOWN, _SURPRISE = 0, 1, 2
"""Codes of a value: as expected; None; from here on the difference from what was expected."""

_TRIED = 60
"""Rows on which each way of rounding is tried."""


def pack(form: Form) -> bytes:
    """Write a form."""
    texts: dict[str, int] = {}
    body = Packer()
    body.number(len(form.blocks))
    for block in form.blocks:
        _pack_block(body, block, texts)
    head = Packer()
    head.number(VERSION)
    head.number(len(texts))
    for text in texts:
        head.text(text)
    return bytes(head.bytes + body.bytes)


def is_readable(form: Form, packed: bytes) -> bool:
    """Whether `unpack` takes it: it refuses what is larger than any list."""
    return len(packed) <= MOST_BYTES and all(len(block.rows) <= MOST_ROWS for block in form)


def unpack(data: bytes) -> Form:
    """Read a form. Raises Damaged."""
    source = Unpacker(data)
    if source.number() != VERSION:
        raise Damaged("a version of the form that this program does not know")
    count = source.number()
    if count > MOST_TEXTS:
        raise Damaged("too many texts")
    texts = [source.text() for _ in range(count)]
    try:
        blocks = tuple(_unpack_block(source, texts) for _ in range(min(source.number(), len(BLOCKS))))
    except (ValueError, OverflowError, IndexError, KeyError):
        raise Damaged("a value that cannot be") from None
    source.end()
    if not blocks or blocks[0].kind is not HEAD or len(blocks[0].rows) != 1:
        raise Damaged("no head")
    return Form(blocks)


def _pack_block(target: Packer, block: Block, texts: dict[str, int]) -> None:
    target.number(block.kind.number)
    target.number(len(block.rows))
    known = Known()
    body, runs = Packer(), 0
    for place, column in enumerate(block.kind.columns):
        known.columns[column.name] = _atoms([row[place] for row in block.rows], column.kind, texts)
        rounding, codes = _codes(column, known)
        if column.guess is Guess.RATE:
            body.number(rounding)
        run = _runs(codes)
        # Plain takes a byte a row at least, so that short runs need not be compared.
        plain = _plain(codes) if len(run) >= len(codes) else None
        in_runs = plain is None or len(run) < len(plain)
        runs |= in_runs << place
        body.bytes += run if plain is None or in_runs else plain
    target.number(runs)
    target.bytes += body.bytes


def _codes(column: Column, known: Known) -> tuple[int, list[int]]:
    """The column's codes and, for shares of a base, the way of rounding that leaves the fewest surprises."""
    rounding = 0
    if column.guess is Guess.RATE:
        # The first rows tell: an agency rounds all of them alike.
        misses = [len(list(filter(None, _coded(column, known, each, _TRIED)))) for each in range(len(ROUNDINGS))]
        rounding = misses.index(min(misses))
    return rounding, _coded(column, known, rounding)


def _coded(column: Column, known: Known, rounding: int, most: int | None = None) -> list[int]:
    guess = guesser(column.guess, known, ROUNDINGS[rounding])
    atoms = known.columns[column.name]
    codes = []
    for row, atom in enumerate(atoms[:most]):
        expected = guess(row, atoms)
        if atom == expected:
            codes.append(_AS_EXPECTED)
        elif atom is None:
            codes.append(_NOT_KNOWN)
        else:
            codes.append(_SURPRISE + zigzag(atom - (expected or 0)))
    return codes


def _plain(codes: Sequence[int]) -> bytearray:
    if max(codes) <= SMALLEST:
        return bytearray(codes)
    packer = Packer()
    for code in codes:
        packer.number(code)
    return packer.bytes


def _runs(codes: Sequence[int]) -> bytearray:
    packer = Packer()
    for code, group in groupby(codes):
        packer.number(code)
        packer.number(sum(1 for _ in group))
    return packer.bytes


def _unpack_block(source: Unpacker, texts: Sequence[str]) -> Block:
    kind = BLOCKS[source.number()]
    count = source.number()
    if count > MOST_ROWS:
        raise Damaged("too many rows")
    runs = source.number()
    known = Known()
    columns: list[list[Value]] = []
    for place, column in enumerate(kind.columns):
        rounding = ROUNDINGS[source.number()] if column.guess is Guess.RATE else 0
        codes = _read_runs(source, count) if runs >> place & 1 else [source.number() for _ in range(count)]
        atoms: list[Atom] = []
        guess = guesser(column.guess, known, rounding)
        for row, code in enumerate(codes):
            atoms.append(_decoded(code, guess(row, atoms)))
        known.columns[column.name] = atoms
        columns.append([_value(atom, column.kind, texts) for atom in atoms])
    return Block(kind, tuple(_rows(columns)))


def _rows(columns: list[list[Value]]) -> list[Cells]:
    return list(zip(*columns, strict=True))


def _decoded(code: int, expected: Atom) -> Atom:
    if code == _AS_EXPECTED:
        return expected
    if code == _NOT_KNOWN:
        return None
    return (expected or 0) + unzigzag(code - _SURPRISE)


def _read_runs(source: Unpacker, count: int) -> list[int]:
    codes: list[int] = []
    while len(codes) < count:
        code, run = source.number(), source.number()
        if not 0 < run <= count - len(codes):
            raise Damaged("a run that is too long")
        codes += [code] * run
    return codes


def _atoms(values: Sequence[Any], kind: Kind, texts: dict[str, int]) -> Atoms:
    """A column's values as whole numbers."""
    if kind in IN_TEXTS:
        return [None if value is None else texts.setdefault(value, len(texts)) for value in values]
    convert = _CONVERSIONS.get(kind)
    if convert is None:
        return values
    known = Memo(convert)
    return [None if value is None else known[value] for value in values]


def _number_of(period: Period) -> int:
    """A period as the months since the year 0, twice, and one more for a whole year."""
    months = 2 * (period.first_month.year * MONTHS_A_YEAR + period.first_month.month - 1)
    return months + YEAR_MARK if isinstance(period, Year) else months


_CONVERSIONS: dict[Kind, Callable[[Any], int]] = {
    Kind.INSURANCE: lambda insurance: int(insurance.value),
    Kind.PERIOD: _number_of,
    Kind.DAY: lambda day: day.toordinal() - FIRST_DAY,
    Kind.MOMENT: lambda moment: (moment - _EPOCH) // timedelta(seconds=1),
}


def _value(atom: Atom, kind: Kind, texts: Sequence[str]) -> Value:
    """The value behind a whole number. Raises ValueError, OverflowError, IndexError."""
    if atom is None:
        return None
    if kind in IN_TEXTS:
        if atom < 0:
            raise IndexError
        return texts[atom]
    match kind:
        case Kind.INSURANCE:
            return Insurance(str(atom))
        case Kind.PERIOD:
            months, is_year = divmod(atom, 2)
            year, month = divmod(months, MONTHS_A_YEAR)
            return Year(year) if is_year else Month(year, month + 1)
        case Kind.DAY:
            return date.fromordinal(atom + FIRST_DAY)
        case Kind.MOMENT:
            return _EPOCH + timedelta(seconds=atom)
        case _:
            return atom
