"""Somebody who has a stolen kiosk's credentials and types SQL, as with psql."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, NamedTuple, cast
from uuid import UUID

import psycopg

from kiosk.errors import Refused
from kiosk.store.roles import add_kiosk, remove_kiosk

ZHANG, ZHANG_CARD, ZHANG_CODE = "119901198503150015", "A12345674", "119901D15600000500000001A1B2C3D4"
CHEN, CHEN_CARD, CHEN_CODE = "119901199208080020", "B20000016", "119901D15600000500000002A1B2C3D4"
UNKNOWN = "119901198503150099"
OTHER_NUMBERS = tuple(f"1199011970010100{n:02}" for n in range(40))
"""Nobody's either."""
ZHANG_ID, CHEN_ID = "1000000001", "1000000002"

ACCOUNT_TABLES = (
    *("participations", "contributions", "account_years", "benefits"),
    *("transfers", "retirements", "contracts"),
)

_THIEVES = count(1)
"""Logins belong to the whole server."""


def proof(word: str) -> bytes:
    """What stands for argon2id of a password and a salt: the server sees 32 bytes and nothing of how they were made."""
    return hashlib.sha256(word.encode()).digest()


RIGHT, CARDS, WRONG = proof("right"), proof("right, by the card's salt"), proof("wrong")


class Told(NamedTuple):
    """What claim() answers."""

    token: str | None
    person_id: str | None
    result: str
    failed: int
    wait_seconds: int
    numbers_here: int
    card_state: str | None
    card_issued: date | None
    card_valid_until: date | None


@dataclass
class Attacker:
    """One connection with a kiosk's login."""

    line: psycopg.Connection[Any]
    login: str
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line.add_notice_handler(lambda told: self.notices.append(str(told.message_primary)))

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Carry a statement out in the transaction that is open, or a new one; its rows, if it has any."""
        done = self.line.execute(statement.encode(), values or None)
        return done.fetchall() if done.description else []

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The same, and commit."""
        found = self.run(statement, *values)
        self.line.commit()
        return found

    def refusal(self, statement: str, *values: object) -> psycopg.Error | None:
        """The error a statement gives; None where it was carried out. Nothing is left of it."""
        try:
            self.run(statement, *values)
        except psycopg.Error as error:
            return error
        finally:
            self.line.rollback()
        return None

    def with_token(self, token: str | None, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Carry a statement out in a transaction of its own that has a token."""
        self.run("SELECT set_config('kiosk.token', %s, true)", token or "")
        return self.rows(statement, *values)

    def explain(self, statement: str, *values: object) -> str:
        """What EXPLAIN says of it, with everything that is the same each time; the transaction stays open."""
        plan = self.run(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) {statement}", *values)
        return "\n".join(line for (line,) in plan)

    def offer(self, number: str, offered: bytes, *card: str) -> UUID:
        """Offer a proof, in a transaction of its own."""
        marks = ", ".join(["%s"] * (2 + len(card)))
        return cast(UUID, self.rows(f"SELECT offer({marks})", number, offered, *card)[0][0])

    def offer_registration(self, number: str, card_number: str, code: str = "") -> UUID:
        """Offer to set the right proofs for a number and a card."""
        values = (number, card_number, code, RIGHT, CARDS)
        return cast(UUID, self.rows("SELECT offer_registration(%s, %s, %s, %s, %s)", *values)[0][0])

    def claim(self, attempt: UUID) -> Told:
        """Claim an attempt, in a transaction of its own."""
        return Told(*self.rows("SELECT * FROM claim(%s)", attempt)[0])

    def log_in(self, number: str, offered: bytes, *card: str) -> Told:
        """As an honest kiosk does."""
        return self.claim(self.offer(number, offered, *card))

    def register(self, number: str, card_number: str, code: str = "") -> Told:
        """Set the right proofs as an honest kiosk does."""
        return self.claim(self.offer_registration(number, card_number, code))


def fail(kiosk: Attacker, times: int, number: str = ZHANG, *card: str) -> list[Told]:
    """Offer a wrong proof so often."""
    return [kiosk.log_in(number, WRONG, *card) for _ in range(times)]


def token_of(kiosk: Attacker) -> str:
    """张三 logs in."""
    token = kiosk.log_in(ZHANG, RIGHT).token
    assert token is not None
    return token


@contextmanager
def attacker(url: str) -> Iterator[Attacker]:
    """Add a kiosk by the owner's URL, and take its login."""
    name = f"stolen-{next(_THIEVES)}"
    own = add_kiosk(url, name)
    dsn = own.render_as_string(hide_password=False).replace("+psycopg", "")
    try:
        with closing(psycopg.connect(dsn)) as line:
            yield Attacker(line, own.username or "")
    finally:
        with suppress(Refused):  # some tests remove it themselves
            remove_kiosk(url, name)


def time_passes(url: str, seconds: int) -> None:
    """Let every attempt and token lie so much further back."""
    earlier = f"- make_interval(secs => {seconds})"
    as_owner(url, f"UPDATE login.attempts SET at = at {earlier}, judged = judged {earlier}")
    as_owner(url, f"UPDATE login.cleared SET at = at {earlier}")
    as_owner(url, f"UPDATE login.tokens SET expires = expires - make_interval(secs => {seconds})")


def as_owner(url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Carry a statement out as the owner of the data; its rows, if it has any."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as line:
        done = line.execute(statement.encode(), values or None)
        return done.fetchall() if done.description else []
