"""What a kiosk asks of a server that keeps the passwords, and what it answers.

The server compares a proof, argon2id of the password with a salt of its own for each number, and hands out a token
for whoever proved who they are; the token never leaves kiosk/store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol

from kiosk.cards import CardState
from kiosk.passwords import Cost


@dataclass(frozen=True, slots=True)
class LoginRule:
    """What every kiosk of a server must do alike."""

    free_tries: int
    cost: Cost
    """How a proof is computed: at another cost it would be another proof, and nobody would be let in."""
    card_proves: bool = False
    """Whether a password is set with the card in the reader only, whatever a kiosk's own setting allows."""


@dataclass(frozen=True, slots=True)
class CardTold:
    """The card that is in the reader, or whose number was typed; empty strings where there is none."""

    number: str = field(default="", repr=False)
    identification_code: str = field(default="", repr=False)


class Verdict(Enum):
    """What came of an attempt."""

    IN = "in"
    WRONG = "wrong"
    LOCKED = "locked"
    """The number or card must wait; nothing was compared, or this failure brought the wait."""
    KIOSK_LOCKED = "kiosk_locked"
    """Every typed number must wait at this kiosk."""
    CARD = "card"
    """Proven, but the card opens nothing: nobody is in, nothing was counted."""
    VOID = "void"
    """Used, too old, of another kiosk or of this very transaction."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """The answer to an attempt."""

    verdict: Verdict
    person_id: str = field(default="", repr=False)
    failed: int = 0
    """Failures counted for this number or card, this one included."""
    wait_seconds: int = 0
    numbers_here: int = 0
    """When this failure made the whole kiosk wait: how many different numbers failed here lately."""
    card_state: CardState | None = None
    """Of the card that was told, or whose number was typed; None: none was, or it is another person's."""
    card_issued: date | None = None
    card_valid_until: date | None = None


class ServerLogins(Protocol):
    """Runs on the data worker; every method may raise KioskError(DATA_AWAY). Rule and salt may be asked twice."""

    def in_time(self) -> AbstractContextManager[None]:
        """All that is asked inside must be answered while a person waits for one answer; else DATA_AWAY is raised."""
        ...

    def rule(self) -> LoginRule:
        """What every kiosk must do alike."""
        ...

    def salt(self, number: str) -> bytes:
        """The salt of a number, whether anybody has it or not."""
        ...

    def offer(self, number: str, proof: bytes, card: CardTold) -> str:
        """Put an attempt on record, so that it counts whatever happens next; nothing is compared."""
        ...

    def offer_registration(self, number: str, card: CardTold, number_proof: bytes, card_proof: bytes) -> str:
        """The same for setting a password, proven by ID number and card together."""
        ...

    def claim(self, attempt: str, check: Callable[[Claimed], None]) -> Claimed:
        """Have an attempt judged; with IN the visit begins.

        `check` is asked about an IN before it holds: when it raises, nobody is in and nothing was stored.
        """
        ...

    def numbers_without_proof(self) -> Sequence[str]:
        """Of whoever is in: their numbers by which they could not log in yet, such as a new card's."""
        ...

    def keep_proof(self, number: str, proof: bytes) -> None:
        """Let whoever is in log in by this number of theirs from now on."""
        ...

    def end_visit(self) -> None:
        """Nobody is in any more; whatever the server answers, this program forgets them first."""
        ...

    def end_all_visits(self) -> None:
        """End what an earlier run of this kiosk may have left open."""
        ...
