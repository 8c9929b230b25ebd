"""Staff passwords: what the keypad has, and nothing that is tried first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import STAFF_PASSWORD_WEAK, Failure
from kiosk.staff.passwords import HOLDS_NUMBER, NOT_TYPED_HERE, in_capitals, weakness_of


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("TULPE4X", NOT_TYPED_HERE),
        ("TULPENBEET", NOT_TYPED_HERE),
        ("13579246", NOT_TYPED_HERE),
        ("TULPE 47RX", NOT_TYPED_HERE),
        ("tulpe47rx", None),
        ("TULPE47RX" * 4, NOT_TYPED_HERE),
        ("\u00c4PFEL4721", NOT_TYPED_HERE),
        ("X90001TULP", HOLDS_NUMBER),
        ("ABCD1234", STAFF_PASSWORD_WEAK),
        ("AAAA1111", STAFF_PASSWORD_WEAK),
        ("DCBA4321", STAFF_PASSWORD_WEAK),
        ("PASSWORD1", STAFF_PASSWORD_WEAK),
        ("ADMIN2026", STAFF_PASSWORD_WEAK),
        ("QWERTY123456", STAFF_PASSWORD_WEAK),
        ("TULPE47RX", None),
        ("DEMO2026", None),
    ],
)
def test_which_passwords_are_refused(password: str, why: Failure | None) -> None:
    typed = bytearray(password.encode())
    in_capitals(typed)
    assert weakness_of(typed, "90001") == why


@given(st.binary(max_size=40))
def test_whatever_is_typed_is_judged(typed: bytes) -> None:
    password = bytearray(typed)
    in_capitals(password)
    assert password == typed.upper()
    weakness_of(password, "90001")
