"""Which passwords staff may choose: at least eight digits and capital letters, as the kiosk's keypad has them."""

from __future__ import annotations

from dataclasses import replace

from kiosk.errors import STAFF_PASSWORD_WEAK, Failure
from kiosk.words import N_

SHORTEST, LONGEST = 8, 32
"""Eight that cannot be guessed in some tries; more than 32 nobody types on a screen."""

FEWEST_STEPS = 6
"""A password that goes on by itself, as ABCD1234 does, has fewer places where something new begins."""

WELL_KNOWN = ("PASSWORD", "QWERTY", "ASDFGH", "ZXCVBN", "ADMIN", "SHEBAO", "KIOSK", "WELCOME")
"""Words that are tried first; each counts as one sign."""

NOT_TYPED_HERE = replace(
    STAFF_PASSWORD_WEAK,
    message=N_(
        "A staff password has 8 to 32 digits and letters, at least one of each. Please choose another password."
    ),
)
HOLDS_NUMBER = replace(
    STAFF_PASSWORD_WEAK,
    message=N_("This password holds the staff number. Please choose another password."),
)
WEAKNESSES = (NOT_TYPED_HERE, HOLDS_NUMBER, STAFF_PASSWORD_WEAK)
"""In the order they are looked for."""


def in_capitals(password: bytearray) -> None:
    """Write letters as capitals, in place: a keyboard may give either, the kiosk's keypad has capitals."""
    for place, byte in enumerate(password):
        if chr(byte).islower() and chr(byte).isascii():
            password[place] = ord(chr(byte).upper())


def weakness_of(password: bytearray, number: str) -> Failure | None:
    """Why a new staff password is too easy; None when it is good enough. The password is in capitals."""
    text = password.decode("ascii", "replace")
    plain = text.isascii() and text.isalnum()
    if not (plain and SHORTEST <= len(text) <= LONGEST and _has_both(text)):
        return NOT_TYPED_HERE
    if number and number in text:
        return HOLDS_NUMBER
    return STAFF_PASSWORD_WEAK if _steps(text) < FEWEST_STEPS else None


def _has_both(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text)


def _steps(text: str) -> int:
    """How many signs are left when each well-known word and each even sequence counts as one."""
    for word in WELL_KNOWN:
        text = text.replace(word, "\0")
    distances = [ord(after) - ord(before) for before, after in zip(text, text[1:], strict=False)]
    goes_on = sum(abs(now) <= 1 and now == before for before, now in zip([None, *distances], distances, strict=False))
    return len(text) - goes_on
