"""The list's tables: one for all insurances without a gap, sums that are the rows' sums, the short proof's title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.account.payment_list import PaymentList
from kiosk.model import Unit
from kiosk.period import Month
from kiosk.words import Words, words_of
from printing.fonts import Fonts
from printing.pages import lay_out
from tests.printing.every_paper import assert_sound, code_of, every_paper
from tests.printing.lists import FIVE, payment_list, row, section, troubled_list
from tests.printing.reading import lines_of, says

LONG_NAME = "\u963f\u535c\u675c\u70ed\u5408\u66fc\u00b7\u4e70\u4e70\u63d0\u4f0a\u654f\u00b7" * 4 + "\u5410"
LATIN = "MARIA FERNANDA DE LOS ANGELES RODRIGUEZ-VILLANUEVA"
LONG_UNIT = "\u793a\u8303\u533a\u5f88\u957f\u540d\u5b57" * 8 + "\u6709\u9650\u516c\u53f8"


def test_all_insurances_share_one_table_and_all_gaps_another(fonts: Fonts, words: Words) -> None:
    gaps = troubled_list().sections[0].empty_months
    month = Month(2026, 10)
    sections = tuple(section(insurance, [row(month, insurance)], gaps) for insurance in FIVE[:2])
    content = replace(payment_list(1, FIVE[:2]), sections=sections, account_years=())
    (page,) = lay_out(content, words, fonts)
    assert page.texts().count(words("Together")) == 1
    assert page.texts().count(words("What to do")) == 1
    assert page.texts().count(words("Months without a payment")) == 1
    assert sum(words(gaps[0].reason).replace(" ", "") in line.replace(" ", "") for line in lines_of(page)) == 2


def test_a_list_without_a_gap_has_no_such_block(fonts: Fonts, words: Words) -> None:
    assert not says(lay_out(payment_list(2), words, fonts), words("Months without a payment"))


def test_subtotals_and_totals_are_the_sums_of_the_rows(fonts: Fonts) -> None:
    words = words_of("en")
    for content in every_paper():
        if not isinstance(content, PaymentList):
            continue
        lines = [line for page in lay_out(content, words, fonts) for line in lines_of(page)]
        for part in content.sections:
            rows = [row for year in part.years for row in year.rows]
            for year in part.years:
                mine = [row for row in rows if row.paid_for.year == year.year]
                unit, person = (sum(getattr(row, side) or 0 for row in mine) for side in ("unit_paid", "person_paid"))
                figures = " ".join(map(words.money, (unit, person, unit + person)))
                assert f"Subtotal {year.year} {figures}" in lines
            unit, person = (sum(getattr(row, side) or 0 for row in rows) for side in ("unit_paid", "person_paid"))
            figures = " ".join(map(words.money, (unit, person, unit + person)))
            assert not rows or f"Total, {words(part.insurance.rule.name)} {figures}" in lines


@pytest.mark.parametrize("months", [12, 24, 36])
def test_the_short_proof_has_its_own_title(fonts: Fonts, words: Words, months: int) -> None:
    content = replace(payment_list(1), recent_months=months)
    title = words("Social insurance payment list (short proof, last {count} months)", count=months)
    assert says(lay_out(content, words, fonts), title)
    assert not says(lay_out(replace(content, recent_months=0), words, fonts), title)


@pytest.mark.parametrize("name", [LONG_NAME, LATIN, "\u8d75\U00020bb7\u4dae"])
@pytest.mark.parametrize("side_mm", [30, 54])
def test_long_and_rare_names_stand_whole(fonts: Fonts, words: Words, name: str, side_mm: int) -> None:
    unit = Unit("1199019999", LONG_UNIT)
    rows = [row(Month(2026, month), unit=unit) for month in range(1, 11)]
    content = replace(payment_list(1), holder_name=name, units=(unit,), sections=(section(FIVE[0], rows),), place=name)
    pages = lay_out(content, words, fonts, code_of(side_mm))
    assert says(pages, name)
    text = "".join("".join(page.texts()) for page in pages)
    assert text.count(LONG_UNIT) == 1 + len(rows)
    for page in pages:
        assert_sound(page, fonts, code_of(side_mm).quiet_mm)
