"""Query passwords: hashing with argon2id, weak ones refused with the reason, buffers overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import hash_secret_raw

from kiosk.config import PasswordSection
from kiosk.errors import PASSWORD_WEAK, Failure
from kiosk.identity import birth_date_of, initial_password
from kiosk.words import N_

LENGTH = 6
"""Query passwords have six characters: digits, the last may be X."""

NOT_SIX = replace(
    PASSWORD_WEAK, message=N_("A password has six digits; the last may be X. Please choose one like that.")
)
IS_INITIAL = replace(
    PASSWORD_WEAK,
    message=N_(
        "This is the initial password, the last six characters of the ID number. Please choose another password."
    ),
)
IS_BIRTH_DATE = replace(
    PASSWORD_WEAK,
    message=N_("This password is a date of birth, which others may know. Please choose another password."),
)
IS_IN_NUMBER = replace(
    PASSWORD_WEAK,
    message=N_("This password stands in the ID number or card number. Please choose another password."),
)
IS_REPEATED = replace(
    PASSWORD_WEAK, message=N_("This password repeats the same digits. Please choose another password.")
)
IS_SEQUENCE = replace(
    PASSWORD_WEAK, message=N_("This password counts up or down in even steps. Please choose another password.")
)
WEAKNESSES = (NOT_SIX, IS_INITIAL, IS_BIRTH_DATE, IS_IN_NUMBER, IS_REPEATED, IS_SEQUENCE)
"""A06 with its reason, in the order they are looked for."""


def overwrite(secret: bytearray) -> None:
    """Overwrite a secret in place."""
    secret[:] = bytes(len(secret))


def put_in_capitals(secret: bytearray) -> None:
    """Write an x as X, in place: a keyboard may give either."""
    for place, byte in enumerate(secret):
        if byte == ord("x"):
            secret[place] = ord("X")


class Passwords:
    """argon2id with the configured cost."""

    def __init__(self, cost: PasswordSection) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.time_cost, memory_cost=cost.memory_kib, parallelism=cost.parallelism
        )
        self._nobodys: dict[str, str] = {}
        """A hash of nobody's password for each cost in use: today's, and those of hashes not yet made anew."""

    def hash(self, password: bytearray) -> str:
        """Hash a password for keeping."""
        return self._hasher.hash(bytes(password))

    def verify(self, kept: str | None, password: bytearray) -> bool:
        """Compare a password with the kept hash; with none it costs the same time and is never right.

        After the cost was changed, hashes of both costs are kept for a while: then everybody is computed once at each.
        """
        self.warm()
        compared = {**self._nobodys, cost_of(kept): kept} if kept else self._nobodys
        right = {cost: self._is_right(against, password) for cost, against in compared.items()}
        return kept is not None and right[cost_of(kept)]

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with another cost and should be made anew."""
        return self._hasher.check_needs_rehash(kept)

    def warm(self, costs: Iterable[str] = ()) -> None:
        """Make the hashes that stand in for people who never registered, before the first login.

        `costs` are those of the hashes that are kept, as `cost_of` names them.
        """
        if not self._nobodys:
            self._add_nobody(self._hasher)
        for cost in costs:
            if cost and cost not in self._nobodys:
                self._add_nobody(PasswordHasher.from_parameters(extract_parameters(_example(cost))))

    def _add_nobody(self, hasher: PasswordHasher) -> None:
        made = hasher.hash(b"nobody")
        self._nobodys[cost_of(made)] = made

    def _is_right(self, against: str, password: bytearray) -> bool:
        try:
            return self._hasher.verify(against, bytes(password))
        except (Argon2Error, InvalidHashError):
            return False


@dataclass(frozen=True, slots=True)
class Cost:
    """What argon2id is told to spend: passes, memory, lanes."""

    passes: int
    memory_kib: int
    lanes: int


PROOF_BYTES = 32
"""As many as the server's hash of it."""


def proof_of(password: bytearray, salt: bytes, cost: Cost) -> bytes:
    """What proves a password to a server without telling it: argon2id, the same wherever it is computed."""
    spent = (cost.passes, cost.memory_kib, cost.lanes)
    return hash_secret_raw(bytes(password), salt, *spent, PROOF_BYTES, Type.ID)


def cost_of(kept: str) -> str:
    """The part of a hash that says how it is computed: `$argon2id$v=19$m=19456,t=2,p=1$`; empty for no such hash."""
    parts = kept.split("$")
    return "$".join(parts[:4]) + "$" if len(parts) == _PARTS and parts[1].startswith("argon2") else ""


_PARTS = 6
"""Nothing, kind, version, cost, salt, hash."""


def _example(cost: str) -> str:
    """A hash of that cost, good for its parameters only."""
    return f"{cost}c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"


def weakness_of(password: bytearray, number: str, card_number: str = "") -> Failure | None:
    """Why a new password is too easy, said to the person; None when it is good enough."""
    text = password.decode("ascii", "replace").upper()
    digits = text[:-1]
    if len(text) != LENGTH or not (digits.isdigit() and (text[-1].isdigit() or text[-1] == "X")):
        return NOT_SIX
    if text == initial_password(number).upper():
        return IS_INITIAL
    if text in _birth_dates(number):
        return IS_BIRTH_DATE
    if text in number.upper() or text in card_number.upper():
        return IS_IN_NUMBER
    if _is_repeated(text):
        return IS_REPEATED
    return IS_SEQUENCE if _is_sequence(text) else None


def _birth_dates(number: str) -> set[str]:
    born = birth_date_of(number)
    if born is None:
        return set()
    usual = {f"{born:{form}}" for form in ("%y%m%d", "%Y%m", "%d%m%y", "%m%d%y", "%m%Y", "%y%d%m")}
    # Written without zeros, 1992-8-8 and 1992-12-8 have six places too.
    year, month, day = born.year, born.month, born.day
    return usual | {f"{year}{month}{day}", f"{day}{month}{year}", f"{month}{day}{year}", f"{year % 100:02}{month}{day}"}


def _is_repeated(text: str) -> bool:
    """111111, 112112, 121212, 112233, 123321."""
    pairs = text[0::2] == text[1::2]
    return len(set(text)) <= 2 or text[:3] == text[3:] or text[:2] * 3 == text or pairs or text == text[::-1]


def _is_sequence(text: str) -> bool:
    """123456, 654321, 890123, 135791; an X at the end does not hide it."""
    digits = [int(character) for character in text if character != "X"]
    return len({(b - a) % 10 for a, b in zip(digits, digits[1:], strict=False)}) == 1
