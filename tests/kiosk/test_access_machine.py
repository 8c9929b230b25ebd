"""Any interleaving of logins, registrations, time, clock changes and restarts keeps to the limits."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk import errors
from kiosk.lockout import LockoutRule
from kiosk.outcomes import LoggedIn, LoginRefused
from tests.kiosk.hall import PASSWORD, UNKNOWN, Hall, holder
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD
from tests.kiosk.two_people import PlainPasswords

HOUR = 3600
TRIES_AN_HOUR = 5 + 7
"""Five free ones, then one after each wait: 15 s doubled seven times come to 1,905 s, eight times to 3,825 s."""
NUMBERS = (ZHANG, CHEN, UNKNOWN, ZHANG_CARD)
CLAIMED = st.sampled_from(NUMBERS)
WRONG = "908173"
STRANGERS = tuple(f"Z1{n:07}" for n in range(40))


class Tries(RuleBasedStateMachine):
    """A kiosk whose every answer is compared with what the limits allow."""

    @initialize()
    def open(self) -> None:
        """A kiosk nobody tried yet; the first password stands as it is, for speed."""
        self.hall = Hall(passwords=PlainPasswords(), rule=LockoutRule(kiosk_numbers=6))  # type: ignore[arg-type]  # counts nothing here
        self.tried: dict[str, list[float]] = defaultdict(list)
        """When a wrong try passed the lock, by number; forgotten when a right one clears it."""
        self.free_at: dict[str, float] = defaultdict(float)
        """Before this nothing may pass, by what was answered."""
        self.numbers_free_at = 0.0
        self.strangers = 0

    def _now(self) -> float:
        return self.hall.clock.monotonic()

    def _judge(self, key: str, answer: LoggedIn | LoginRefused, *, by_card: bool = False) -> None:
        now = self._now()
        free_at = self.free_at[key] if by_card else max(self.free_at[key], self.numbers_free_at)
        locked = isinstance(answer, LoginRefused) and answer.failure in (errors.LOCKED, errors.KIOSK_LOCKED)
        if now < free_at:
            assert locked, "nothing passes while one must wait"
        match answer:
            case LoggedIn():
                self.tried[key].clear()
            case LoginRefused(failure=errors.LOCKED | errors.KIOSK_LOCKED as failure, wait_seconds=wait):
                assert wait >= free_at - now, "a wait never gets shorter"
                assert not (by_card and failure is errors.KIOSK_LOCKED), "the card's way in goes on"
                if now >= free_at:
                    self.tried[key].append(now)
                # What is left of a wait is said in whole seconds, rounded up.
                self._wait(key, failure is errors.KIOSK_LOCKED, now + wait - (now < free_at))
            case LoginRefused():
                self.tried[key].append(now)

    def _wait(self, key: str, all_numbers: bool, until: float) -> None:
        if all_numbers:
            self.numbers_free_at = max(self.numbers_free_at, until)
        else:
            self.free_at[key] = max(self.free_at[key], until)

    @rule(number=CLAIMED)
    def a_wrong_password(self, number: str) -> None:
        """Wrong for everybody."""
        self._judge(number, self.hall.log_in(number, WRONG))

    @rule(number=CLAIMED)
    def many_wrong_passwords(self, number: str) -> None:
        """As fast as it goes."""
        for _ in range(6):
            self._judge(number, self.hall.log_in(number, WRONG))

    @rule()
    def a_wrong_password_with_the_card(self) -> None:
        """张三's card is in."""
        answer = self.hall.access.log_in(holder(ZHANG, "P1", ZHANG_CARD), bytearray(WRONG.encode()))
        self._judge("card", answer, by_card=True)

    @rule()
    def the_right_password(self) -> None:
        """张三's; he may have set another one by now."""
        password = self.hall.credentials.hashes["P1"]
        answer = self.hall.log_in(ZHANG, password)
        self._judge(ZHANG, answer)

    @rule(number=st.sampled_from((CHEN, UNKNOWN)), card=st.sampled_from((CHEN_CARD, ZHANG_CARD, "Z99999999")))
    def a_registration(self, number: str, card: str) -> None:
        """Right for one pair; it ends the waits of whoever proves to be that person."""
        answer = self.hall.register(number, card)
        self._judge(number, answer)

    @precondition(lambda self: self.strangers < len(STRANGERS))
    @rule()
    def one_more_number(self) -> None:
        """Somebody tries one password over many numbers."""
        self._judge(STRANGERS[self.strangers], self.hall.log_in(STRANGERS[self.strangers], PASSWORD))
        self.strangers += 1

    @rule(seconds=st.sampled_from((1, 7.5, 14, 15, 16, 60, 599, 600, 601, 3600)))
    def time_passes(self, seconds: float) -> None:
        """By the monotonic clock."""
        self.hall.clock.advance(seconds)

    @rule(days=st.sampled_from((-3650, -1, 1, 3650)))
    def the_clock_is_set(self, days: int) -> None:
        """The wall clock only. Cards must stay old enough and valid."""
        moment = self.hall.clock.now() + timedelta(days=days)
        if 2021 <= moment.year <= 2029:
            self.hall.clock.set_wall(moment)

    @rule(warmed=st.booleans(), kept=st.booleans())
    def a_restart(self, warmed: bool, kept: bool) -> None:
        """With power cut, or closed in order; the data may be away when it starts."""
        if kept:
            self.hall.access.keep_waits()
        self.hall.access = self.hall.restarted()
        if warmed:
            self.hall.access.warm()

    @rule()
    def waits_are_kept(self) -> None:
        """As the program does each minute."""
        self.hall.access.keep_waits()

    @invariant()
    def never_more_tries_an_hour_than_the_rule_allows(self) -> None:
        """On any number, counted over any hour."""
        for moments in self.tried.values():
            for first, later in zip(moments, moments[TRIES_AN_HOUR:], strict=False):
                assert later - first > HOUR


Tries.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestTries = Tries.TestCase
