"""What holds for every page of every paper, for all demo people and both languages, with codes of all sizes."""

from __future__ import annotations

import re

import pytest

from kiosk.account.payment_list import PaymentList
from kiosk.papers import NotInsured, PersonalPaper, RightsPaper, Slip
from kiosk.words import Words, words_of
from printing.check_string import check_string
from printing.fonts import Fonts, load_fonts
from printing.page import LEFT, Page
from printing.pages import lay_out
from printing.seal.code import Code, Unsigned
from tests.printing.every_paper import assert_sound, code_of, every_paper

PERIOD = re.compile(r"\d{4}(-\d{2})?")
SETTINGS = [("zh_CN", 0.0), ("en", 30.0), ("zh_CN", 54.0)]
"""Languages with the side of the code in mm; 0 for none."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


def periods_on(pages: tuple[Page, ...]) -> list[str]:
    """What stands in the first column of tables of payments, in reading order."""
    found: list[str] = []
    for page in pages:
        first = [(y, text) for column in page.columns for x, y, text in column.texts if abs(x - LEFT) < 0.01]
        found += [text for _, text in sorted(first, reverse=True) if PERIOD.fullmatch(text)]
    return found


def periods_of(content: PersonalPaper) -> list[str]:
    match content:
        case PaymentList():
            years = [year for section in content.sections for year in section.years]
            return [str(row.paid_for) for year in years for row in year.rows]
        case Slip():
            return [str(line.case.period) for line in content.lines for _ in range(max(1, len(line.rows)))]
        case _:
            return []


def assert_foot(page: Page, content: PersonalPaper, words: Words, code: Code | Unsigned) -> None:
    text = "".join(page.texts()).replace(" ", "")
    check = code.check if isinstance(code, Code) else check_string(content)
    for wanted in (
        words("Printed at a self-service terminal, for checking only."),
        words("Check string {check}", check=check),
        words("Kiosk {kiosk}", kiosk=content.issuer.kiosk_id),
        words("Number {number}", number=content.number),
        words("Is something not right?"),
        words(code.statement),
        content.issuer.hotline,
        words.time(content.printed_at),
    ):
        assert wanted.replace(" ", "") in text
    assert len(page.symbols) == isinstance(code, Code)


@pytest.mark.parametrize(("language", "side_mm"), SETTINGS)
def test_every_page_is_sound(fonts: Fonts, language: str, side_mm: float) -> None:
    words = words_of(language)
    code = code_of(side_mm) if side_mm else Unsigned.NO_KEY
    for content in every_paper():
        pages = lay_out(content, words, fonts, code)
        assert periods_on(pages) == periods_of(content)
        for number, page in enumerate(pages, 1):
            assert_sound(page, fonts, code.quiet_mm if isinstance(code, Code) else 0.0)
            assert words("Page {page} of {pages}", page=number, pages=len(pages)) in page.texts()
            assert (words("— End —") in page.texts()) == (number == len(pages))
            assert_foot(page, content, words, code)


def test_papers_of_one_page_have_one(fonts: Fonts) -> None:
    for language in ("zh_CN", "en"):
        for content in every_paper():
            if isinstance(content, RightsPaper | NotInsured):
                assert len(lay_out(content, words_of(language), fonts, code_of(30))) == 1


def test_there_are_papers_of_each_kind() -> None:
    kinds = {type(content) for content in every_paper()}
    assert kinds == {PaymentList, RightsPaper, NotInsured, Slip}
