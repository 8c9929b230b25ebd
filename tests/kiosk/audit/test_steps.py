"""Each step leaves the events that matter, each once, and says whom it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from kiosk import errors
from kiosk.audit.declared import DECLARED, EVENTS_IN_ORDER
from kiosk.audit.steps import EVENTS, Line, of_step
from kiosk.errors import Failure
from kiosk.events import Answer, Event, Health, ReaderCondition, Touched
from kiosk.outcomes import AccountLoaded, LoginRefused
from kiosk.staff.acts import NAMES as ACTS
from kiosk.states import (
    CardProblem,
    Claim,
    Display,
    EnterPassword,
    EnterPin,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    ReadingStage,
    Register,
    Session,
    State,
    StillThere,
    TakeCard,
    Welcome,
)
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.people import ZHANG, record


def session(state: State, visit: int = 1) -> Session:
    """Make a session."""
    return Session(state, Display(), visit)


def test_every_state_has_a_declared_event_of_its_own() -> None:
    assert set(EVENTS) == set(get_args(State))
    assert len(set(EVENTS.values())) == len(EVENTS)


TOUCH = Touched()


def lines(before: Session | State, after: Session | State, event: Event = TOUCH) -> tuple[Line, ...]:
    """What a step leaves, of two states in one visit or of two sessions."""
    one, other = (it if isinstance(it, Session) else session(it) for it in (before, after))
    return of_step(one, event, other)


CLAIM = Claim(number="1")
ASKED, REFUSED = EnterPassword(CLAIM), EnterPassword(CLAIM, errors.WRONG_LOGIN, 4)


def test_transitions_that_matter() -> None:
    assert lines(Welcome(), ASKED) == (("login", ""),)
    assert lines(ASKED, REFUSED) == (("login", "A01"),)
    assert lines(REFUSED, ASKED) == lines(ASKED, ASKED) == ()
    assert lines(Welcome(), session(Welcome(), 2)) == (("idle", ""),)
    ended = session(TakeCard(notice=errors.UNEXPECTED), 2)
    assert lines(Overview(record()), ended) == (("visit-ended-card-in", "S01"),)
    assert lines(CardProblem(errors.CARD_PULLED), session(Welcome(errors.CARD_PULLED), 2)) == (("idle", "C03"),)


@pytest.mark.parametrize("failure", errors.FAILURES, ids=lambda failure: failure.code)
def test_every_refusal_has_its_code(failure: Failure) -> None:
    """I5: whatever is told to a person stands in the trail."""
    assert lines(ReadingCard(), CardProblem(failure))[0] == ("card-refused", failure.code)
    assert lines(EnterPin(CLAIM, busy=True), EnterPin(CLAIM, failure, 3))[0] == ("pin", failure.code)
    assert lines(Register(CLAIM, busy=True), Register(CLAIM, failure))[0] == ("registration", failure.code)
    failed = lines(Printing(record(), DOCUMENT), PrintFailed(record(), failure))
    assert failed[0] == ("print-failed", failure.code)


def test_a_refusal_under_the_cover_is_told_once() -> None:
    asked, refused = StillThere(EnterPassword(CLAIM, busy=True), 20), StillThere(REFUSED, 20)
    assert lines(asked, refused) == (("login", "A01"),)
    assert lines(refused, replace(refused, seconds=19)) == ()
    assert lines(refused, REFUSED) == (("login", ""),)
    assert lines(REFUSED, refused) == (("idle-warning", ""),)
    assert lines(asked, StillThere(CardProblem(errors.DATA_AWAY), 20)) == (("card-refused", "D01"),)
    assert lines(StillThere(ReadingCard(), 20), StillThere(Overview(record()), 20)) == (), "it is not seen yet"


def at(reader: ReaderCondition) -> Session:
    """Welcome with the reader so."""
    return Session(Welcome(), Display(), health=Health(reader))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ReaderCondition.NO_CARD, ReaderCondition.SERVICE_DOWN, (("reader-away", "C04"),)),
        (ReaderCondition.READING, ReaderCondition.NO_READER, (("reader-away", "C04"),)),
        (ReaderCondition.SERVICE_DOWN, ReaderCondition.SERVICE_DOWN, ()),
        (ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER, (("reader-away", "C04"),)),
        (ReaderCondition.NO_READER, ReaderCondition.NO_CARD, (("reader-back", ""),)),
        (ReaderCondition.SERVICE_DOWN, ReaderCondition.CARD_PRESENT, (("reader-back", ""),)),
        (ReaderCondition.NO_CARD, ReaderCondition.CARD_PRESENT, ()),
        (ReaderCondition.CARD_PRESENT, ReaderCondition.READING, ()),
    ],
)
def test_the_reader_going_and_coming_is_told_once(
    before: ReaderCondition, after: ReaderCondition, expected: tuple[Line, ...]
) -> None:
    assert lines(at(before), at(after)) == expected


def test_a_name_that_differs_is_told_without_the_name() -> None:
    account = record().account
    loaded = Answer(1, AccountLoaded(account, record().overview, name_differs=True))
    loading, opened = ReadingCard(ReadingStage.LOADING), Overview(record())
    assert lines(loading, opened, loaded) == (("account-viewed", ""), ("card-name-differs", ""))
    assert lines(StillThere(loading, 9), StillThere(opened, 9), loaded) == (("card-name-differs", ""),)
    assert lines(opened, opened, loaded) == ()
    assert lines(Welcome(), Welcome(), loaded) == (), "a late answer is nobody's"
    agreed = Answer(1, AccountLoaded(account, record().overview))
    assert lines(loading, opened, agreed) == (("account-viewed", ""),)


def test_many_numbers_tried_are_an_alarm_of_its_own_also_when_the_person_left() -> None:
    tried = Answer(1, LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15, numbers_here=10))
    waiting = EnterPassword(Claim(number=ZHANG), busy=True)
    refused = replace(waiting, busy=False, failure=errors.KIOSK_LOCKED)
    assert lines(waiting, refused, tried) == (("login", errors.KIOSK_LOCKED.code), ("many-numbers-tried", "10"))
    assert lines(Welcome(), Welcome(), tried) == (("many-numbers-tried", "10"),)
    still = Answer(1, LoginRefused(errors.KIOSK_LOCKED, wait_seconds=9))
    assert lines(Welcome(), Welcome(), still) == (), "who only has to wait raises no further alarm"


def test_missing_characters_are_counted_once_a_paper() -> None:
    waiting = Print(record())
    marked = replace(waiting, document=replace(DOCUMENT, missing=2))
    assert lines(waiting, marked) == (("glyph-missing", "2"),)
    assert lines(waiting, replace(waiting, document=DOCUMENT)) == ()
    assert lines(marked, replace(marked, page=1)) == ()
    assert lines(marked, StillThere(marked, 9)) == (("idle-warning", ""),)
    assert lines(StillThere(marked, 9), marked) == (("print-prepared", ""),)
    another = replace(DOCUMENT, missing=1)
    assert lines(marked, replace(marked, document=another)) == (("glyph-missing", "1"),)


def printer_lines(before: Health, after: Health) -> tuple[Line, ...]:
    """What is written down when the printer was looked at."""
    here = session(Welcome())
    return of_step(replace(here, health=before), Touched(), replace(here, health=after))


def test_the_printers_ups_and_downs_are_written_down_once() -> None:
    well, empty = Health(), Health(printer=errors.NO_PAPER)
    assert printer_lines(well, empty) == (("printer-away", "P01"),)
    assert printer_lines(empty, empty) == printer_lines(well, well) == ()
    assert printer_lines(empty, well) == (("printer-back", ""),)
    assert printer_lines(empty, Health(printer=errors.PRINTER_SILENT)) == (("printer-away", "P03"),)


def test_the_datas_ups_and_downs_are_written_down_once() -> None:
    well, away, unproven = Health(), Health(data=errors.DATA_AWAY), Health(data=errors.SERVER_UNPROVEN)
    assert printer_lines(well, away) == (("data-away", "D01"),)
    assert printer_lines(away, away) == printer_lines(unproven, unproven) == ()
    assert printer_lines(away, unproven) == (("server-unproven", "D03"),)
    assert printer_lines(unproven, well) == printer_lines(away, well) == (("data-back", ""),)


def test_a_replica_that_is_behind_is_written_down_once() -> None:
    old = Health(warnings=(errors.DISK_LOW, errors.DATA_BEHIND))
    assert printer_lines(Health(warnings=(errors.DISK_LOW,)), old) == (("data-behind", "D02"),)
    assert printer_lines(old, old) == printer_lines(old, Health()) == ()


def test_what_runs_low_is_written_down_once() -> None:
    low = Health(printer_warnings=(Failure("P31", errors.Mender.STAFF, "low", "add"),))
    assert printer_lines(Health(), low) == (("printer-warning", "P31"),)
    assert printer_lines(low, low) == printer_lines(low, Health()) == ()


def test_an_exchanged_printer_raises_an_alarm_once() -> None:
    exchanged = Health(printer=errors.PRINTER_EXCHANGED)
    assert printer_lines(Health(), exchanged) == (("printer-away", "P09"), ("printer-alarm", "P09"))
    assert printer_lines(exchanged, exchanged) == ()
    found_out = lines(Printing(record(), DOCUMENT), PrintFailed(record(), errors.PRINTER_EXCHANGED))
    assert found_out == (("print-failed", "P09"), ("printer-alarm", "P09"))


def test_every_event_is_declared_once() -> None:
    assert {*EVENTS.values(), *ACTS.values()} <= DECLARED
    assert len(EVENTS_IN_ORDER) == len(DECLARED)
