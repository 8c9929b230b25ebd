"""A person has so many pages a day: told kindly before printing, counted by what came out, new at midnight."""

from __future__ import annotations

from kiosk import errors
from kiosk.prints import PrintEnd
from tests.stories.conftest import Kiosk, MakeKiosk


def print_list(kiosk: Kiosk) -> None:
    """From the overview or a print that ended to the paper."""
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert kiosk.screen == "take-paper"
    kiosk.press("continue")


def may_print(kiosk: Kiosk) -> bool:
    """Ask for the list and look at the key."""
    kiosk.press("print-button")
    confirm = kiosk.find("print-confirm")
    assert confirm is not None
    allowed = confirm.isEnabled()
    assert allowed != (errors.PAPERS_USED_UP.code in kiosk.texts())
    kiosk.press("back")
    return allowed


def another(kiosk: Kiosk, card: str) -> None:
    """The next person logs in."""
    kiosk.press("finish")
    kiosk.cards.pull()
    kiosk.cards.insert(card)
    kiosk.type({"zhang-san": "246813", "career": "582917"}[card])
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


def test_used_up_for_one_person_and_one_day(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(printer={"daily_pages": 6})
    kiosk.insert_and_log_in()
    while may_print(kiosk):
        print_list(kiosk)
        assert len(kiosk.printed()) < 7, "six pages are six lists at the most"
    assert kiosk.printed()
    another(kiosk, "career")
    assert may_print(kiosk), "another person has pages of their own"
    another(kiosk, "zhang-san")
    assert not may_print(kiosk), "the same person in another visit has not"
    kiosk.another_day()
    assert may_print(kiosk)


def test_what_did_not_come_out_is_not_counted(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(printer={"daily_pages": 6})
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.printer_has(errors.PRINT_BROKEN_OFF)
    kiosk.wait(2)
    assert "P02" in kiosk.texts()
    kiosk.printer_has(None)
    kiosk.press("continue")
    kiosk.wait(11)
    assert may_print(kiosk)
    print_list(kiosk)
    prints = kiosk.program.rooms.prints
    assert prints is not None
    failed, sent = prints.entries(10)
    assert (failed.end, failed.code, sent.end) == (PrintEnd.FAILED, "P02", PrintEnd.SENT)
