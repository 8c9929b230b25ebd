"""The printer's faults on a real cupsd, a real IPP printer and a real screen: B1 to B13 of faults.md."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk import errors
from kiosk.errors import Failure
from printing.conditions import AWAY
from printing.reasons import condition_of
from tests.hardware.print_hall import PrintHall, print_hall
from tests.hardware.printed_rows import text_of
from tests.hardware.processes import wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintHall]:
    with print_hall(tmp_path_factory.mktemp("printer")) as opened:
        yield opened


@pytest.fixture
def hall(open_hall: PrintHall) -> Iterator[PrintHall]:
    open_hall.begin()
    yield open_hall
    open_hall.end()


def told(reason: str) -> Failure:
    """What is told of a reason."""
    condition = condition_of(reason)
    assert condition is not None
    return condition.told


def test_b01_no_paper_before_printing(hall: PrintHall) -> None:
    """Looking up works, printing is closed with its reason, and opens by itself once there is paper (I6)."""
    hall.printer.fault("media-empty")
    hall.ask_for_list()
    hall.assert_cannot_print(errors.NO_PAPER)
    hall.printer.heal("media-empty")
    hall.print_list()
    hall.take_paper()
    assert {("printer-away", "P01"), ("printer-back", ""), ("print-sent", "")} <= set(hall.audited())


def test_b02_no_paper_while_printing_waits_and_goes_on(hall: PrintHall) -> None:
    """The screen says what is waited for; after the refill the same job is printed, once."""
    hall.printer.fault("media-empty", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.wait_for_words(errors.NO_PAPER, "printing")
    assert not hall.printer.printed()
    hall.printer.heal("media-empty")
    hall.take_paper()
    hall.printer.nothing_more_comes_out()
    assert len(hall.printer.printed()) == 1


def test_b03_a_jam_is_never_printed_again_by_itself(hall: PrintHall) -> None:
    """P02 at once; the paper taken out, nothing comes; the next list is asked for anew and comes alone."""
    hall.printer.fault("media-jam", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.assert_failed(errors.PRINT_BROKEN_OFF)
    hall.printer.heal("media-jam")
    hall.printer.nothing_more_comes_out()
    assert not hall.printer.printed()
    hall.hall.person.press("continue")
    hall.hall.person.press("print-button")
    hall.print_list()
    hall.take_paper()


def test_b04_an_open_cover_is_named_and_waited_for(hall: PrintHall) -> None:
    """The sentence is of the cover, not of any trouble; closed, the same job is printed."""
    hall.printer.fault("cover-open", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.wait_for_words(told("cover-open"), "printing")
    hall.printer.heal("cover-open")
    hall.take_paper()


def test_b05_little_toner_prints_and_tells_staff_none_closes_printing(hall: PrintHall) -> None:
    hall.printer.set_supplies(waste=25, toner=4)
    hall.ask_for_list()
    wait_until(lambda: ("printer-warning", "P32") in hall.audited(), "staff are told")
    hall.print_list()
    hall.take_paper()
    hall.printer.set_supplies(waste=25, toner=0)
    hall.hall.person.press("continue")
    hall.hall.person.press("print-button")
    hall.assert_cannot_print(told("toner-empty"))
    hall.printer.set_supplies(waste=25, toner=75)
    hall.ask_again()
    wait_until(lambda: hall.hall.person.tries_to_press("print-confirm"), "printing opens again")


def test_b06_a_printer_that_is_off_before_printing(hall: PrintHall) -> None:
    """Preflight refuses with the reason; switched on, the kiosk prints again and nothing older comes."""
    hall.printer.printer_off()
    hall.ask_for_list()
    hall.assert_cannot_print(AWAY.told)
    hall.printer.printer_on()
    hall.ask_again()
    hall.print_list()
    hall.take_paper()


def test_b06_a_printer_switched_off_while_printing_prints_nothing_when_it_is_back(hall: PrintHall) -> None:
    """P03 at the deadline, the spool is empty, and the printer that comes back stays silent.

    In real time; the list of who is not insured is one page, so that the deadline is the shortest: 35 seconds.
    """
    hall.printer.fault("media-empty", while_printing=True)
    hall.ask_for_list("not-insured", "357092")
    hall.print_list()
    hall.wait_for_words(errors.NO_PAPER, "printing")
    hall.printer.printer_off()
    hall.printer.heal_silently("media-empty")
    hall.wait_for_words(AWAY.told, "printing")
    hall.assert_failed(errors.PRINTER_SILENT)
    hall.printer.printer_on()
    hall.printer.nothing_more_comes_out()
    assert not hall.printer.printed()


def test_b07_a_printer_that_aborts_the_job(hall: PrintHall) -> None:
    """Failed, and not tried again: neither by the scheduler nor by the kiosk."""
    hall.printer.fault("abort")
    hall.ask_for_list()
    hall.print_list()
    hall.assert_failed(errors.PRINT_BROKEN_OFF)
    hall.printer.heal_silently("abort")
    hall.printer.nothing_more_comes_out()
    assert not hall.printer.printed()


def test_b08_a_scheduler_killed_while_printing_prints_nothing_when_it_is_back(hall: PrintHall) -> None:
    """Failed after three questions; after the restart the spool is empty and nothing comes, from the printer either."""
    hall.printer.fault("media-empty", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.wait_for_words(errors.NO_PAPER, "printing")
    hall.printer.kill()
    hall.wait_for_words(errors.PRINTER_SILENT, "printing")
    assert ("print-failed", "P03") in hall.audited()
    hall.printer.restart()
    assert not hall.printer.spool_files()
    hall.printer.heal("media-empty")
    hall.printer.nothing_more_comes_out()
    assert not hall.printer.printed()
    hall.hall.person.press("continue")
    hall.hall.person.press("print-button")
    hall.print_list()
    hall.take_paper()


@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_b09_a_queue_that_was_changed_or_deleted_raises_an_alarm(hall: PrintHall, how: str) -> None:
    """A printer of the queue's name waits to catch the paper: it gets none, and staff are alarmed."""
    with hall.printer.rogue() as caught:
        hall.ask_for_list()
        if how == "changed":
            hall.printer.set_device("ipp://localhost:9/ipp/print")
        else:
            hall.printer.delete_queue()
        hall.print_list()
        hall.assert_failed(errors.PRINTER_EXCHANGED)
        assert ("printer-alarm", "P09") in hall.audited()
        assert not [file for file in caught.rglob("*") if file.suffix == ".pdf"]
    if how == "deleted":
        hall.printer.make_queue()
    hall.printer.set_device(hall.printer.device_uri)
    hall.hall.person.press("continue")
    hall.hall.person.press("print-button")
    hall.print_list()
    hall.take_paper()


def test_b10_who_leaves_while_it_prints_is_told_and_nothing_comes_later(hall: PrintHall) -> None:
    hall.printer.fault("media-empty", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.wait_for_words(errors.NO_PAPER, "printing")
    hall.hall.cards.remove()
    hall.wait_for_words(errors.PRINT_LEFT, "welcome")
    assert not hall.hall.personal()
    wait_until(lambda: not hall.printer.spool_files(), "the spool is empty")
    hall.printer.heal("media-empty")
    hall.printer.nothing_more_comes_out()
    assert not hall.printer.printed()


def test_b10_who_leaves_paper_is_reminded(hall: PrintHall) -> None:
    hall.ask_for_list()
    hall.print_list()
    hall.take_paper()
    hall.hall.cards.remove()
    hall.wait_for_words(errors.PAPER_LEFT, "welcome")
    assert hall.audited()[-1] == ("idle", "P11")


def test_b11_a_list_that_is_too_long_asks_for_a_shorter_one(hall: PrintHall) -> None:
    hall.ask_for_list()
    hall.hall.person.press("period-all")
    hall.assert_cannot_print(errors.LIST_TOO_LONG)
    hall.hall.person.press("period-12")
    hall.print_list()
    hall.take_paper()


def test_b12_a_full_spool_fails_clearly_and_is_cleaned(hall: PrintHall) -> None:
    hall.ask_for_list()
    hall.printer.without_room(8192)
    hall.print_list()
    hall.assert_failed(errors.PRINTER_UNUSABLE)
    hall.printer.without_room(None)
    hall.hall.person.press("continue")
    hall.hall.person.press("print-button")
    hall.print_list()
    hall.take_paper()


def test_b13_a_rare_name_comes_out_of_the_printer(hall: PrintHall) -> None:
    """A character of extension B, through screen, scheduler and printer."""
    hall.ask_for_list("rare-name", "190647")
    hall.hall.person.press("print-full-number")
    hall.print_list()
    assert "赵𠮷䶮" in text_of(hall.take_paper())
