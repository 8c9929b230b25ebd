"""Status words, PC/SC results and pyscard's exceptions become the right failures; nothing is left undecided."""

from __future__ import annotations

import inspect
from itertools import chain

import pytest
import smartcard.Exceptions
import smartcard.pcsc.PCSCExceptions
import smartcard.scard
from hypothesis import given
from hypothesis import strategies as st

from devices.failures import (
    PYSCARD_ERRORS,
    decision_on_exception,
    decision_on_result,
    decision_on_status,
    exception_error,
    failure_of_result,
    failure_of_status,
    result_error,
    status_error,
)
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

# Every status word that the facts about the card name, with what the person is told.
STATUS_WORDS: list[tuple[str, Failure]] = [
    ("61xx", CARD_UNREADABLE),  # more to fetch: followed, until it never ends
    ("63Cx", PIN_WRONG),
    ("6700", CARD_UNREADABLE),
    ("6981", CARD_UNREADABLE),
    ("6982", CARD_UNREADABLE),  # of EF06 it is expected
    ("6983", PIN_LOCKED),
    ("6984", PIN_LOCKED),
    ("6985", CARD_UNREADABLE),
    ("6986", CARD_UNREADABLE),
    ("6A80", CARD_UNREADABLE),
    ("6A81", CARD_BLOCKED),
    ("6A82", CARD_FOREIGN),
    ("6A83", CARD_UNREADABLE),  # of one record: an unwritten field
    ("6A86", CARD_FOREIGN),
    ("6A88", CARD_UNREADABLE),  # of the PIN: none is in use
    ("6B00", CARD_FOREIGN),
    ("6Cxx", CARD_UNREADABLE),  # repeated with that length, until it never ends
    ("6D00", CARD_FOREIGN),
    ("6E00", CARD_FOREIGN),
    ("9303", CARD_BLOCKED),
]


def words_of(pattern: str) -> list[int]:
    """Every status word that a pattern of the table means."""
    free = pattern.count("x")
    return [int(pattern[: 4 - free], 16) << 4 * free | rest for rest in range(16**free)]


@pytest.mark.parametrize(("pattern", "failure"), STATUS_WORDS)
def test_every_status_word_of_the_card_is_decided(pattern: str, failure: Failure) -> None:
    assert {decision_on_status(word) for word in words_of(pattern)} == {failure}


def test_a_status_word_nobody_knows_counts_as_an_unreadable_card() -> None:
    assert decision_on_status(0x6F00) is None
    assert failure_of_status(0x6F00) is CARD_UNREADABLE


def test_every_result_of_pyscard_is_decided() -> None:
    kinds = ("SCARD_E_", "SCARD_W_", "SCARD_F_", "SCARD_P_")
    results = {name: value for name, value in vars(smartcard.scard).items() if name.startswith(kinds)}
    assert len(results) > 50
    assert [name for name, result in results.items() if decision_on_result(result) is None] == []


def exception_classes() -> list[type[Exception]]:
    modules = (smartcard.Exceptions, smartcard.pcsc.PCSCExceptions)
    classes = chain.from_iterable(inspect.getmembers(module, inspect.isclass) for module in modules)
    return [kind for _, kind in classes if issubclass(kind, PYSCARD_ERRORS)]


def raised_by(kind: type[Exception], result: int) -> Exception:
    """An exception as pyscard makes it; what a class does not take it never carries."""
    given = {"message": "any", "hresult": result, "mask": "FF", "readername": "any"}
    taken = inspect.signature(kind.__init__).parameters
    return kind(**{name: value for name, value in given.items() if name in taken})


@pytest.mark.parametrize("kind", exception_classes(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_exception_of_both_families_is_decided_with_a_result_and_without(kind: type[Exception]) -> None:
    assert decision_on_exception(raised_by(kind, -1)) is not None
    told = raised_by(kind, 0x8010000C - (1 << 32))
    expected = CARD_PULLED if getattr(told, "hresult", -1) != -1 else decision_on_exception(raised_by(kind, -1))
    assert decision_on_exception(told) is expected


def test_both_families_are_walked() -> None:
    assert len(exception_classes()) >= 19
    assert {family for kind in exception_classes() for family in PYSCARD_ERRORS if issubclass(kind, family)} == set(
        PYSCARD_ERRORS
    )


def test_a_new_exception_of_pyscard_is_a_failure_of_the_reader_and_its_text_is_not_repeated() -> None:
    unheard = type("Unheard", (PYSCARD_ERRORS[0],), {})
    error = unheard("reader of 张三")
    assert decision_on_exception(error) is None
    assert exception_error(error, "SCardConnect").failure is READER_GONE
    assert exception_error(error, "SCardConnect").detail == "SCardConnect: Unheard"


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.code)
def test_every_failure_has_a_code_a_sentence_and_a_remedy(failure: Failure) -> None:
    assert failure.code and failure.message.endswith(".") and failure.remedy.rstrip(")").endswith((".", "doctor"))
    assert [other.code for other in FAILURES].count(failure.code) == 1


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
