"""Staff test reader and printer on a real pcscd, a real cupsd, a real IPP printer and a real screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk import errors
from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from tests.hardware.print_hall import PrintHall, print_hall
from tests.hardware.printed_rows import text_of
from tests.hardware.processes import wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintHall]:
    with print_hall(tmp_path_factory.mktemp("staff")) as opened:
        yield opened


@pytest.fixture
def hall(open_hall: PrintHall) -> Iterator[PrintHall]:
    open_hall.begin()
    log_in(open_hall)
    yield open_hall
    open_hall.end()


def log_in(hall: PrintHall) -> None:
    """Through the staff door, by number and password."""
    person = hall.hall.person
    person.press("staff-door")
    person.wait_for("staff-login")
    person.type(DEMO_STAFF_NUMBER)
    person.press("confirm")
    for character in DEMO_STAFF_PASSWORD.lower():
        if not person.sees(f"key-{character}"):
            # Letters and digits stand on two pages of the keypad.
            person.press("key-letters")
        person.press(f"key-{character}")
    person.press("confirm")
    person.wait_for("test-reader")


def wait_for_tested(hall: PrintHall, code: str) -> None:
    """Wait until the trail holds what came of a test."""
    wait_until(lambda: ("part-tested", code) in hall.audited(), f"part-tested {code}")


def test_the_reader_reads_the_test_card_once_it_is_in(hall: PrintHall) -> None:
    """Without a card the test says so; with one it names kind and version, and nobody."""
    hall.hall.person.press("test-reader")
    wait_for_tested(hall, f"reader {errors.NO_TEST_CARD.code}")
    hall.hall.cards.insert("zhang-san")

    def reads() -> bool:
        """The card is noticed a moment after it was put in."""
        return ("part-tested", "reader") in hall.audited() or (hall.hall.person.tries_to_press("test-reader") and False)

    wait_until(reads, "the test card is read")
    assert not (found := hall.hall.personal()), f"on the screen: {found}"


def test_the_test_page_comes_out_of_the_printer(hall: PrintHall) -> None:
    """It is handed over, comes out once, says what every part says of itself, and is judged."""
    hall.hall.person.press("test-printer")
    hall.hall.person.wait_for("judge-good")
    (paper,) = hall.printer.printed()
    assert "demo-01" in text_of(paper)
    hall.hall.person.press("judge-good")
    wait_until(lambda: ("test-judged", "printer good") in hall.audited(), "the judgement is written down")
    assert ("part-tested", "printer") in hall.audited()
    hall.printer.nothing_more_comes_out()


def test_without_paper_the_test_says_so_and_nothing_comes_out_later(hall: PrintHall) -> None:
    hall.printer.fault("media-empty")
    hall.hall.person.press("test-printer")
    wait_for_tested(hall, f"printer {errors.NO_PAPER.code}")
    hall.printer.heal("media-empty")
    hall.printer.nothing_more_comes_out()
