"""Wrong tries: counted under keys that name nobody, kept across restarts, answered with what is left.

Cards and typed numbers are counted apart: nobody can lock another's card by typing their number. A typed number
counts for the kiosk too; a card does not, so that the card's way in goes on while the kiosk waits. Staff's tries are
counted apart from people's: neither locks the other out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kiosk import errors
from kiosk.errors import Failure, KioskError
from kiosk.keyed import keyed
from kiosk.lockout import FailedNumbers, LockoutRule, Waits
from kiosk.log import log
from kiosk.outcomes import LoginRefused
from kiosk.passwords import Passwords
from kiosk.ports import Attempts, Clock, CredentialStore
from kiosk.states import Claim

_KIOSK = "kiosk"
_SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is counted together: people, or staff."""

    prefix: str
    """Stands before the stored keys, so that each circle keeps its own waits."""
    locked: Failure
    """A single number or card must wait."""
    all_locked: Failure
    """Many different numbers failed: all of them must wait."""


PEOPLE = Circle("", errors.LOCKED, errors.KIOSK_LOCKED)


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody tries to log in with."""

    name: str = field(repr=False)
    typed: bool = True
    """Whether it was typed; what is typed counts for the kiosk as well."""


def tried_by(claim: Claim) -> Tried:
    """A person's card, or the number they typed."""
    if claim.holder:
        return Tried(f"card:{claim.holder.person_id}", typed=False)
    return Tried(f"number:{claim.number}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One try that begins: what it is counted under, and what was counted so far."""

    key: str
    attempts: Attempts
    kiosk_key: str | None
    """None where a card is in: only typed numbers count for the kiosk."""
    refusal: LoginRefused | None
    """Why it may not go on: a wait that is not over."""


class Tries:
    """Counts on the data worker; a count that cannot be stored is kept in memory, so that it holds all the same."""

    def __init__(self, credentials: CredentialStore, rule: LockoutRule, clock: Clock, circle: Circle = PEOPLE) -> None:
        self._credentials = credentials
        self._rule = rule
        self._clock = clock
        self._circle = circle
        self._waits = Waits()
        self._numbers: FailedNumbers | None = None
        self._unstored: dict[str, Attempts] = {}

    def begin(self, tried: Tried) -> Turn:
        """Look up what is counted for a card or number. Raises KioskError(DATA_AWAY)."""
        now = self._clock.monotonic()
        key, kiosk_key = self._key(tried.name), self._key(_KIOSK) if tried.typed else None
        attempts = self._attempts(key)
        own = self._waits.remaining(key, attempts, now)
        kiosk = self._kiosk_wait(kiosk_key, now) if kiosk_key else 0
        return Turn(key, attempts, kiosk_key, self._refusal(own, kiosk))

    def failed(self, turn: Turn, failure: Failure) -> LoginRefused:
        """Count a failure, and say how many tries are left or how long to wait."""
        now = self._clock.monotonic()
        counted = self._rule.after_failure(turn.attempts)
        self._count(turn.key, counted, now)
        kiosk = self._failed_here(turn, now)
        refusal = self._refusal(counted.wait_seconds, kiosk.wait_seconds)
        refused = refusal or LoginRefused(failure, tries_left=self._rule.tries_left(counted))
        return replace(refused, numbers_here=kiosk.failed) if kiosk.wait_seconds else refused

    def passed(self, turn: Turn) -> None:
        """A right login clears its own count, and no other."""
        self._waits.forget(turn.key)
        if turn.attempts != Attempts():
            self._keep(turn.key, Attempts())

    def forget(self, tried: Tried) -> None:
        """Clear what is counted for a card or number."""
        self.passed(self.begin(tried))

    def resume(self) -> None:
        """Start the waits that an earlier run stored, each in full. Raises KioskError(DATA_AWAY).

        The kiosk's secret is made now, where there is none yet: the first person's login must cost what any does.
        """
        self._credentials.secret()
        now = self._clock.monotonic()
        for key, attempts in self._credentials.waiting().items():
            if key.rpartition(_SEPARATOR)[0] != self._circle.prefix:
                continue
            self._waits.remaining(key, attempts, now)

    def warm(self, passwords: Passwords, costs: Callable[[], Iterable[str]]) -> None:
        """Before the first login: start the stored waits, and prepare to cost everybody the same time. Never raises.

        `costs` asks how the kept hashes are computed.
        """
        try:
            self.resume()
            passwords.warm(costs())
        except KioskError as error:
            # Away now: each wait then starts when it is first asked for, which is never sooner.
            log().warning("logins not warmed", detail=error.detail)
            passwords.warm()

    def store_waits(self) -> None:
        """Keep the waits if they can be kept; now and again, and before the program ends. Never raises."""
        try:
            self.keep_waits()
        except KioskError as error:
            log().warning("waits not stored", detail=error.detail)

    def keep_waits(self) -> None:
        """Store what is left of every wait: a later restart starts it again in full. Raises KioskError(DATA_AWAY).

        Those too that a command stored meanwhile: each run of it begins its wait anew, so that only here time passes.
        """
        self.resume()
        now = self._clock.monotonic()
        kiosk_key = self._key(_KIOSK)
        for key in {kiosk_key, *self._waits.keys()}:
            kept = self._attempts(key)
            left = self._waits.remaining(key, kept, now)
            lately = self._numbers.count(now) if key == kiosk_key and self._numbers is not None else kept.failed
            if kept != Attempts(lately, left):
                self._credentials.keep_attempts(key, Attempts(lately, left))
                self._unstored.pop(key, None)
            if not left:
                self._waits.forget(key)

    def _kiosk_wait(self, kiosk_key: str, now: float) -> int:
        kept = self._attempts(kiosk_key)
        left = self._waits.remaining(kiosk_key, kept, now)
        if self._numbers is None:
            self._numbers = FailedNumbers(self._rule.kiosk_window)
            self._numbers.resume(kept.failed, now)
            self._numbers.hold(left)
        return left

    def _failed_here(self, turn: Turn, now: float) -> Attempts:
        """Count a further number for the kiosk; how many there are and the wait that this one brings."""
        if turn.kiosk_key is None or self._numbers is None or not self._numbers.add(turn.key, now):
            return Attempts()
        counted = self._rule.after_numbers(self._numbers.count(now))
        self._count(turn.kiosk_key, counted, now)
        if counted.wait_seconds:
            log().warning("many numbers tried", numbers=counted.failed, wait=counted.wait_seconds)
            self._numbers.hold(counted.wait_seconds)
        return counted

    def _count(self, key: str, counted: Attempts, now: float) -> None:
        self._keep(key, counted)
        if counted.wait_seconds:
            self._waits.begin(key, counted.wait_seconds, now)

    def _attempts(self, key: str) -> Attempts:
        kept = self._credentials.attempts(key)
        return self._unstored.get(key, kept)

    def _keep(self, key: str, attempts: Attempts) -> None:
        """A full or read-only disk must not make tries free."""
        try:
            self._credentials.keep_attempts(key, attempts)
        except KioskError as error:
            log().error("tries not stored", detail=error.detail)
            self._unstored[key] = attempts
        else:
            self._unstored.pop(key, None)

    def _refusal(self, own: int, kiosk: int) -> LoginRefused | None:
        if not own and not kiosk:
            return None
        failure = self._circle.locked if own >= kiosk else self._circle.all_locked
        return LoginRefused(failure, wait_seconds=max(own, kiosk))

    def _key(self, name: str) -> str:
        hashed = keyed(self._credentials.secret(), name)
        return f"{self._circle.prefix}{_SEPARATOR}{hashed}" if self._circle.prefix else hashed
