"""Query passwords: hashing with argon2id, weak ones refused, buffers overwritten."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.config import PasswordSection
from kiosk.identity import birth_date_of, initial_password

LENGTH = 6
"""Query passwords have six characters: digits, the last may be X."""


def overwrite(secret: bytearray) -> None:
    """Overwrite a secret in place."""
    secret[:] = bytes(len(secret))


class Passwords:
    """argon2id with the configured cost."""

    def __init__(self, cost: PasswordSection) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.time_cost, memory_cost=cost.memory_kib, parallelism=cost.parallelism
        )
        self._nobody: str | None = None

    def hash(self, password: bytearray) -> str:
        """Hash a password for keeping."""
        return self._hasher.hash(bytes(password))

    def verify(self, kept: str | None, password: bytearray) -> bool:
        """Compare a password with the kept hash; with none it costs the same time and is never right."""
        try:
            return self._hasher.verify(kept or self._hash_of_nobody(), bytes(password)) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with another cost and should be made anew."""
        return self._hasher.check_needs_rehash(kept)

    def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = self._hasher.hash(b"nobody")
        return self._nobody

    def warm(self) -> None:
        """Make the hash that stands in for people who never registered, before the first login."""
        self._hash_of_nobody()


def is_weak(password: bytearray, number: str) -> bool:
    """Whether a new password is too easy: wrong form, the initial one, a birth date, repeated, a sequence."""
    text = password.decode("ascii", "replace").upper()
    if len(text) != LENGTH or not (text[:-1].isdigit() and (text[-1].isdigit() or text[-1] == "X")):
        return True
    return text == initial_password(number).upper() or text in _birth_dates(number) or _is_pattern(text)


def _birth_dates(number: str) -> set[str]:
    born = birth_date_of(number)
    return set() if born is None else {f"{born:{form}}" for form in ("%y%m%d", "%Y%m", "%d%m%y", "%m%d%y", "%m%Y")}


def _is_pattern(text: str) -> bool:
    if len(set(text)) <= 2 or text[:3] == text[3:] or text[:2] * 3 == text:
        return True
    steps = {ord(b) - ord(a) for a, b in zip(text, text[1:], strict=False)}
    return steps in ({1}, {-1})
