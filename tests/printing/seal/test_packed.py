"""The canonical form as bytes: any list comes back as it was, damaged bytes never do harm, and the sizes hold."""

from __future__ import annotations

import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.payment_list import PaymentList
from printing.seal.forming import form_of
from printing.seal.packed import MOST_ROWS, is_readable, pack, unpack
from printing.seal.packing import Damaged, Packer
from tests.printing.lists import FIVE, payment_list, troubled_list
from tests.printing.seal.lists import any_list, endless_list, irregular_list


@settings(max_examples=150, deadline=None)
@given(any_list())
def test_any_list_comes_back(content: PaymentList) -> None:
    form = form_of(content)
    assert unpack(pack(form)) == form


@pytest.mark.parametrize("content", [troubled_list(), payment_list(24), irregular_list(60), endless_list()])
def test_these_come_back(content: PaymentList) -> None:
    assert unpack(pack(form_of(content))) == form_of(content)


def test_same_list_same_bytes() -> None:
    assert pack(form_of(irregular_list(60))) == pack(form_of(irregular_list(60)))


@pytest.mark.parametrize(
    ("content", "most"), [(payment_list(12, (FIVE[0],)), 310), (payment_list(360), 420), (irregular_list(), 2000)]
)
def test_deflated_size(content: PaymentList, most: int) -> None:
    """Bytes with head, unit names, account years and all; measured 294, 383 and about 1,500."""
    assert len(zlib.compress(pack(form_of(content)), 9)) <= most


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_damaged_bytes_raise_nothing_else(place: int, change: int) -> None:
    data = bytearray(pack(form_of(troubled_list())))
    data[place % len(data)] ^= change
    with suppress(Damaged):
        unpack(bytes(data))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        unpack(data)


def test_cut_bytes_are_damaged() -> None:
    data = pack(form_of(troubled_list()))
    for length in range(len(data)):
        with pytest.raises(Damaged):
            unpack(data[:length])
    with pytest.raises(Damaged):
        unpack(data + b"\0")


def test_a_count_of_rows_does_not_fill_the_memory() -> None:
    packer = Packer()
    for number in (3, 0, 1, 5, 10**9, 0xFFF, *[0, 10**9] * 12):
        packer.number(number)
    with pytest.raises(Damaged, match="rows"):
        unpack(bytes(packer.bytes))


def test_more_rows_than_are_read_again_are_not_sealed() -> None:
    form = form_of(payment_list(MOST_ROWS // 60, (FIVE[0],)))
    assert is_readable(form, pack(form))
    assert not is_readable(form, bytes(1 << 21))
