"""A search: whatever hands, cards, reader, service, workers, time and bugs do to a whole conductor in whatever order,
what is shown belongs to the card that is in, or to the number that was proven, or nothing personal is shown."""

from __future__ import annotations

from hypothesis import Phase, settings
from hypothesis.stateful import invariant

from kiosk import errors
from kiosk.account.payment_list import PaymentList
from kiosk.audit.declared import DECLARED
from kiosk.cards import CardFace, Holder
from kiosk.model import Account
from kiosk.rules import Rules
from kiosk.states import (
    Claim,
    EnterPassword,
    EnterPin,
    Origin,
    OutOfService,
    Record,
    Session,
    StillThere,
    TakeCard,
    Welcome,
)
from tests.kiosk.reachable import reachable
from tests.kiosk.session.cases import RULES
from tests.kiosk.session.whoever import Whoever
from tests.kiosk.two_people import NUMBERS

PERSONAL = (Account, PaymentList, Holder, CardFace, Claim, Record)


def uncovered(session: Session) -> object:
    """The state, without the cover."""
    return session.state.resume if isinstance(session.state, StillThere) else session.state


class WhoeverComes(Whoever):
    """What must be so, whatever happened."""

    @invariant()
    def all_is_well(self) -> None:
        """Every rule at once, so that what led to a failure can be read without them between the lines."""
        for session in self.kiosk.shown:
            self.a_record_shown_was_claimed_and_proven_in_this_visit_and_is_the_only_one(session)
            self.a_claim_shown_is_the_number_typed_or_the_card_read_in_this_visit(session)
            self.without_a_visit_nothing_personal_is_shown(session)
        del self.kiosk.shown[:-1]
        self.the_screen_shows_the_session()
        self.what_a_card_visit_shows_is_of_the_card_that_is_in()
        self.a_card_that_comes_ends_a_visit_by_number()
        self.the_session_knows_whether_a_card_is_in()
        self.a_visit_that_ended_left_nothing_behind()
        self.no_pin_met_the_card_of_a_later_visit()
        self.nothing_broke()

    def shown(self) -> Session:
        """What the screen was told last; before that it shows Welcome."""
        return self.kiosk.shown[-1]

    def caught_up(self) -> bool:
        """Whether nothing that hands did is still to be heard of."""
        return not self.slot.unseen and not self.kiosk.workers.mail.tasks

    def the_screen_shows_the_session(self) -> None:
        assert self.shown() == self.kiosk.session

    def a_record_shown_was_claimed_and_proven_in_this_visit_and_is_the_only_one(self, session: Session) -> None:
        held = getattr(uncovered(session), "record", None)
        if held is None:
            return
        who, visit = held.account.person.person_id, session.visit
        self.opened[visit].add(who)
        assert who in self.proven[visit]
        assert who in self.read[visit] | self.typed[visit]
        assert self.opened[visit] == {who}

    def a_claim_shown_is_the_number_typed_or_the_card_read_in_this_visit(self, session: Session) -> None:
        claim = getattr(uncovered(session), "claim", None) or Claim()
        if claim.holder is not None:
            assert claim.holder.person_id in self.read[session.visit]
            assert session.origin is not Origin.NUMBER
        if claim.number:
            assert NUMBERS[claim.number] in self.typed[session.visit]
            assert session.origin is Origin.NUMBER

    def what_a_card_visit_shows_is_of_the_card_that_is_in(self) -> None:
        session = self.shown()
        if session.origin is not Origin.CARD or not self.caught_up():
            return
        here = self.slot.card
        assert here is not None
        state = uncovered(session)
        held, claim = getattr(state, "record", None), getattr(state, "claim", Claim())
        assert held is None or held.account.person.person_id == here.whose
        assert claim.holder is None or claim.holder.person_id == here.whose

    def a_card_that_comes_ends_a_visit_by_number(self) -> None:
        session = self.shown()
        if session.origin is Origin.NUMBER and self.caught_up() and self.slot.card and self.slot.gone is None:
            assert self.beside.setdefault(session.visit, self.inserted) == self.inserted

    def the_session_knows_whether_a_card_is_in(self) -> None:
        if self.caught_up():
            here = self.slot.card if self.slot.gone is None else None
            assert self.shown().card_in == (here is not None and not here.contactless)
            assert self.shown().health.reader.away == (self.slot.gone is not None)

    def without_a_visit_nothing_personal_is_shown(self, session: Session) -> None:
        if session.origin is Origin.NOBODY:
            assert isinstance(session.state, Welcome | TakeCard | OutOfService)
            assert not isinstance(session.state, TakeCard) or session.card_in

    def a_visit_that_ended_left_nothing_behind(self) -> None:
        workers = self.kiosk.workers
        if any(worker.tasks for worker in (workers.card, workers.data, workers.paper, workers.mail)):
            return
        assert not any(any(buffer) for buffer in self.buffers), "a secret was not overwritten"
        self.buffers.clear()
        if self.kiosk.session.origin is Origin.NOBODY:
            kiosk = self.kiosk
            data = (kiosk, kiosk.ledger, kiosk.credentials, kiosk.paper, kiosk.printer, kiosk.slot, kiosk.audit)
            left = [it for it in reachable(kiosk.conductor, except_for=data) if isinstance(it, PERSONAL)]
            assert not left

    def no_pin_met_the_card_of_a_later_visit(self) -> None:
        assert not self.pins_astray

    def nothing_broke(self) -> None:
        """An exception in a worker, this search's own included, would end as a bug that nobody sees."""
        assert [code for _, code, _ in self.kiosk.audit.lines].count(errors.UNEXPECTED.code) == self.bugs

    def teardown(self) -> None:
        """I5: only declared events. I6: with the cause gone the kiosk serves the next person by itself."""
        lines = self.kiosk.audit.lines
        assert {line[0] for line in lines} <= DECLARED
        assert {line[1] for line in lines} <= {"", *(failure.code for failure in errors.FAILURES)}
        self.slot.come_back()
        self.slot.meanwhile = None
        self.kiosk.pull()
        for _ in range(10):
            self.kiosk.clock.advance(100)
            self.kiosk.catch_up()
        assert self.kiosk.state() == Welcome()
        self.slot.tries.clear()
        self.kiosk.insert("zhang")
        assert isinstance(self.kiosk.state(), EnterPin if self.followed.pin_opens else EnterPassword)


class WhoeverComesWithAPin(WhoeverComes):
    """The same where the card's PIN opens the account."""

    followed = Rules(today=RULES.today, pin_opens=True)


TestWhoeverComes = WhoeverComes.TestCase
TestWhoeverComes.settings = settings(
    max_examples=60,
    stateful_step_count=50,
    deadline=None,
    # Without shrinking: that takes longer than a test may, and would end in a time-out that says nothing.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
TestWhoeverComesWithAPin = WhoeverComesWithAPin.TestCase
TestWhoeverComesWithAPin.settings = TestWhoeverComes.settings
