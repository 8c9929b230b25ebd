"""Access over a hall with two people, and all that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.access import Access
from kiosk.admission import Registration
from kiosk.cards import Card, Holder
from kiosk.errors import Failure
from kiosk.lockout import LockoutRule
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.states import Claim
from tests.clock import HandClock
from tests.kiosk.fakes import CountedPasswords, MemoryCredentials, MemoryLedger
from tests.kiosk.people import CHEN, CHEN_CARD, DIVISION, ZHANG, card, person

PASSWORD, FRESH = "246813", "908172"
UNKNOWN = "119901199001010025"


@dataclass
class Hall:
    """Access over a ledger with 张三 (registered) and 陈静 (not), and all that stands behind it."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    credentials: MemoryCredentials = field(default_factory=MemoryCredentials)
    passwords: CountedPasswords = field(default_factory=CountedPasswords)
    clock: HandClock = field(default_factory=HandClock)
    card_proves: bool = False
    initial_accepted: bool = True
    rule: LockoutRule = field(default_factory=LockoutRule)

    def __post_init__(self) -> None:
        self.ledger.add(person(), card())
        self.ledger.add(person("P2", CHEN, "陈静"), card(CHEN_CARD))
        self.credentials.hashes["P1"] = self.passwords.hash(bytearray(PASSWORD.encode()))
        self.access = self.restarted()

    def restarted(self) -> Access:
        """The same kiosk after a restart: what was stored is still there."""
        return Access(
            self.ledger,
            self.credentials,
            self.passwords,
            self.rule,
            self.clock,
            DIVISION,
            self.card_proves,
            self.initial_accepted,
        )

    def log_in(self, number: str = ZHANG, password: str = PASSWORD) -> LoggedIn | LoginRefused:
        """Log in by number."""
        return self.access.log_in(Claim(number=number), bytearray(password.encode()))

    def register(
        self,
        number: str = CHEN,
        card_number: str = CHEN_CARD,
        password: str = FRESH,
        again: str | None = None,
        claim: Claim | None = None,
    ) -> LoggedIn | LoginRefused:
        """Register with what is typed."""
        secrets = bytearray(password.encode()), bytearray((again or password).encode())
        return self.access.register(Registration(claim or Claim(), number, card_number, *secrets))

    def replace_card(self, old: str, new: Card) -> None:
        """Put another card in a card's place."""
        self.ledger.cards = [
            (new, who, number) if its.number == old else (its, who, number) for its, who, number in self.ledger.cards
        ]


def holder(number: str = CHEN, person_id: str = "P2", card_number: str = CHEN_CARD) -> Claim:
    """The claim of a card in the reader."""
    return Claim(holder=Holder(person_id, number, card(card_number)))


def refused(answer: LoggedIn | LoginRefused) -> Failure:
    """Return why."""
    assert isinstance(answer, LoginRefused)
    return answer.failure
