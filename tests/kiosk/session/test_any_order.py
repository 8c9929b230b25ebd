"""Whatever happens in whatever order, answers late or early: a record on screen is that of this visit's own login."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk import errors
from kiosk.cards import Card, Holder
from kiosk.document import JobPhase, JobState, PrintJob
from kiosk.effects import (
    AskPinTries,
    CheckPassword,
    CheckPin,
    CheckStaff,
    DrawPage,
    Effect,
    EndVisit,
    FindPerson,
    FindStaff,
    LoadAccount,
    LookInto,
    MakePaper,
    Perform,
    ReadCard,
    SetPassword,
    SetTimer,
    StopTimer,
    Submit,
    WatchJob,
)
from kiosk.events import (
    Answer,
    BackAsked,
    BugStruck,
    CardInserted,
    CardRemoved,
    Event,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    RegistrationEntered,
    TimeOut,
    TimerKind,
)
from kiosk.outcomes import (
    AccountLoaded,
    ActDone,
    CardRead,
    Failed,
    JobLookedAt,
    JobSubmitted,
    LoggedIn,
    LoginRefused,
    Outcome,
    PageDrawn,
    PageLoaded,
    PaperMade,
    PersonFound,
    PinRefused,
    PinTriesKnown,
    StaffAdmitted,
    StaffCardRead,
)
from kiosk.rules import Rules
from kiosk.session import step
from kiosk.staff.acts import Adjust, Said
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import Claim, Origin, Record, Session, State, StillThere, Welcome
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card, face, record
from tests.kiosk.session.cases import ADMINISTRATOR, MACHINE, PICTURE, RULES, person_events, staff_events

NUMBERS = {ZHANG: "P1", ZHANG_CARD: "P1", CHEN: "P2", CHEN_CARD: "P2"}
CARDS = {"P1": card(ZHANG_CARD), "P2": card(CHEN_CARD)}
RECORDS = {person_id: record(person_id) for person_id in ("P1", "P2")}


@dataclass(frozen=True)
class Asked:
    """An effect under way: which visit asked, and which card was in then."""

    visit: int
    effect: Effect
    card_of: str | None


def shown(state: State) -> Record | None:
    """The record a state holds, covered or not."""
    state = state.resume if isinstance(state, StillThere) else state
    return getattr(state, "record", None)


def whose(claim: Claim) -> str | None:
    """Who a claim says someone is."""
    return claim.holder.person_id if claim.holder else NUMBERS.get(claim.number)


def holder_of(its: Card) -> Holder:
    """The holder the data know."""
    person_id = NUMBERS[its.number]
    return Holder(person_id, ZHANG if person_id == "P1" else CHEN, its)


def staff_outcome_of(effect: Effect) -> Outcome | None:
    """What the desk answers."""
    match effect:
        case CheckStaff():
            return StaffAdmitted(ADMINISTRATOR)
        case FindStaff():
            return StaffCardRead(None)
        case LookInto(page=page):
            return PageLoaded(page, MACHINE)
        case Perform(act=act):
            return ActDone(act, Said("Done.", adjustments=act.adjustments if isinstance(act, Adjust) else None))
        case _:
            return None


class AnyOrder(RuleBasedStateMachine):
    """A kiosk whose people, cards, workers and timers do whatever they like."""

    followed: Rules = RULES

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(Welcome(), self.followed.home)
        self.asked: list[Asked] = []
        self.timers: dict[TimerKind, int] = {}
        self.card_of: str | None = None
        self.proven: tuple[int, str] | None = None
        """Visit and person of the last secret handed over."""

    def happen(self, event: Event) -> None:
        """Take a step, as the conductor would."""
        self.session, effects = step(self.session, event, self.followed)
        for effect in effects:
            match effect:
                case SetTimer(kind, seconds):
                    assert seconds > 0
                    self.timers[kind] = self.session.visit
                case StopTimer(kind):
                    self.timers.pop(kind, None)
                case EndVisit():
                    self.timers.clear()
                case _:
                    self.asked.append(Asked(self.session.visit, effect, self.card_of))
                    self.remember(effect)

    def remember(self, effect: Effect) -> None:
        """Note for whom a secret was handed over last."""
        match effect:
            case CheckPassword(claim=claim):
                who = whose(claim)
            case SetPassword(form=form):
                who = NUMBERS.get(form.number)
            case CheckPin(holder=holder):
                who = holder.person_id
            case _:
                return
        self.proven = (self.session.visit, who) if who else None

    @rule(event=st.sampled_from(person_events()))
    def the_person_does_something(self, event: Event) -> None:
        self.happen(event)

    @rule(event=st.sampled_from(staff_events()))
    def staff_do_something(self, event: Event) -> None:
        self.happen(event)

    @rule(number=st.sampled_from(sorted(NUMBERS)))
    def someone_types_a_number_and_a_password(self, number: str) -> None:
        for event in (BackAsked(), NumberEntryAsked(), NumberEntered(number), PasswordEntered(bytearray(b"246813"))):
            self.happen(event)

    @rule(person_id=st.sampled_from(("P1", "P2")))
    def someone_registers(self, person_id: str) -> None:
        number = ZHANG if person_id == "P1" else CHEN
        secrets = bytearray(b"908172"), bytearray(b"908172")
        self.happen(RegistrationEntered(number, CARDS[person_id].number, *secrets))

    @precondition(lambda self: self.card_of is None)
    @rule(person_id=st.sampled_from(("P1", "P2")), contactless=st.booleans())
    def a_card_comes(self, person_id: str, contactless: bool) -> None:
        self.card_of = person_id
        self.happen(CardInserted(contactless))

    @precondition(lambda self: self.card_of is not None)
    @rule()
    def the_card_goes(self) -> None:
        self.card_of = None
        self.happen(CardRemoved())

    @precondition(lambda self: self.card_of is not None)
    @rule(contactless=st.booleans())
    def the_card_is_swapped(self, contactless: bool) -> None:
        self.card_of = "P2" if self.card_of == "P1" else "P1"
        self.happen(CardRemoved())
        self.happen(CardInserted(contactless))

    @precondition(lambda self: self.timers)
    @rule(data=st.data())
    def a_timer_rings(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from(sorted(self.timers, key=lambda kind: kind.value)))
        if self.timers.pop(kind) == self.session.visit:
            self.happen(TimeOut(kind))

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), well=st.booleans())
    def an_answer_comes(self, data: st.DataObject, well: bool) -> None:
        asked = self.asked.pop(data.draw(st.integers(0, len(self.asked) - 1)))
        outcome = self.outcome_of(asked) if well else Failed(errors.DATA_AWAY)
        if outcome is not None:
            self.happen(Answer(asked.visit, outcome))

    @rule(repeated=st.just(False))
    def a_bug_strikes(self, repeated: bool) -> None:
        self.happen(BugStruck(repeated))

    def outcome_of(self, asked: Asked) -> Outcome | None:
        """What the real parts would answer when all is well."""
        match asked.effect:
            case ReadCard():
                return CardRead(face(CARDS[asked.card_of])) if asked.card_of else Failed(errors.CARD_PULLED)
            case FindPerson(read):
                return PersonFound(holder_of(card(read.card_number)))
            case CheckPassword(claim=claim):
                who = whose(claim)
                return LoggedIn(who) if who else LoginRefused(errors.WRONG_LOGIN, 4)
            case SetPassword(form=form):
                return LoggedIn(NUMBERS[form.number])
            case _:
                return self.later_outcome_of(asked.effect)

    def later_outcome_of(self, effect: Effect) -> Outcome | None:
        """What the real parts answer after the login, and about PINs."""
        match effect:
            case AskPinTries():
                return PinTriesKnown(6)
            case CheckPin(holder=holder):
                return LoggedIn(holder.person_id) if len(self.asked) % 2 else PinRefused(4)
            case LoadAccount(person_id):
                return AccountLoaded(RECORDS[person_id].account, RECORDS[person_id].overview)
            case MakePaper(choice=choice):
                return PaperMade(DOCUMENT, choice)
            case DrawPage(document, page):
                return PageDrawn(document, page, PICTURE)
            case Submit():
                return JobSubmitted(PrintJob(1, 2, 99.0, 59.0))
            case WatchJob():
                return JobLookedAt(JobState(JobPhase.SENT))
            case _:
                return staff_outcome_of(effect)

    @invariant()
    def a_record_is_that_of_this_visits_last_login(self) -> None:
        record_here = shown(self.session.state)
        if record_here is not None:
            assert self.proven is not None
            assert self.proven[1] == record_here.account.person.person_id
            assert self.proven[0] == self.session.visit

    @invariant()
    def a_card_visits_record_is_its_cards(self) -> None:
        record_here = shown(self.session.state)
        if record_here is not None and self.session.origin is Origin.CARD and self.card_of is not None:
            assert record_here.account.person.person_id == self.card_of

    @invariant()
    def without_a_visit_nothing_personal_is_left(self) -> None:
        if self.session.origin is Origin.NOBODY:
            assert shown(self.session.state) is None
            assert not hasattr(self.session.state, "claim")

    @invariant()
    def staff_never_see_a_person(self) -> None:
        if self.session.origin is Origin.STAFF:
            assert isinstance(self.session.state, StaffLogin | Maintenance)

    @invariant()
    def a_visit_always_has_a_timer_that_leads_out(self) -> None:
        if self.session.origin is not Origin.NOBODY:
            live = {kind for kind, visit in self.timers.items() if visit == self.session.visit}
            assert live & {TimerKind.IDLE, TimerKind.TICK}, self.session.state


class AnyOrderWithPin(AnyOrder):
    """The same where the card's PIN opens the account."""

    followed = Rules(today=RULES.today, pin_opens=True)


LONG = settings(max_examples=150, stateful_step_count=60, deadline=None)
TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = LONG
TestAnyOrderWithPin = AnyOrderWithPin.TestCase
TestAnyOrderWithPin.settings = LONG
