"""Base 45: the standard's own samples, and nothing that it does not write is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.seal.base45 import decode, encode
from printing.seal.packing import Damaged
from printing.seal.qr import ALPHABET


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")]
)
def test_samples_of_rfc_9285(data: bytes, text: str) -> None:
    assert encode(data) == text
    assert decode(text) == data


@given(st.binary())
def test_there_and_back(data: bytes) -> None:
    assert decode(encode(data)) == data
    assert set(encode(data)) <= set(ALPHABET)


@pytest.mark.parametrize("text", ["A", "GGW", "abc", "A\u4e00", ":::", "BB8::"])
def test_other_texts_are_damaged(text: str) -> None:
    with pytest.raises(Damaged):
        decode(text)
