"""The sealer: whole lists in small symbols, the rest by totals and fingerprint; and never with a key not valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from printing.check_string import check_string
from printing.seal.blocks import ROWS, YEARS
from printing.seal.code import Code, Unsigned
from printing.seal.forming import form_of
from printing.seal.key_file import demo_key, new_key
from printing.seal.payload import open_payload
from printing.seal.qr import MODULE_MM, MOST_CHARACTERS, REGULAR_MM, symbol_of
from printing.seal.records import TrustedKeys
from printing.seal.sealer import KeySealer
from printing.seal.shortening import rows_digest
from tests.printing.lists import payment_list, section
from tests.printing.seal.lists import endless_list, irregular_list

KEY = new_key("demo-01", date(2026, 11, 1), 1)
SEALER = KeySealer(KEY)


def code_of(months: int) -> Code:
    code = SEALER.code(payment_list(months))
    assert isinstance(code, Code)
    return code


@pytest.mark.parametrize("months", [1, 12, 36, 360])
def test_regular_lists_take_thirty_millimetres(months: int) -> None:
    code = code_of(months)
    assert code.whole
    assert not code.demo
    assert code.side_mm / len(code.modules) >= MODULE_MM
    assert REGULAR_MM <= code.side_mm <= 31
    assert code.quiet_mm == pytest.approx(4 * code.side_mm / len(code.modules))
    assert code.check == check_string(payment_list(months))


def test_thirty_irregular_years_fit_whole() -> None:
    code = SEALER.code(irregular_list())
    assert isinstance(code, Code)
    assert code.whole
    assert code.side_mm <= 55


def test_what_does_not_fit_is_told_by_totals_and_a_fingerprint() -> None:
    content = endless_list()
    code = SEALER.code(content)
    assert isinstance(code, Code)
    assert not code.whole
    form = open_payload(code.payload, TrustedKeys([KEY.record])).form
    assert not form.rows(ROWS)
    assert not form.whole
    expected = [
        (s.insurance, year.year, len(year.rows), year.subtotal.unit_paid, year.subtotal.person_paid)
        for s in content.sections
        for year in s.years
    ]
    assert [(row[0], getattr(row[1], "year", None), *row[2:]) for row in form.rows(YEARS)] == expected
    assert rows_digest(form_of(content)) in str(form.blocks[-1].rows)


def test_the_fingerprint_counts_every_figure() -> None:
    made = payment_list(3)
    (first, *rest), others = made.sections[0].years[0].rows, made.sections[1:]
    for change in ({"base": 1}, {"unit_paid": 1}, {"person_paid": 1}, {"total": 1}, {"arrived": None}, {"unit": None}):
        other = section(made.sections[0].insurance, [replace(first, **change), *rest])
        assert rows_digest(form_of(replace(made, sections=(other, *others)))) != rows_digest(form_of(made))


def test_a_list_of_any_length_has_a_code() -> None:
    long = replace(endless_list(), place="\u793a" * 4000, agency="\u8303" * 4000)
    code = SEALER.code(long)
    assert isinstance(code, Code)
    assert len(code.payload) <= MOST_CHARACTERS


def test_a_key_signs_from_its_first_to_its_last_day() -> None:
    def at(day: int, month: int) -> Code | Unsigned:
        return SEALER.code(replace(payment_list(1), printed_at=datetime(2026, month, day, 23, 59)))

    assert at(31, 10) is Unsigned.NOT_YET_VALID
    assert isinstance(at(1, 11), Code)
    assert isinstance(at(1, 12), Code)
    assert at(2, 12) is Unsigned.EXPIRED


def test_same_list_same_code() -> None:
    assert code_of(24) == code_of(24)


def test_the_demo_key_says_so_in_its_code() -> None:
    code = KeySealer(demo_key()).code(payment_list(1))
    assert isinstance(code, Code)
    assert code.demo
    assert "proves nothing" in code.statement


def test_the_statement_says_whether_it_is_whole() -> None:
    partial = SEALER.code(endless_list())
    assert isinstance(partial, Code)
    assert "every row" in code_of(1).statement
    assert "totals" in partial.statement


def test_the_largest_payload_has_a_symbol_and_a_longer_one_has_none() -> None:
    modules, side, _ = symbol_of("A" * MOST_CHARACTERS)
    assert len(modules) == 149
    assert side <= 55
    with pytest.raises(ValueError, match="fit"):
        symbol_of("A" * (MOST_CHARACTERS + 1))
    assert len(symbol_of("A" * 656)[0]) == 81
