"""A person prints the list, from Welcome to the paper in the hand."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from kiosk import errors
from tests.stories.conftest import Kiosk, MakeKiosk


def test_with_a_card(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("tile-110")
    assert kiosk.screen == "insurance"
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert kiosk.screen == "take-paper"
    (paper,) = kiosk.printed()
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "社会保险个人缴费清单" in text
    assert "2026-10" in text and "张**" in text
    assert "119901198503150015" not in text
    kiosk.press("finish")
    assert kiosk.screen == "take-card"
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_with_the_whole_number_only_when_asked(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-full-number")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    (paper,) = kiosk.printed()
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "119901198503150015" in text and "张三" in text


@pytest.mark.parametrize("number", ["119901198503150015", "A12345674"])
def test_with_a_typed_number(kiosk: Kiosk, number: str) -> None:
    kiosk.press("enter-number-button")
    kiosk.type(number)
    kiosk.press("confirm")
    assert kiosk.screen == "enter-password"
    kiosk.type("246813")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert len(kiosk.printed()) == 1
    kiosk.press("finish")
    assert kiosk.screen == "welcome"


def test_in_english(kiosk: Kiosk) -> None:
    kiosk.press("language-en")
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    (paper,) = kiosk.printed()
    assert "Social insurance payment list" in PdfReader(paper).pages[0].extract_text()
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert "请插入社会保障卡" in kiosk.texts(), "the next person is greeted in the hall's language"


def test_longer_periods_make_longer_lists(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    pages = [kiosk.read("pages")]
    for period in ("period-24", "period-36", "period-all"):
        kiosk.press(period)
        pages.append(kiosk.read("pages"))
    assert len(set(pages)) >= 3


def test_a_list_over_the_limit_asks_for_a_shorter_period(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(printer={"page_limit": 5})
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("period-all")
    assert "P05" in kiosk.texts()
    confirm = kiosk.find("print-confirm")
    assert confirm is not None and not confirm.isEnabled()
    kiosk.press("period-12")
    kiosk.press("print-confirm")


def test_no_paper_is_said_before_and_heals(kiosk: Kiosk) -> None:
    """B1: print disabled with the reason; looking up works; back by itself."""
    kiosk.printer_has(errors.NO_PAPER)
    kiosk.wait(15)
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    assert "P01" in kiosk.texts()
    confirm = kiosk.find("print-confirm")
    assert confirm is not None and not confirm.isEnabled()
    kiosk.printer_has(None)
    kiosk.wait(15)
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert len(kiosk.printed()) == 1


def test_a_jam_is_told_and_nothing_comes_later(kiosk: Kiosk) -> None:
    """B3: the rest is deleted, never an automatic reprint."""
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.printer_has(errors.PRINT_BROKEN_OFF)
    kiosk.wait(50)
    assert "P02" in kiosk.texts()
    kiosk.printer_has(None)
    kiosk.wait(20)
    assert kiosk.printed() == []
