"""Query passwords: kept as argon2id, weak ones refused, buffers overwritten."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import errors
from kiosk.config import PasswordSection
from kiosk.errors import Failure
from kiosk.passwords import (
    IS_BIRTH_DATE,
    IS_IN_NUMBER,
    IS_INITIAL,
    IS_REPEATED,
    IS_SEQUENCE,
    NOT_SIX,
    WEAKNESSES,
    Passwords,
    cost_of,
    overwrite,
    put_in_capitals,
    weakness_of,
)
from kiosk.words import words_of
from tests.kiosk.fakes import CHEAP, DEARER
from tests.kiosk.people import CHEN, ZHANG, ZHANG_CARD


def test_right_and_wrong() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash(bytearray(b"246813"))
    assert kept.startswith("$argon2id$")
    assert passwords.verify(kept, bytearray(b"246813"))
    assert not passwords.verify(kept, bytearray(b"246814"))


def test_nobody_has_no_password() -> None:
    passwords = Passwords(CHEAP)
    passwords.warm()
    assert not passwords.verify(None, bytearray(b"nobody"))
    assert not passwords.verify(None, bytearray(b""))


def test_a_damaged_hash_is_never_right() -> None:
    assert not Passwords(CHEAP).verify("not a hash", bytearray(b"246813"))


def test_another_cost_is_noticed() -> None:
    kept = Passwords(CHEAP).hash(bytearray(b"246813"))
    assert Passwords(DEARER).outdated(kept)
    assert not Passwords(CHEAP).outdated(kept)


@given(st.binary(max_size=20))
def test_overwriting_leaves_zeros_of_the_same_length(secret: bytes) -> None:
    buffer = bytearray(secret)
    overwrite(buffer)
    assert buffer == bytes(len(secret))


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("150015", IS_INITIAL),
        *((birth, IS_BIRTH_DATE) for birth in ("850315", "198503", "150385", "031585", "031985", "851503")),
        ("119901", IS_IN_NUMBER),
        ("503150", IS_IN_NUMBER),
        ("123456", IS_IN_NUMBER),
        *((digits, IS_REPEATED) for digits in ("111111", "112211", "123123", "121212", "112233", "903309", "11111X")),
        *((digits, IS_SEQUENCE) for digits in ("654321", "890123", "109876", "135791", "345678", "45678X")),
        *((form, NOT_SIX) for form in ("", "12345", "1234567", "12A456", "1X3456", "\xff\xff\xff\xff\xff\xff")),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, reason: Failure) -> None:
    assert weakness_of(bytearray(password.encode("latin-1")), ZHANG, ZHANG_CARD) == reason


def test_an_initial_password_in_x_is_weak_and_so_is_a_birth_date_written_without_zeros() -> None:
    assert weakness_of(bytearray(b"31002x"), "11010519491231002X") == IS_INITIAL
    for written in ("199288", "881992", "920808", "080892"):
        assert weakness_of(bytearray(written.encode()), CHEN) == IS_BIRTH_DATE


def test_every_reason_is_one_code_and_its_own_sentence_in_chinese() -> None:
    chinese = words_of("zh_CN")
    assert {reason.code for reason in WEAKNESSES} == {errors.PASSWORD_WEAK.code}
    assert len({chinese(reason.message) for reason in WEAKNESSES}) == len(WEAKNESSES)
    assert not any(re.search("错误|非法|无效|异常", chinese(reason.message)) for reason in WEAKNESSES)


@pytest.mark.parametrize("password", ["246813", "24681X", "24681x", "908172", "739518"])
def test_good_enough(password: str) -> None:
    assert weakness_of(bytearray(password.encode()), ZHANG, ZHANG_CARD) is None


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789Xx"))
def test_no_six_digits_of_the_number_are_good_enough(digits: str, last: str) -> None:
    number = digits + last
    for place in range(13):
        assert weakness_of(bytearray(number[place : place + 6].encode()), number) is not None


@given(st.binary(max_size=12), st.text(max_size=20), st.text(max_size=12))
def test_any_bytes_and_any_number_are_judged(password: bytes, number: str, card: str) -> None:
    assert weakness_of(bytearray(password), number, card) in (None, *WEAKNESSES)


# Another cost.


class Counted(Passwords):
    """Counts what argon2 is asked to compute, by cost."""

    def __init__(self, cost: PasswordSection) -> None:
        super().__init__(cost)
        self.computed: Counter[str] = Counter()

    def _is_right(self, against: str, password: bytearray) -> bool:
        self.computed[cost_of(against)] += 1
        return super()._is_right(against, password)


def test_the_cost_of_a_hash_is_read_from_it() -> None:
    kept = Passwords(CHEAP).hash(bytearray(b"246813"))
    assert cost_of(kept) == "$argon2id$v=19$m=8192,t=1,p=1$"
    assert cost_of("not a hash") == cost_of("a$b$c$d$e$f") == ""


def test_while_two_costs_are_kept_everybody_is_computed_at_both() -> None:
    """Else a cheaper old hash would answer sooner, and tell that its number exists."""
    old, new = Passwords(CHEAP), Counted(DEARER)
    kept = {"registered long ago": old.hash(bytearray(b"246813")), "yesterday": new.hash(bytearray(b"246813"))}
    new.warm(map(cost_of, kept.values()))
    computed = []
    for hashed in (*kept.values(), None):
        new.computed.clear()
        assert not new.verify(hashed, bytearray(b"246814"))
        computed.append(dict(new.computed))
    assert computed == [{cost_of(hashed): 1 for hashed in kept.values()}] * 3
    assert all(new.verify(hashed, bytearray(b"246813")) for hashed in kept.values())
    assert not new.verify(None, bytearray(b"nobody"))


def test_with_one_cost_there_is_one_computation() -> None:
    passwords = Counted(CHEAP)
    passwords.warm([cost_of(passwords.hash(bytearray(b"246813"))), ""])
    passwords.verify(None, bytearray(b"246813"))
    assert passwords.computed.total() == 1


def test_an_x_is_put_in_capitals_in_place() -> None:
    secret = bytearray(b"24681x")
    put_in_capitals(secret)
    assert secret == b"24681X"
