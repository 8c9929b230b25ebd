"""The check string: every fact on the paper changes it, nothing that masking hides does."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from kiosk.account.payment_list import ListRow, PaymentList
from kiosk.model import ArrivalStatus, Standing
from kiosk.period import Month
from printing.check_string import check_string, check_string_of
from printing.seal.forming import form_of
from printing.seal.packed import pack
from tests.printing.lists import FIVE, payment_list, row, section

OTHER = {
    "paid_for": Month(2011, 1),
    "insurance": FIVE[1],
    "unit": None,
    "base": 1,
    "unit_paid": None,
    "person_paid": 3,
    "total": 4,
    "arrived": date(2011, 1, 1),
    "kind": "31",
    "status": ArrivalStatus.NOT_ARRIVED,
    "note": "another",
    "subsidy": 5,
}


def with_row(changed: ListRow) -> PaymentList:
    return replace(payment_list(1), sections=(section(FIVE[0], [changed]),))


def test_check_string_is_the_beginning_of_the_hash_of_what_is_signed() -> None:
    packed = pack(form_of(payment_list(3)))
    assert check_string(payment_list(3)).replace(" ", "") == hashlib.sha256(packed).hexdigest()[:16]
    assert check_string_of(packed) == check_string(payment_list(3))
    assert [len(group) for group in check_string(payment_list(3)).split(" ")] == [4, 4, 4, 4]


@pytest.mark.parametrize("name", [f.name for f in fields(ListRow)])
def test_each_field_of_a_row_counts(name: str) -> None:
    ordinary = row(Month(2025, 5))
    changed = replace(ordinary, **{name: OTHER[name]})  # type: ignore[arg-type]  # one field of many types
    assert check_string(with_row(changed)) != check_string(with_row(ordinary))


@pytest.mark.parametrize(
    "changed",
    [
        replace(payment_list(2), number="demo-01-20261121-0002"),
        replace(payment_list(2), holder_name="李四"),
        replace(payment_list(2), printed_at=payment_list(2).printed_at + timedelta(seconds=1)),
        replace(payment_list(2), account_years=payment_list(2).account_years[1:]),
        replace(payment_list(2), summaries=(replace(payment_list(2).summaries[0], standing=Standing.PAUSED),)),
        replace(payment_list(2), units=payment_list(2).units[1:]),
    ],
)
def test_everything_else_counts(changed: PaymentList) -> None:
    assert check_string(changed) != check_string(payment_list(2))


def test_masked_and_full_have_one_check_string() -> None:
    full = replace(payment_list(1), holder_number="119901198503150015")
    assert check_string(full) == check_string(payment_list(1))


def test_fields_cannot_run_into_one_another() -> None:
    one = replace(payment_list(1), place="a\tb", agency="c")
    two = replace(payment_list(1), place="a", agency="b\tc")
    assert check_string(one) != check_string(two)
