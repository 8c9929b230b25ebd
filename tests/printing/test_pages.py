"""What stands on the pages: every block, every row, every foot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.cases import Why
from kiosk.account.objection import Objection, objection_sentences
from kiosk.account.payment_list import PaymentList
from kiosk.insurance import Insurance
from kiosk.period import Month, Year
from kiosk.words import Words, languages, words_of
from printing.check_string import check_string
from printing.fonts import GETA, Fonts, load_fonts
from printing.page import BOTTOM, LEFT, PAGE_HEIGHT, RIGHT, Page
from printing.pages import lay_out
from tests.kiosk.people import account, contribution, overview_of, owed
from tests.printing.lists import FIVE, payment_list, row, section, troubled_list


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


@pytest.fixture(params=languages())
def words(request: pytest.FixtureRequest) -> Words:
    return words_of(request.param)


def everything(pages: tuple[Page, ...]) -> str:
    return "\n".join(text for page in pages for text in page.texts())


def lines_of(page: Page) -> list[str]:
    """Texts on one baseline, from left to right."""
    placed = sorted((-round(y, 1), x, text) for column in page.columns for x, y, text in column.texts)
    return [" ".join(t for y, _, t in placed if y == level) for level in sorted({y for y, _, _ in placed})]


def test_every_row_stands_on_one_line(fonts: Fonts, words: Words) -> None:
    content = payment_list(30)
    lines = [line for page in lay_out(content, words, fonts) for line in lines_of(page)]
    for r in (r for s in content.sections for year in s.years for r in year.rows):
        assert r.unit and r.base is not None and r.unit_paid is not None and r.person_paid is not None and r.total
        money = [words.money(fen) for fen in (r.base, r.unit_paid, r.person_paid, r.total)]
        expected = " ".join(
            (str(r.paid_for), words(r.insurance.rule.name), r.unit.code, r.unit.name, *money, str(r.arrived))
        )
        assert any(line.startswith(expected) for line in lines), expected


def test_subtotals_and_totals(fonts: Fonts, words: Words) -> None:
    content = payment_list(30)
    lines = [line for page in lay_out(content, words, fonts) for line in lines_of(page)]
    for s in content.sections:
        for year in s.years:
            sums = (year.subtotal.unit_paid, year.subtotal.person_paid, year.subtotal.total)
            text = words("Subtotal {year}", year=year.year)
            assert " ".join((text, *map(words.money, sums))) in lines
        total = words("Total, {insurance}", insurance=words(s.insurance.rule.name))
        assert any(line.startswith(f"{total} {words.money(s.total.unit_paid)}") for line in lines)


def test_a_subtotal_never_begins_a_page(fonts: Fonts, words: Words) -> None:
    for months in range(20, 60, 3):
        for page in lay_out(payment_list(months), words, fonts)[1:]:
            body = [line for line in lines_of(page) if words("Together") not in line][1:]
            assert not body[0].startswith((words("Subtotal {year}", year="")[:3], words("Total, {insurance}")[:3]))


def test_every_page_has_the_foot(fonts: Fonts, words: Words) -> None:
    content = payment_list(60)
    pages = lay_out(content, words, fonts)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        text = everything((page,))
        assert words("Page {page} of {pages}", page=number, pages=len(pages)) in text
        assert words("Printed at a self-service terminal, for checking only.") in text
        assert words("Not signed: this kiosk has no signing key.") in text
        assert check_string(content) in text
        assert content.issuer.hotline in text
        assert content.issuer.kiosk_id in text
        assert content.number in text
        assert words.time(content.printed_at) in text
        assert (words("— End —") in text) == (number == len(pages))


def test_objection_goes_to_the_unit_or_the_sub_center(fonts: Fonts, words: Words) -> None:
    content = payment_list(1)
    by_unit = everything(lay_out(content, words, fonts))
    assert content.issuer.sub_center not in by_unit
    alone = replace(content, objection=Objection((), True, content.agency))
    assert content.issuer.sub_center in everything(lay_out(alone, words, fonts))
    for said in (content, alone):
        text = everything(lay_out(said, words, fonts)).replace("\n", "").replace(" ", "")
        for sentence in objection_sentences(words, said.objection, said.issuer):
            assert sentence.replace(" ", "") in text


def test_nothing_lies_outside_the_page_or_in_the_foot(fonts: Fonts, words: Words) -> None:
    for page in lay_out(troubled_list(), words, fonts) + lay_out(payment_list(40), words, fonts):
        for column in page.columns:
            for x, y, text in column.texts:
                assert x >= LEFT - 0.1
                assert x + fonts.width(text) * column.style.size <= RIGHT + 0.6, text
                assert BOTTOM - 1 <= y <= PAGE_HEIGHT


def test_unknown_amounts_print_a_slash_and_cancel_nothing(fonts: Fonts, words: Words) -> None:
    owed = replace(row(Month(2025, 5)), base=None, unit_paid=None, total=None, arrived=None, kind="")
    content = replace(payment_list(1), sections=(section(FIVE[0], [owed, row(Month(2025, 6))]),))
    lines = [line for page in lay_out(content, words, fonts) for line in lines_of(page)]
    (line,) = [line for line in lines if line.startswith("2025-05")]
    assert line.count(" /") >= 5
    assert any(line.startswith("2025-06") for line in lines)


def test_unknown_kind_shows_its_code(fonts: Fonts, words: Words) -> None:
    assert "106" in everything(lay_out(troubled_list(), words, fonts))


def test_long_unit_name_wraps_whole(fonts: Fonts, words: Words) -> None:
    long_name = troubled_list().units[2].name
    joined = everything(lay_out(troubled_list(), words, fonts)).replace("\n", "")
    assert joined.count(long_name) == 2


def test_empty_months_with_reason_and_advice(fonts: Fonts, words: Words) -> None:
    text = everything(lay_out(troubled_list(), words, fonts))
    gap = troubled_list().sections[0].empty_months[0]
    assert "2025-03 – 2025-04" in text
    assert words(gap.reason) in text
    assert words(gap.advice) in text


def test_empty_months_tell_their_evidence_and_years_stand_as_years(fonts: Fonts, words: Words) -> None:
    residents = Insurance.RESIDENT_PENSION
    rows = [contribution(Year(year), residents, unit_code="", subsidy=12_000) for year in (2020, 2025)]
    rows += [contribution(Month(2026, 8)), owed(Month(2026, 9)), contribution(Month(2026, 10))]
    pages = lay_out(overview_of(account(rows)), words, fonts)
    text = everything(pages).replace("\n", "")
    assert words(Why.OWED.full, unit="示例甲公司") in text
    assert "2021 – 2024" in text and words(Why.YEAR_LEFT_OUT.brief) in text
    assert words.plural("{count} year", "{count} years", 4) in text
    assert (
        words(Why.YEAR_RUNNING.full, period=words.period(Year(2026)), until=words.month(Month(2026, 10)))[:20] in text
    )
    lines = [line for page in pages for line in lines_of(page)]
    added = words("Government subsidy {amount}", amount="120.00")
    assert any(line.startswith("2020 ") and added in line for line in lines)


def test_account_that_does_not_reconcile_says_by_how_much(fonts: Fonts, words: Words) -> None:
    text = everything(lay_out(troubled_list(), words, fonts))
    assert words("reconciles") in text
    assert words("the agency's closing balance is {amount} less than the calculation", amount="123.45") in text


def test_other_division_is_told(fonts: Fonts, words: Words) -> None:
    content = troubled_list()
    told = content.place if words.language == "zh_CN" else f"You are insured in {content.place}"
    assert told in everything(lay_out(content, words, fonts))


def test_long_name_with_dot_wraps_in_its_place(fonts: Fonts, words: Words) -> None:
    name = "阿卜杜热西提·" * 9 + "买"
    text = everything(lay_out(replace(payment_list(1), holder_name=name), words, fonts)).replace("\n", "")
    assert name in text


def test_character_without_glyph_gets_a_note(fonts: Fonts, words: Words) -> None:
    text = everything(lay_out(replace(payment_list(1), holder_name="王\ue000"), words, fonts))
    assert words("{mark} stands for a character this machine cannot print: {codes}.", mark=GETA, codes="U+E000") in text


def test_list_without_payments(fonts: Fonts, words: Words) -> None:
    nobody = Objection((), False, "")
    empty = replace(payment_list(1), summaries=(), units=(), sections=(), account_years=(), objection=nobody)
    empty = replace(empty, first=None, last=None)
    text = everything(lay_out(empty, words, fonts))
    assert words("There are no payments in this period.") in text
    assert words("No insurance is on record for this list.") in text
    assert words("No unit paid in this period.") in text
    assert words("There is no account year in this period.") in text
    assert objection_sentences(words, nobody, empty.issuer)[0] in text
    assert words("— End —") in text


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=0, max_value=70), st.sampled_from(languages()), st.booleans())
def test_no_row_is_ever_lost(months: int, language: str, long: bool) -> None:
    fonts, words = load_fonts(), words_of(language)
    unit = troubled_list().units[2] if long else troubled_list().units[0]
    first = Month(2019, 1)
    rows = [row(first.plus(i), unit=unit, base=100_000 + i) for i in range(months)]
    content: PaymentList = replace(payment_list(1), sections=(section(FIVE[0], rows),))
    text = [t for page in lay_out(content, words, fonts) for t in page.texts()]
    assert [t for t in text if t in {words.money(r.base or 0) for r in rows}] == [
        words.money(r.base or 0) for r in rows
    ]
