"""Status words and PC/SC results become the right failures, and unknown ones a failure too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.failures import failure_of_result, failure_of_status, result_error, status_error
from kiosk.errors import (
    CARD_BLOCKED,
    CARD_FOREIGN,
    CARD_PULLED,
    CARD_UNREADABLE,
    FAILURES,
    PIN_LOCKED,
    PIN_WRONG,
    READER_GONE,
    Failure,
)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (0x9303, CARD_BLOCKED),
        (0x6A81, CARD_BLOCKED),
        (0x6A82, CARD_FOREIGN),
        (0x6983, PIN_LOCKED),
        (0x63C2, PIN_WRONG),
        (0x63C0, PIN_WRONG),
        (0x6982, CARD_UNREADABLE),
        (0x6F00, CARD_UNREADABLE),
    ],
)
def test_status_words(status: int, failure: Failure) -> None:
    assert failure_of_status(status) is failure


@pytest.mark.parametrize(
    ("result", "failure"),
    [
        (0x8010001D, READER_GONE),
        (0x8010001E, READER_GONE),
        (0x80100013, READER_GONE),
        (0x8010002E, READER_GONE),
        (0x80100009, READER_GONE),
        (0x80100017, READER_GONE),
        (0x8010000B, READER_GONE),
        (0x8010000C, CARD_PULLED),
        (0x80100069, CARD_PULLED),
        (0x80100066, CARD_UNREADABLE),
        (0x80100067, CARD_UNREADABLE),
        (0x80100068, CARD_UNREADABLE),
        (0x8010000F, CARD_UNREADABLE),
    ],
)
def test_results_also_as_signed_numbers(result: int, failure: Failure) -> None:
    assert failure_of_result(result) is failure
    assert failure_of_result(result - (1 << 32)) is failure


@given(st.integers(min_value=0, max_value=0xFFFF), st.integers(min_value=1, max_value=0xFFFFFFFF))
def test_every_number_is_some_failure(status: int, result: int) -> None:
    assert failure_of_status(status) in FAILURES
    assert failure_of_result(result) in FAILURES


def test_the_technical_detail_says_what_was_done() -> None:
    assert status_error(0x6A82, "select").detail == "select: 6A82"
    assert result_error(-0x7FEFFFF4, "SCardConnect").detail == "SCardConnect: 8010000C"
