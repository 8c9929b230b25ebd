"""What hands, cards, reader, service, workers, time and bugs can do to a whole conductor in any order: a search."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kiosk import errors
from kiosk.cards import CardFace, Holder
from kiosk.choices import Look, PaperKind
from kiosk.events import (
    Answer,
    BackAsked,
    ContinueAsked,
    Event,
    FinishAsked,
    InsuranceChosen,
    LanguageChosen,
    LookChosen,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PinEntered,
    PreviewTurned,
    PrintAsked,
    PrintConfirmed,
    ReaderCondition,
    RegisterAsked,
    RegistrationEntered,
    Topic,
    TopicAsked,
)
from kiosk.insurance import Insurance
from kiosk.outcomes import AccountLoaded, CardRead, Failed, LoggedIn, Outcome, PersonFound
from kiosk.rules import Rules
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, record
from tests.kiosk.session.cases import RULES
from tests.kiosk.slot import HandCard
from tests.kiosk.two_people import CARDS, CHENS, NUMBERS, PASSWORDS, PINS, TwoPeople
from tests.workers import HandWorker

PEOPLE = st.sampled_from(("P1", "P2"))
THEN = st.sampled_from((*["all"] * 5, *["heard"] * 2, "look", "mail", "card", "data", "paper", "nothing"))
"""Who works and hears after a thing has happened; mostly everybody, or the search never gets anywhere."""
FORMS = {"P1": (ZHANG, ZHANG_CARD), "P2": (CHEN, CHEN_CARD)}
TOUCHES: tuple[Event, ...] = (
    NumberEntryAsked(),
    RegisterAsked(),
    InsuranceChosen(Insurance.EMPLOYEE_PENSION),
    TopicAsked(Topic.DISCREPANCY),
    PrintAsked(),
    PrintAsked(PaperKind.RIGHTS_RECORD),
    PreviewTurned(1),
    PrintConfirmed(),
    BackAsked(),
    FinishAsked(),
    ContinueAsked(),
    LanguageChosen("en"),
    LookChosen(Look.ELDER),
)
GONE = (ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER)
WAITS = (1, 5, 15, 31, 60, 95, 650)
FEW_BUGS = 2
"""More would put the kiosk out of service for the rest of a search."""


class Whoever(RuleBasedStateMachine):
    """A whole conductor in a hall where everything happens, and who has shown what in which visit."""

    followed: Rules = RULES

    def __init__(self) -> None:
        super().__init__()
        self.kiosk = TwoPeople(rules=self.followed)
        self.slot = self.kiosk.slot
        self.slot.on_read = lambda card: self.read[self.visit].add(card.whose)
        self.slot.on_pin = self.a_pin_meets_a_card
        self.read: dict[int, set[str]] = defaultdict(set)
        """Visit -> whose cards were really read in it."""
        self.typed: dict[int, set[str]] = defaultdict(set)
        """Visit -> whose numbers were typed in it."""
        self.proven: dict[int, set[str]] = defaultdict(set)
        """Visit -> whose right password was typed in it, or whose card took its PIN."""
        self.opened: dict[int, set[str]] = defaultdict(set)
        """Visit -> whose records were shown in it."""
        self.beside: dict[int, int] = {}
        """Visit by number -> the card that lay beside it from its beginning."""
        self.inserted = 0
        self.buffers: list[bytearray] = []
        self.pins: dict[int, int] = {}
        """PIN -> the visit it was typed in."""
        self.pins_astray = 0
        self.bugs = 0

    @property
    def visit(self) -> int:
        """The running number of the visit now."""
        return self.kiosk.session.visit

    def password(self, whose: str) -> bytearray:
        """A buffer with somebody's right password, which proves them, or with a wrong one."""
        self.proven[self.visit] |= {whose}
        self.buffers.append(bytearray(PASSWORDS.get(whose, b"111112")))
        return self.buffers[-1]

    def a_pin_meets_a_card(self, pin: bytearray, card: HandCard) -> None:
        """Note a PIN that reaches a card in a later visit; one that is right proves whose card it is."""
        if self.pins[id(pin)] != self.visit:
            self.pins_astray += 1
        if bytes(pin) == card.pin:
            self.proven[self.visit].add(card.whose)

    def go_on(self, then: str) -> None:
        """Let nobody, everybody or some work and hear, so that things meet half-way."""
        workers = self.kiosk.workers
        match then:
            case "all":
                self.kiosk.catch_up()
            case "look":
                self.slot.look()
            case "heard":
                self.kiosk.look()
                workers.mail.run_all()
            case "card" | "data" | "paper" | "mail":
                worker: HandWorker = getattr(workers, then)
                worker.run_one()

    # Hands.

    @rule(name=st.sampled_from(sorted(CARDS)), then=THEN)
    def a_card_goes_in_or_takes_anothers_place(self, name: str, then: str) -> None:
        self.inserted += 1
        self.slot.insert(CARDS[name])
        self.go_on(then)

    @rule(then=THEN)
    def the_card_is_pulled(self, then: str) -> None:
        self.slot.pull()
        self.go_on(then)

    @rule(name=st.sampled_from((*sorted(CARDS), "", "frozen")))
    def the_next_operation_meets_other_hands(self, name: str) -> None:
        def meanwhile() -> None:
            if name in CARDS:
                self.inserted += 1
                self.slot.insert(CARDS[name])
            elif name:
                self.slot.frozen = self.slot.card is not None
            else:
                self.slot.pull()

        self.slot.meanwhile = meanwhile

    @rule(how=st.sampled_from((*GONE, None)), then=THEN)
    def reader_or_service_go_or_come(self, how: ReaderCondition | None, then: str) -> None:
        if how is None:
            self.inserted += self.slot.gone is not None
            self.slot.come_back()
        else:
            self.slot.go(how)
        self.go_on(then)

    # Touches.

    @rule(touch=st.sampled_from(TOUCHES), then=THEN)
    def a_key_is_touched(self, touch: Event, then: str) -> None:
        self.kiosk.conductor.send(touch)
        self.go_on(then)

    @rule(number=st.sampled_from(sorted(NUMBERS)))
    def a_number_is_typed(self, number: str) -> None:
        self.kiosk.conductor.send(NumberEntryAsked())
        self.typed[self.visit].add(NUMBERS[number])
        self.kiosk.conductor.send(NumberEntered(number))

    @rule(who=PEOPLE, right=st.booleans(), then=THEN)
    def a_secret_is_typed(self, who: str, right: bool, then: str) -> None:
        self.type_secret(who, right)
        self.go_on(then)

    @rule(name=st.sampled_from(("zhang", "chen")), then=THEN)
    def cards_are_swapped_unseen_and_the_seconds_secret_is_typed(self, name: str, then: str) -> None:
        self.inserted += 1
        self.slot.insert(CARDS[name])
        self.type_secret(CARDS[name].whose, right=True)
        self.go_on(then)

    def type_secret(self, who: str, right: bool) -> None:
        """The password's screen takes the one, the PIN's screen the other."""
        pin = bytearray(PINS[who] if right else b"000000")
        self.buffers.append(pin)
        self.pins[id(pin)] = self.visit
        self.kiosk.conductor.send(PinEntered(pin))
        self.kiosk.conductor.send(PasswordEntered(self.password(who if right else "")))

    @rule(who=PEOPLE, whose_card=PEOPLE, then=THEN)
    def a_form_is_filled_in(self, who: str, whose_card: str, then: str) -> None:
        number, card_number = FORMS[who][0], FORMS[whose_card][1]
        if who == whose_card:
            self.typed[self.visit].add(who)
        self.kiosk.conductor.send(RegistrationEntered(number, card_number, self.password(who), self.password(who)))
        self.go_on(then)

    # Workers, time, bugs, answers.

    @rule(then=THEN)
    def some_work_is_done(self, then: str) -> None:
        self.go_on(then)

    @rule(seconds=st.sampled_from(WAITS))
    def time_passes(self, seconds: int) -> None:
        self.kiosk.clock.advance(seconds)

    @precondition(lambda self: self.bugs < FEW_BUGS)
    @rule()
    def a_bug_strikes(self) -> None:
        self.bugs += 1
        self.kiosk.conductor.bug(ValueError())

    @rule(who=PEOPLE, back=st.integers(1, 2))
    def answers_of_an_ended_visit_come(self, who: str, back: int) -> None:
        before = self.kiosk.session
        for outcome in late_outcomes(who):
            self.kiosk.conductor.send(Answer(before.visit - back, outcome))
            assert self.kiosk.session == before


def late_outcomes(who: str) -> tuple[Outcome, ...]:
    """What an earlier visit may have asked for."""
    theirs, card = record(who), CARDS["zhang" if who == "P1" else "chen"]
    assert isinstance(card.face, CardFace)
    return (
        CardRead(card.face),
        PersonFound(Holder(who, FORMS[who][0], CHENS)),
        LoggedIn(who),
        AccountLoaded(theirs.account, theirs.overview),
        Failed(errors.DATA_AWAY),
    )
