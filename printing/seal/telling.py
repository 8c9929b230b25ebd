"""A rebuilt form in readable words: the head line by line, then each block as a table of aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.account.cases import PeriodCase, Why, explain
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Standing, Unit
from kiosk.period import Month, Year
from kiosk.terms import STANDING, STATUS, kind_words, sex_words
from kiosk.words import N_, Words
from printing.seal.blocks import HEAD, PAPERS, ROWS, UNITS, YEARS
from printing.seal.columns import BlockKind, Column, Kind, Shown
from printing.seal.form import Block, Cells, Form, Value
from printing.seal.reasons import note_words
from printing.seal.shortening import yearly_totals

NOTHING = "/"
"""An empty cell, as on the paper."""

AUTHORITIES = {"hr": N_("human resources and social security"), "medical": N_("medical security")}
"""Whose data; catalogue messages by kiosk.insurance.Authority."""

_GAP = "  "
_FIGURES = (Kind.MONEY, Kind.COUNT)
_WIDE = "WF"
"""East Asian widths that take two places on a terminal."""


@dataclass(frozen=True, slots=True)
class Table:
    """One block in words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    figures: tuple[bool, ...]
    """Which columns are right-aligned."""


def told(form: Form, words: Words) -> Iterator[str]:
    """The whole paper, line by line."""
    yield from (f"{heading}: {text}" for heading, text in head_of(form, words))
    for table in tables_of(form, words):
        yield ""
        yield table.title
        yield from _aligned(table)


def head_of(form: Form, words: Words) -> Iterator[tuple[str, str]]:
    """What the paper says of itself: headings and texts."""
    for place, column in enumerate(HEAD.columns):
        value = form.blocks[0].rows[0][place]
        if column.shown is Shown.ALWAYS or value:
            text = number_of(form) if column.name == "number" else cell(form.blocks[0], 0, place, form, words)
            yield words(column.heading), text


def tables_of(form: Form, words: Words) -> Iterator[Table]:
    """Each block after the head; after the payments their totals by year."""
    for block in form.blocks[1:]:
        yield _table(block, form, words)
        if block.kind is ROWS:
            yield _table(Block(YEARS, tuple(yearly_totals(block.rows))), form, words)


def _table(block: Block, form: Form, words: Words) -> Table:
    places = [place for place, column in enumerate(block.kind.columns) if _is_shown(column, block, place)]
    return Table(
        words(block.kind.title),
        tuple(words(block.kind.columns[place].heading) for place in places),
        tuple(tuple(cell(block, row, place, form, words) for place in places) for row in range(len(block.rows))),
        tuple(block.kind.columns[place].kind in _FIGURES for place in places),
    )


def _aligned(table: Table) -> Iterator[str]:
    lines = (table.headings, *table.rows)
    widths = [max(map(_width, texts)) for texts in zip(*lines, strict=True)]
    for line in lines:
        yield _GAP.join(map(_padded, line, widths, table.figures)).rstrip()


def number_of(form: Form) -> str:
    """The paper's number; the usual one is not sealed, for it says what kiosk and time say."""
    number, printed = form.head("number"), form.head("printed_at")
    if number is None and isinstance(printed, datetime):
        return f"{form.head('kiosk')}-{printed:%Y%m%d-%H%M%S}"
    return str(number or NOTHING)


def _is_shown(column: Column, block: Block, place: int) -> bool:
    if column.shown is Shown.IF_ANY:
        return any(row[place] for row in block.rows)
    return column.shown is Shown.ALWAYS


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)


def _padded(text: str, width: int, figures: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if figures else text + room


def cell(block: Block, row: int, place: int, form: Form, words: Words) -> str:
    """One cell in words."""
    column, value = block.kind.columns[place], block.rows[row][place]
    match column.kind:
        case Kind.UNIT:
            return unit_words(form, value, words)
        case Kind.CASE:
            return case_words(block.kind, block.rows[row], form, words)
        case _:
            return NOTHING if value is None or value == "" else _worded(column.kind, value, words)


def _worded(kind: Kind, value: Value, words: Words) -> str:
    match kind, value:
        case Kind.MONEY, int():
            return words.money(value)
        case Kind.INSURANCE, Insurance():
            return words(value.rule.name)
        case Kind.MOMENT, datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case Kind.FLAG, _:
            return words("yes") if value else words("no")
    return coded(kind, str(value), words)


def coded(kind: Kind, code: str, words: Words) -> str:
    """A code in words; one that this program does not know is shown as it is."""
    match kind:
        case Kind.PAPER:
            return words(PAPERS.get(code, "")) or code
        case Kind.SEX:
            return sex_words(words, code)
        case Kind.STANDING:
            return next((words(STANDING[each]) for each in Standing if each.value == code), code)
        case Kind.STATUS:
            return next((words(STATUS[each]) for each in ArrivalStatus if each.value == code), code)
        case Kind.DUE_KIND:
            return kind_words(words, code)
        case Kind.AUTHORITY:
            return words(AUTHORITIES.get(code, "")) or code
        case Kind.NOTE:
            return note_words(code, words)
        case _:
            return code


def unit_of(form: Form, value: Value) -> Unit | None:
    """The unit of a row; None for who pays alone, or a place that the code does not have."""
    units = form.rows(UNITS)
    if not isinstance(value, int) or not 0 < value <= len(units):
        return None
    code, name = units[value - 1]
    return Unit(str(code or ""), str(name or ""))


def unit_words(form: Form, value: Value, words: Words) -> str:
    """Number and name of a unit."""
    unit = unit_of(form, value)
    return f"{unit.code} {unit.name}".strip() if unit else words("pays alone")


def case_words(kind: BlockKind, row: Cells, form: Form, words: Words) -> str:
    """Why a month is empty or looks wrong: the sentence with its evidence, as screen and paper have it."""
    name = str(row[kind.place("reason")])
    why = Why.__members__.get(name)
    if why is None:
        return note_words(name, words) or NOTHING
    return explain(words, _case(why, kind, row, form)).reason


def _case(why: Why, kind: BlockKind, row: Cells, form: Form) -> PeriodCase:
    def of(name: str) -> Value:
        return row[kind.place(name)]

    insurance, period, since, until, day = of("insurance"), of("period"), of("since"), of("until"), of("day")
    assert isinstance(insurance, Insurance) and isinstance(period, Month | Year)  # noqa: S101 - as unpacked
    unit = unit_of(form, of("unit"))
    return PeriodCase(
        insurance,
        period,
        why,
        units=(unit,) if unit else (),
        next_unit=unit_of(form, of("next_unit")),
        since=since if isinstance(since, Month | Year) else None,
        until=until if isinstance(until, Month | Year) else None,
        day=day,  # type: ignore[arg-type]
        months=of("months") or 0,  # type: ignore[arg-type]
        kind=str(of("kind") or ""),
        agency=str(of("agency") or ""),
    )
