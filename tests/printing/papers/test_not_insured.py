"""The proof of not being insured says which insurances it holds for, which not, and how far it reaches."""

from __future__ import annotations

from datetime import datetime

from kiosk.insurance import Insurance
from kiosk.model import Account, Participation, Standing
from kiosk.paperwork import not_insured_of
from kiosk.period import Month
from kiosk.words import Words
from printing.fonts import Fonts
from printing.page import Page
from printing.pages import lay_out
from tests.kiosk.people import AS_OF, ISSUER, account, contribution
from tests.printing.reading import lines_of, says

NOW = datetime(2026, 11, 21, 14, 32)
PENSION, MEDICAL, RESIDENT = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL, Insurance.RESIDENT_MEDICAL


def someone(standing: Standing) -> Account:
    rows = [contribution(month) for month in Month(2024, 1).until(Month(2025, 4))]
    return account(rows, [Participation(PENSION, "U1", Month(2024, 1), standing)])


def laid_out(whose: Account, words: Words, fonts: Fonts, *insurances: Insurance) -> tuple[Page, ...]:
    return lay_out(not_insured_of(whose, insurances, ISSUER, NOW, False), words, fonts)


def test_who_stopped_is_told_with_the_last_month(fonts: Fonts, words: Words) -> None:
    pages = laid_out(someone(Standing.ENDED), words, fonts, PENSION)
    period = words.period(Month(2025, 4))
    name = words("{name} (last paid for {period})", name=words(PENSION.rule.name), period=period)
    assert says(pages, words("Insured once, and not at present: {names}.", names=name))
    assert not says(pages, words("Never insured, as far as the data reach: {names}.", names=""))
    (line,) = [line for line in lines_of(pages[0]) if "2024-01" in line]
    assert "2025-04" in line and line.endswith(str(AS_OF[PENSION.authority]))


def test_who_never_was_is_told_so_with_the_data_as_of(fonts: Fonts, words: Words) -> None:
    pages = laid_out(someone(Standing.PAYING), words, fonts, RESIDENT)
    name = words(RESIDENT.rule.name)
    assert says(pages, words("Never insured, as far as the data reach: {names}.", names=name))
    assert says(pages, words("nothing is recorded"))
    (line,) = [line for line in lines_of(pages[0]) if words("nothing is recorded") in line]
    assert line.startswith(name) and line.endswith(str(AS_OF[RESIDENT.authority]))


def test_what_the_person_is_insured_in_is_taken_out_by_name(fonts: Fonts, words: Words) -> None:
    pages = laid_out(someone(Standing.PAYING), words, fonts, PENSION, MEDICAL)
    text = "This proof does not hold for {names}: there the person is insured."
    assert says(pages, words(text, names=words(PENSION.rule.name)))


def test_how_far_it_reaches_is_said(fonts: Fonts, words: Words) -> None:
    pages = laid_out(someone(Standing.ENDED), words, fonts)
    assert len(pages) == 1
    assert says(
        pages, words("The data of this machine cover this city only; insurance in other places is not in them.")
    )
    assert says(pages, words("Printed at a self-service terminal, for checking only."))
