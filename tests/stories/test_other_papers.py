"""A person takes home another paper than the list: the slip on a month, a year's record, the proof of no insurance."""

from __future__ import annotations

from pypdf import PdfReader

from tests.stories.conftest import Kiosk


def printed_text(kiosk: Kiosk) -> str:
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert kiosk.screen == "take-paper"
    (paper,) = kiosk.printed()
    return "".join(page.extract_text() for page in PdfReader(paper).pages)


def test_a_slip_on_the_months_that_look_wrong(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("tile-110")
    kiosk.press("discrepancy-button")
    kiosk.press("month-2026-03")
    kiosk.press("month-2026-04")
    kiosk.press("month-2026-04")
    kiosk.press("print-button")
    assert kiosk.screen == "print"
    kiosk.press("back")
    assert kiosk.screen == "discrepancy"
    assert "2026年3月" in kiosk.read("marked-months"), "one step back loses no mark"
    kiosk.press("print-button")
    text = printed_text(kiosk)
    assert "2026-03" in text
    assert "2026-04" not in text
    kiosk.press("finish")
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_marks_survive_another_language_and_look_and_end_with_the_visit(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("tile-110")
    kiosk.press("discrepancy-button")
    kiosk.press("month-2026-03")
    kiosk.press("language-en")
    assert kiosk.read("marked-months").startswith("Marked: March 2026")
    kiosk.press("look-dark")
    assert kiosk.find("print-button")
    assert kiosk.read("marked-months").startswith("Marked: March 2026")
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    kiosk.insert_and_log_in()
    kiosk.press("tile-110")
    kiosk.press("discrepancy-button")
    assert "2026" not in kiosk.read("marked-months")


def test_the_record_of_the_year_that_is_shown(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("rights-record-button")
    kiosk.press("year-previous")
    kiosk.press("print-button")
    assert kiosk.read("print-year").startswith("2025")
    text = printed_text(kiosk)
    assert "2025" in text
    assert "张**" in text


def test_a_proof_of_no_insurance_does_not_hide_where_one_is_insured(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("paper-not-insured")
    assert kiosk.find("period-12") is None
    text = printed_text(kiosk)
    assert "城乡居民基本养老保险" in text
    assert "职工基本养老保险" in text, "where the person is insured is said as well"


def test_every_page_can_be_looked_at_before_it_is_printed(kiosk: Kiosk) -> None:
    kiosk.press("language-en")
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    first = kiosk.read("pages")
    assert first.startswith("Page 1 of ")
    before = kiosk.find("preview")
    assert before is not None
    picture = before.grab().toImage()
    kiosk.press("page-next")
    assert kiosk.read("pages").startswith("Page 2 of ")
    after = kiosk.find("preview")
    assert after is not None and after.grab().toImage() != picture


def test_a_year_and_an_insurance_make_a_shorter_list(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("period-year")
    kiosk.press("print-year-previous")
    kiosk.press("print-insurances")
    for code in ("210", "310", "410", "510"):
        kiosk.press(f"print-insurance-{code}")
    kiosk.press("insurances-close")
    text = printed_text(kiosk)
    assert "2025-01" in text and "2025-12" in text
    assert "2026-01" not in text
    assert "工伤保险" not in text
