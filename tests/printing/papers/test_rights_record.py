"""The yearly record of rights: every line of the record, the accounts, the benefits, and what is not over yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.insurance import Authority, Insurance
from kiosk.model import AccountYear, Benefit
from kiosk.papers import RightsPaper
from kiosk.paperwork import rights_paper_of
from kiosk.period import Month, Year
from kiosk.words import Words
from printing.fonts import Fonts
from printing.pages import lay_out
from tests.kiosk.people import ISSUER, account, contribution, owed
from tests.printing.reading import lines_of, says

NOW = datetime(2026, 11, 21, 14, 32)
PENSION, MEDICAL, RESIDENT = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL, Insurance.RESIDENT_PENSION


def paper(year: int = 2025) -> RightsPaper:
    rows = [contribution(Month(2025, month)) for month in range(1, 11)] + [owed(Month(2025, 11))]
    rows += [contribution(Month(2025, month), MEDICAL, unit_code="") for month in (1, 2)]
    rows += [contribution(Year(2025), RESIDENT, unit_code="", unit_paid=0, person_paid=50_000, subsidy=12_000)]
    rows += [contribution(Month(2026, 1))]
    whose = replace(
        account(rows),
        years=(AccountYear(PENSION, 2025, 100_000, 640_000, 1_500, 0, 741_400),),
        benefits=(
            Benefit(PENSION, Month(2025, 4), "01", "\u57fa\u7840\u517b\u8001\u91d1", 286_000),
            Benefit(PENSION, Month(2025, 5), "01", "\u57fa\u7840\u517b\u8001\u91d1", 286_000),
        ),
    )
    return rights_paper_of(whose, year, ISSUER, NOW, full_number=False)


def test_each_insurance_has_its_line(fonts: Fonts, words: Words) -> None:
    content = paper()
    (page,) = lay_out(content, words, fonts)
    lines = [line.replace(" ", "") for line in lines_of(page)]
    for line in content.record.lines:
        name, paid = words(line.insurance.rule.name), line.paid
        figures = "".join(words.money(fen) for fen in (paid.unit_paid, paid.person_paid, paid.total))
        assert any(each.startswith(name.replace(" ", "")) and figures in each for each in lines), name
    total = content.record.total
    sums = "".join(words.money(fen) for fen in (total.unit_paid, total.person_paid, total.total))
    assert words("All insurances").replace(" ", "") + sums in lines


def test_what_is_owed_and_what_the_government_added_is_said(fonts: Fonts, words: Words) -> None:
    pages = lay_out(paper(), words, fonts)
    lines = [line for page in pages for line in lines_of(page)]
    (pension,) = [line for line in lines if "10" in line and words.money(192_000) in line]
    assert pension.startswith(words(PENSION.rule.name))
    (resident,) = [line for line in lines if words.money(12_000) in line]
    assert resident.startswith(words(RESIDENT.rule.name))
    assert says(pages, words("yourself"))


def test_an_account_that_does_not_add_up_says_by_how_much(fonts: Fonts, words: Words) -> None:
    content = paper()
    pages = lay_out(content, words, fonts)
    (balance,) = content.record.accounts
    assert not balance.in_order
    assert all(says(pages, each.in_words(words)) for each in balance.sentences)


def test_benefits_are_added_up_by_insurance(fonts: Fonts, words: Words) -> None:
    lines = [line for page in lay_out(paper(), words, fonts) for line in lines_of(page)]
    (line,) = [line for line in lines if "\u57fa\u7840\u517b\u8001\u91d1" in line]
    assert line.endswith(words.money(572_000))
    assert words.plural("{count} month", "{count} months", 2) in line


@pytest.mark.parametrize(("year", "running"), [(2025, False), (2026, True)])
def test_a_year_that_is_not_over_says_so(fonts: Fonts, words: Words, year: int, running: bool) -> None:
    pages = lay_out(paper(year), words, fonts)
    assert says(pages, words("The year is not over in the data; later payments are missing.")) is running
    assert says(pages, words("Record of social insurance rights, {year}", year=year))


def test_the_data_reach_of_each_authority_is_named(fonts: Fonts, words: Words) -> None:
    content = paper()
    pages = lay_out(content, words, fonts)
    for authority in Authority:
        assert says(pages, str(content.record.as_of[authority]))


def test_whom_to_see_are_those_who_paid(fonts: Fonts, words: Words) -> None:
    content = paper()
    assert [unit.code for unit in content.objection.units] == ["U1"]
    assert content.objection.alone
    assert says(lay_out(content, words, fonts), ISSUER.sub_center)
