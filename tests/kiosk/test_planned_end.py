"""A restart waits until nobody is there, but not for ever; too many bugs bring one by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors, exits
from kiosk.planned_end import FAULTY_SECONDS, LONGEST_WAIT_SECONDS, PlannedEnd, nobody_there
from kiosk.states import CardProblem, Display, EnterNumber, Guide, OutOfService, Session, State, TakeCard, Welcome
from tests.clock import HandClock

IDLE = Session(Welcome(), Display())
BUSY = replace(IDLE, state=EnterNumber(), visit=1)
SOMEBODY_LEFT = replace(IDLE, state=Welcome(errors.CARD_PULLED), visit=1)


class Kiosk:
    """What ends, and when."""

    def __init__(self) -> None:
        self.clock, self.ended = HandClock(), list[int]()
        self.plan = PlannedEnd(self.clock, self.ended.append)


@pytest.fixture
def kiosk() -> Kiosk:
    """One nobody has asked anything of."""
    return Kiosk()


@pytest.mark.parametrize("state", [EnterNumber(), CardProblem(errors.CARD_FOREIGN), Guide(), TakeCard()])
def test_somebody_is_there(state: State) -> None:
    assert not nobody_there(replace(BUSY, state=state))


def test_who_reads_how_the_visit_ended_is_still_there() -> None:
    assert not nobody_there(SOMEBODY_LEFT)
    assert nobody_there(IDLE)
    assert nobody_there(replace(IDLE, state=OutOfService(errors.DATA_AWAY)))


def test_without_being_asked_nothing_ends(kiosk: Kiosk) -> None:
    for session in (IDLE, BUSY, SOMEBODY_LEFT, IDLE):
        kiosk.plan.look(session)
    kiosk.clock.advance(10 * LONGEST_WAIT_SECONDS)
    assert kiosk.ended == []


def test_at_rest_it_ends_at_once(kiosk: Kiosk) -> None:
    kiosk.plan.ask(IDLE, when_idle=True)
    assert kiosk.ended == [exits.DONE]


def test_a_visit_is_waited_for(kiosk: Kiosk) -> None:
    kiosk.plan.ask(BUSY, when_idle=True)
    kiosk.clock.advance(60)
    kiosk.plan.look(BUSY)
    kiosk.plan.look(SOMEBODY_LEFT)
    assert kiosk.ended == []
    kiosk.plan.look(replace(IDLE, visit=1))
    assert kiosk.ended == [exits.DONE]


def test_it_waits_half_an_hour_at_most(kiosk: Kiosk) -> None:
    kiosk.plan.ask(BUSY, when_idle=True)
    kiosk.clock.advance(LONGEST_WAIT_SECONDS - 1)
    kiosk.plan.ask(BUSY, when_idle=True)
    assert kiosk.ended == []
    kiosk.clock.advance(1)
    assert kiosk.ended == [exits.DONE]


def test_staff_need_not_wait(kiosk: Kiosk) -> None:
    kiosk.plan.ask(BUSY, when_idle=True)
    kiosk.plan.ask(BUSY, when_idle=False)
    kiosk.clock.advance(2 * LONGEST_WAIT_SECONDS)
    assert kiosk.ended == [exits.DONE], "once"


def test_after_too_many_bugs_it_begins_anew_by_itself(kiosk: Kiosk) -> None:
    kiosk.plan.look(replace(IDLE, state=OutOfService(errors.UNEXPECTED)))
    assert kiosk.plan.faulty
    assert kiosk.ended == [], "whoever stands there may read why"
    kiosk.clock.advance(FAULTY_SECONDS)
    assert kiosk.ended == [exits.FAULTY]


def test_a_kiosk_closed_for_another_reason_stays(kiosk: Kiosk) -> None:
    kiosk.plan.look(replace(IDLE, state=OutOfService(errors.DATA_AWAY)))
    kiosk.clock.advance(10 * FAULTY_SECONDS)
    assert not kiosk.plan.faulty and kiosk.ended == []
