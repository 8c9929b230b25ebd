"""A server that keeps passwords, in memory: kiosk.server_logins.ServerLogins for two people, without any waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count

from kiosk import errors
from kiosk.admission import Registration
from kiosk.cards import Card
from kiosk.errors import KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Cost, proof_of
from kiosk.server_access import ServerAccess
from kiosk.server_logins import CardTold, Claimed, LoginRule, Verdict
from kiosk.states import Claim
from tests.clock import HandClock
from tests.kiosk.hall import FRESH, PASSWORD
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card

RULE = LoginRule(free_tries=5, cost=Cost(1, 8192, 1))


@dataclass(frozen=True)
class Attempt:
    """What was offered."""

    number: str
    proofs: tuple[bytes, ...]
    card: CardTold
    registers: bool = False


@dataclass
class MemoryLogins:
    """张三 is registered, 陈静 is not; `answers` overrules the next judgement."""

    numbers: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"P1": (ZHANG, ZHANG_CARD), "P2": (CHEN, CHEN_CARD)}
    )
    cards: dict[str, Card] = field(default_factory=lambda: {ZHANG_CARD: card(), CHEN_CARD: card(CHEN_CARD)})
    proofs: dict[str, bytes] = field(default_factory=dict)
    """By number."""
    failed: int = 0
    answers: list[Claimed] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    inside: str = ""
    """Who is in."""
    away: bool = False
    known_rule: LoginRule = RULE
    at_leisure: list[str] = field(default_factory=list)
    """What was asked without any limit to the whole."""

    def __post_init__(self) -> None:
        self._in_time = False
        self._attempts: dict[str, Attempt] = {}
        self._ids = map(str, count(1))
        for number in self.numbers["P1"]:
            self.proofs[number] = self.proof(number, PASSWORD)

    def proof(self, number: str, password: str) -> bytes:
        """What a kiosk would compute."""
        return proof_of(bytearray(password.encode()), sha256(number.encode()).digest(), RULE.cost)

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """Whoever waits for all that is asked inside is there."""
        self._in_time = True
        yield
        self._in_time = False

    def rule(self) -> LoginRule:
        """Say the rule."""
        self._ask("rule")
        return self.known_rule

    def salt(self, number: str) -> bytes:
        """Make a salt of whatever number."""
        self._ask("salt")
        return sha256(number.encode()).digest()

    def offer(self, number: str, proof: bytes, card: CardTold) -> str:
        """Keep the attempt."""
        return self._offered("offer", Attempt(number, (proof,), card))

    def offer_registration(self, number: str, card: CardTold, number_proof: bytes, card_proof: bytes) -> str:
        """Keep the attempt."""
        return self._offered("offer registration", Attempt(number, (number_proof, card_proof), card, registers=True))

    def claim(self, attempt: str, check: Callable[[Claimed], None]) -> Claimed:
        """Judge it."""
        self._ask("claim")
        taken = self._attempts.pop(attempt, None)
        claimed = self.answers.pop(0) if self.answers else self._judge(taken)
        if claimed.verdict is Verdict.IN:
            check(claimed)
            self.inside = claimed.person_id
        return claimed

    def numbers_without_proof(self) -> Sequence[str]:
        """Whatever of theirs has none."""
        self._ask("numbers")
        return [number for number in self.numbers[self.inside] if number not in self.proofs]

    def keep_proof(self, number: str, proof: bytes) -> None:
        """Keep it."""
        self._ask("keep")
        self.proofs[number] = proof

    def end_visit(self) -> None:
        """Nobody is in."""
        self.inside = ""
        self._ask("end visit")

    def end_all_visits(self) -> None:
        """Nobody is in."""
        self._ask("end all visits")
        self.inside = ""

    def _offered(self, what: str, attempt: Attempt) -> str:
        self._ask(what)
        name = next(self._ids)
        self._attempts[name] = attempt
        return name

    def _ask(self, what: str) -> None:
        if self.away:
            raise KioskError(errors.DATA_AWAY)
        self.asked.append(what)
        if not self._in_time:
            self.at_leisure.append(what)

    def _judge(self, taken: Attempt | None) -> Claimed:
        if taken is None:
            return Claimed(Verdict.VOID)
        told = self.cards.get(taken.card.number or taken.number)
        holder = next((who for who, numbers in self.numbers.items() if taken.number in numbers), None)
        right = holder and (
            taken.card.number in self.numbers[holder]
            if taken.registers
            else self.proofs.get(taken.number) == taken.proofs[0]
        )
        if holder is None or not right:
            self.failed += 1
            return Claimed(Verdict.WRONG, failed=self.failed)
        if taken.registers:
            for number in self.numbers[holder]:
                self.proofs.pop(number, None)
            self.proofs |= dict(zip((taken.number, taken.card.number), taken.proofs, strict=True))
        claimed = Claimed(Verdict.IN, holder)
        if told is None:
            return claimed
        return replace(claimed, card_state=told.state, card_issued=told.issued, card_valid_until=told.valid_until)


@dataclass
class ServedHall:
    """A kiosk whose passwords such a server keeps."""

    logins: MemoryLogins = field(default_factory=MemoryLogins)
    clock: HandClock = field(default_factory=HandClock)
    card_proves: bool = False
    initial_accepted: bool = True

    def __post_init__(self) -> None:
        self.access = self.restarted()

    def restarted(self) -> ServerAccess:
        """The same kiosk after a restart."""
        return ServerAccess(
            self.logins, self.clock, card_proves=self.card_proves, initial_accepted=self.initial_accepted
        )

    def log_in(self, number: str = ZHANG, password: str = PASSWORD) -> LoggedIn | LoginRefused:
        """Log in by number."""
        return self.access.log_in(Claim(number=number), bytearray(password.encode()))

    def register(
        self, number: str = CHEN, card_number: str = CHEN_CARD, password: str = FRESH, claim: Claim | None = None
    ) -> LoggedIn | LoginRefused:
        """Register with what is typed."""
        secrets = bytearray(password.encode()), bytearray(password.encode())
        return self.access.register(Registration(claim or Claim(), number, card_number, *secrets))
