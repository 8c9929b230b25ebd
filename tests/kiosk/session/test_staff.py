"""Staff log in from Welcome, look and act by their role, and leave; the kiosk closes and opens."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from kiosk import errors
from kiosk.choices import Look
from kiosk.effects import Apply, CheckStaff, Effect, EndVisit, FindStaff, LookInto, Perform, ReadCard, SetTimer
from kiosk.events import (
    AdjustmentsKnown,
    Answer,
    BackAsked,
    BugStruck,
    CardInserted,
    CardRemoved,
    Event,
    FinishAsked,
    HealthChecked,
    LookChosen,
    NumberEntryAsked,
    TimeOut,
    TimerKind,
)
from kiosk.outcomes import (
    ActDone,
    ActFailed,
    Failed,
    LoginRefused,
    Outcome,
    PageLoaded,
    StaffAdmitted,
    StaffCardRead,
)
from kiosk.session import step
from kiosk.staff.acts import (
    NAMES,
    Act,
    AddStaff,
    Adjust,
    Part,
    RemoveStaff,
    ResetStaff,
    Restart,
    Said,
    ShutDown,
    TryPart,
    Unlock,
)
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, MaintenanceAsked, PageAsked, StaffEntered
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.staff.views import LogAsked, Page, PeopleView
from kiosk.states import Display, EnterNumber, Guide, Origin, OutOfService, Rating, Session, State, TakeCard, Welcome
from tests.kiosk.session.cases import ADMINISTRATOR, ATTENDANT, MACHINE, RULES, VISIT, visiting

CLOSED = Adjustments(out_of_service=True)
PASSWORD = b"A1B2C3D4"
WELCOME, DEVICES = Welcome(), Maintenance(ADMINISTRATOR)


def after(session: Session, *events: Event) -> tuple[Session, tuple[Effect, ...]]:
    """The session after some events, and what all of them wanted done but timers."""
    wanted: list[Effect] = []
    for event in events:
        session, effects = step(session, event, RULES)
        wanted += [effect for effect in effects if not isinstance(effect, SetTimer)]
    return session, tuple(wanted)


def answer(session: Session, outcome: Outcome) -> tuple[Session, tuple[Effect, ...]]:
    """The session after an answer to what it asked."""
    return after(session, Answer(session.visit, outcome))


def resting(state: State = WELCOME, card_in: bool = False) -> Session:
    """A kiosk nobody stands at."""
    return Session(state, RULES.home, VISIT, card_in=card_in)


def at_login(card_in: bool = False) -> Session:
    """The staff login."""
    return after(resting(card_in=card_in), MaintenanceAsked())[0]


def maintaining(state: Maintenance = DEVICES) -> Session:
    """Maintenance."""
    return Session(state, Display(), VISIT, Origin.STAFF)


def unwritable() -> Session:
    """In maintenance while the audit trail cannot be written."""
    session = maintaining()
    return replace(session, health=replace(session.health, closed=errors.AUDIT_AWAY))


def asked(session: Session, act: Act) -> tuple[Session, tuple[Effect, ...]]:
    """The session after staff asked for an act."""
    return after(session, ActAsked(act))


# Getting in.


@pytest.mark.parametrize("state", [Welcome(), Welcome(errors.CARD_PULLED), OutOfService(errors.UNEXPECTED)])
def test_staff_get_in_from_where_nobody_is_served(state: State) -> None:
    session, effects = after(resting(state), MaintenanceAsked())
    assert (session.state, session.origin, session.visit) == (StaffLogin(), Origin.STAFF, VISIT + 1)
    assert not effects


@pytest.mark.parametrize("state", [EnterNumber(), Guide()])
def test_staff_interrupt_nobody(state: State) -> None:
    before = visiting(state, Origin.NUMBER)
    assert after(before, MaintenanceAsked())[0] == before


@pytest.mark.parametrize("state", [Rating(), TakeCard()])
def test_staff_wait_until_the_last_person_has_gone(state: State) -> None:
    before = resting(state, card_in=isinstance(state, TakeCard))
    assert after(before, MaintenanceAsked())[0] == before


def test_a_right_login_opens_the_devices() -> None:
    password = bytearray(PASSWORD)
    session, effects = after(at_login(), StaffEntered("2001", password))
    assert effects == (CheckStaff("2001", password),)
    session, effects = answer(session, StaffAdmitted(ATTENDANT))
    assert session.state == Maintenance(ATTENDANT)
    assert effects == (LookInto(ATTENDANT, Page.DEVICES),)


def test_a_login_is_checked_once_at_a_time_and_not_while_it_waits() -> None:
    busy, _ = after(at_login(), StaffEntered("2001", bytearray(PASSWORD)))
    assert not after(busy, StaffEntered("2001", bytearray(PASSWORD)))[1]
    locked, _ = answer(busy, LoginRefused(errors.LOCKED, wait_seconds=2))
    assert not after(locked, StaffEntered("2001", bytearray(PASSWORD)))[1]
    free, _ = after(locked, TimeOut(TimerKind.TICK), TimeOut(TimerKind.TICK))
    assert after(free, StaffEntered("2001", bytearray(PASSWORD)))[1]


def test_a_wrong_login_keeps_the_number_of_a_card() -> None:
    session, effects = after(at_login(), CardInserted())
    assert effects == (FindStaff(),)
    session, _ = answer(session, StaffCardRead("2001"))
    assert session.state == StaffLogin("2001")
    session, _ = after(session, StaffEntered("2001", bytearray(PASSWORD)))
    session, _ = answer(session, LoginRefused(errors.STAFF_WRONG_LOGIN, 4))
    assert session.state == StaffLogin("2001", errors.STAFF_WRONG_LOGIN, 4)


def test_a_card_that_is_in_already_is_read() -> None:
    assert after(resting(card_in=True), MaintenanceAsked())[1] == (FindStaff(),)


def test_a_strange_card_opens_no_account_and_is_named_as_such() -> None:
    session, effects = after(at_login(), CardInserted())
    session, more = answer(session, StaffCardRead(None))
    assert session.state == StaffLogin(failure=errors.STAFF_CARD_UNKNOWN)
    assert not any(isinstance(effect, ReadCard) for effect in (*effects, *more))


def test_a_card_that_goes_takes_its_number_along() -> None:
    session, _ = answer(after(at_login(), CardInserted())[0], StaffCardRead("2001"))
    assert after(session, CardRemoved())[0].state == StaffLogin()


# Looking and acting.


def test_a_page_shows_what_was_gathered_for_it_and_no_other() -> None:
    session, effects = after(maintaining(), PageAsked(Page.LOG, LogAsked(page=2)))
    assert effects == (LookInto(ADMINISTRATOR, Page.LOG, LogAsked(page=2)),)
    assert answer(session, PageLoaded(Page.MACHINE, MACHINE))[0] == session
    shown, _ = answer(session, PageLoaded(Page.LOG, PeopleView()))
    assert isinstance(shown.state, Maintenance)
    assert shown.state.view == PeopleView()


def test_attendants_do_not_see_the_accounts() -> None:
    session = maintaining(Maintenance(ATTENDANT))
    assert after(session, PageAsked(Page.STAFF)) == (session, ())
    assert after(maintaining(), PageAsked(Page.STAFF))[1] == (LookInto(ADMINISTRATOR, Page.STAFF),)


@pytest.mark.parametrize(
    "act", [ShutDown(), AddStaff("3001", Role.ATTENDANT, bytearray(PASSWORD)), RemoveStaff("1001")], ids=repr
)
def test_what_administrators_do_is_refused_to_attendants(act: Act) -> None:
    session, effects = asked(maintaining(Maintenance(ATTENDANT)), act)
    assert not effects
    assert session.state == Maintenance(ATTENDANT, failure=errors.STAFF_ONLY_ADMINISTRATORS)
    assert asked(maintaining(), act)[1] == (Perform(ADMINISTRATOR, act),)


@pytest.mark.parametrize("act", [Unlock("119901198503150015"), Adjust(CLOSED)])
def test_what_must_be_written_down_is_refused_while_it_cannot_be(act: Act) -> None:
    closed = unwritable()
    session, effects = asked(closed, act)
    assert session.state == replace(DEVICES, failure=errors.AUDIT_AWAY)
    assert not effects
    for harmless in (TryPart(Part.DISK), Restart()):
        assert asked(closed, harmless)[1] == (Perform(ADMINISTRATOR, harmless),)


def test_a_password_of_ones_own_is_ones_own_to_change() -> None:
    own, others = (ResetStaff(number, bytearray(PASSWORD)) for number in ("2001", "1001"))
    session = maintaining(Maintenance(ATTENDANT))
    assert asked(session, own)[1] == (Perform(ATTENDANT, own),)
    assert not asked(session, others)[1]


def test_one_act_at_a_time() -> None:
    session, _ = asked(maintaining(), TryPart(Part.PRINTER))
    assert asked(session, Restart()) == (session, ())


def test_an_act_says_what_came_of_it_and_the_page_is_gathered_anew() -> None:
    act = TryPart(Part.DISK)
    session, _ = asked(maintaining(), act)
    session, effects = answer(session, ActDone(act, Said("Well.")))
    assert session.state == Maintenance(ADMINISTRATOR, said=Said("Well."))
    assert effects == (LookInto(ADMINISTRATOR, Page.DEVICES),)


def test_a_page_that_fails_does_not_end_the_act() -> None:
    act = TryPart(Part.PRINTER)
    session, _ = asked(maintaining(), act)
    session, _ = answer(session, Failed(errors.DATA_AWAY))
    assert isinstance(session.state, Maintenance)
    assert session.state.doing is act
    session, effects = answer(session, ActFailed(act, errors.NO_PAPER))
    assert session.state == Maintenance(ADMINISTRATOR, failure=errors.NO_PAPER)
    # The page shows the test's last result, which is another now.
    assert effects == (LookInto(ADMINISTRATOR, Page.DEVICES),)


def test_every_act_has_its_event() -> None:
    assert set(NAMES) == set(get_args(Act))
    assert len(set(NAMES.values())) == len(NAMES)


def test_a_persons_card_in_maintenance_opens_nothing() -> None:
    session, effects = after(maintaining(), CardInserted())
    assert session.state == Maintenance(ADMINISTRATOR)
    assert session.card_in
    assert not effects


# Leaving.


@pytest.mark.parametrize("event", [FinishAsked(), BackAsked(), TimeOut(TimerKind.IDLE)], ids=repr)
@pytest.mark.parametrize("state", [StaffLogin(), Maintenance(ADMINISTRATOR)], ids=lambda state: type(state).__name__)
def test_leaving_ends_at_welcome(state: State, event: Event) -> None:
    session, effects = after(Session(state, Display("en"), VISIT, Origin.STAFF), event)
    assert (session.state, session.origin, session.display) == (Welcome(), Origin.NOBODY, RULES.home)
    assert EndVisit() in effects


def test_maintenance_ends_by_itself_after_three_minutes() -> None:
    _, effects = step(at_login(), StaffEntered("1001", bytearray(PASSWORD)), RULES)
    session, effects = step(
        replace(at_login(), state=StaffLogin(busy=True)), Answer(VISIT + 1, StaffAdmitted(ADMINISTRATOR)), RULES
    )
    assert SetTimer(TimerKind.IDLE, 180) in effects
    _, effects = step(session, Answer(session.visit, PageLoaded(Page.DEVICES, PeopleView())), RULES)
    assert not any(isinstance(effect, SetTimer) for effect in effects), "only somebody who is there starts it anew"


def test_another_look_starts_no_longest_visit() -> None:
    _, effects = step(maintaining(), LookChosen(Look.DARK), RULES)
    assert all(effect.timer is not TimerKind.VISIT for effect in effects if isinstance(effect, SetTimer))


def test_a_card_left_in_is_to_be_taken() -> None:
    session, _ = after(maintaining(), CardInserted(), FinishAsked())
    assert session.state == TakeCard()


# Open and closed.


def test_staff_close_and_open_the_kiosk() -> None:
    closing, opening = Adjust(CLOSED), Adjust(Adjustments())
    session, _ = asked(maintaining(), closing)
    session, effects = answer(session, ActDone(closing, Said("Closed.", adjustments=CLOSED)))
    assert Apply(CLOSED) in effects
    session, _ = after(session, FinishAsked())
    assert session.state == OutOfService(errors.CLOSED_BY_STAFF)
    session, _ = after(session, MaintenanceAsked(), StaffEntered("1001", bytearray(PASSWORD)))
    session, _ = answer(session, StaffAdmitted(ADMINISTRATOR))
    session, _ = asked(session, opening)
    session, _ = answer(session, ActDone(opening, Said("Open.", adjustments=opening.adjustments)))
    assert after(session, FinishAsked())[0].state == Welcome()


def test_a_kiosk_that_was_closed_starts_closed() -> None:
    assert after(resting(), AdjustmentsKnown(CLOSED))[0].state == OutOfService(errors.CLOSED_BY_STAFF)


def test_a_cause_that_closes_lets_the_visit_end_and_no_other_begin() -> None:
    full = HealthChecked(None, None, None, closed=errors.DATA_AWAY)
    visit, _ = after(visiting(Guide(), Origin.NUMBER), full)
    assert visit.state == Guide()
    turned, effects = after(visit, CardInserted())
    assert turned.state == TakeCard()
    assert not any(isinstance(effect, ReadCard) for effect in effects)
    assert after(turned, CardRemoved())[0].state == OutOfService(errors.DATA_AWAY)
    closed, _ = after(resting(), full)
    assert closed.state == OutOfService(errors.DATA_AWAY)
    assert after(closed, NumberEntryAsked())[0] == closed
    assert after(closed, HealthChecked(None, None, None))[0].state == Welcome()


def test_a_card_that_waits_through_a_closing_is_taken_first() -> None:
    closed, _ = after(resting(OutOfService(errors.CLOSED_BY_STAFF), card_in=True), AdjustmentsKnown(CLOSED))
    assert after(closed, AdjustmentsKnown(Adjustments()))[0].state == TakeCard()


def test_too_many_bugs_stay_out_of_service_whatever_health_says() -> None:
    struck, _ = after(resting(), BugStruck(repeated=True), HealthChecked(None, None, None))
    assert struck.state == OutOfService(errors.UNEXPECTED)


def test_welcome_speaks_the_language_staff_chose_at_once() -> None:
    assert after(resting(), AdjustmentsKnown(Adjustments(language="en")))[0].display.language == "en"
    back, _ = after(resting(), *(AdjustmentsKnown(Adjustments(language=each)) for each in ("en", None)))
    assert back.display == RULES.home
    chosen = replace(resting(), display=Display("en", Look.DARK))
    assert after(chosen, AdjustmentsKnown(Adjustments(language="zh_CN")))[0].display == chosen.display


def test_visits_begin_in_the_language_staff_chose() -> None:
    session, _ = after(resting(), AdjustmentsKnown(Adjustments(language="en")), NumberEntryAsked(), FinishAsked())
    assert session.display.language == "en"
    unknown, _ = after(resting(), AdjustmentsKnown(Adjustments(language="xx")), NumberEntryAsked(), FinishAsked())
    assert unknown.display == RULES.home


def test_nothing_secret_in_a_repr() -> None:
    told = repr((Unlock("119901198503150015"), ResetStaff("1001", bytearray(PASSWORD)), ATTENDANT))
    assert "1199" not in told
    assert "1001" not in told
    assert "2001" not in told
    assert "A1B2" not in told
