"""Query passwords: kept as argon2id, weak ones refused, buffers overwritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import PasswordSection
from kiosk.identity import initial_password
from kiosk.passwords import Passwords, is_weak, overwrite
from tests.kiosk.fakes import CHEAP
from tests.kiosk.people import ZHANG


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
    dearer = PasswordSection(time_cost=2, memory_kib=8192, parallelism=1, free_tries=5, first_wait_seconds=15)
    assert Passwords(dearer).outdated(kept)
    assert not Passwords(CHEAP).outdated(kept)


@given(st.binary(max_size=20))
def test_overwriting_leaves_zeros_of_the_same_length(secret: bytes) -> None:
    buffer = bytearray(secret)
    overwrite(buffer)
    assert buffer == bytes(len(secret))


@pytest.mark.parametrize(
    "password",
    [
        "150015",  # the initial one
        "850315",
        "198503",
        "150385",
        "031585",
        "031985",  # birth dates
        "111111",
        "112211",
        "123123",
        "121212",  # repeated
        "123456",
        "654321",  # sequences
        "12345",
        "1234567",
        "",
        "12A456",
        "1X3456",
        "\xff\xff\xff\xff\xff\xff",  # wrong form
    ],
)
def test_weak(password: str) -> None:
    assert is_weak(bytearray(password.encode("latin-1")), ZHANG)


@pytest.mark.parametrize("password", ["246813", "24681X", "24681x", "908172"])
def test_good_enough(password: str) -> None:
    assert not is_weak(bytearray(password.encode()), ZHANG)


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789Xx"))
def test_the_initial_password_is_always_weak(digits: str, last: str) -> None:
    assert is_weak(bytearray(initial_password(digits + last).encode()), digits + last)


@given(st.binary(max_size=12), st.text(max_size=20))
def test_any_bytes_and_any_number_are_judged(password: bytes, number: str) -> None:
    assert is_weak(bytearray(password), number) in (True, False)
