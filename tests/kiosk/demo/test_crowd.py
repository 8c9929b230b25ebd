"""The crowd: as many as asked for, all different, the same for the same seed, one at a time."""

from __future__ import annotations

import tracemalloc
from datetime import date
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.demo.crowd import crowd
from kiosk.identity import card_check_character, parse
from kiosk.insurance import Insurance
from kiosk.period import Month

AS_OF = Month(2026, 10)
TODAY = date(2026, 11, 21)


def test_the_same_seed_gives_the_same_people() -> None:
    assert list(crowd(5, 3, 9, AS_OF)) == list(crowd(5, 3, 9, AS_OF))
    assert list(crowd(5, 3, 9, AS_OF)) != list(crowd(5, 3, 10, AS_OF))


def test_more_people_begin_with_the_same_ones() -> None:
    assert list(crowd(3, 3, 9, AS_OF)) == list(crowd(7, 3, 9, AS_OF))[:3]


def test_numbers_and_cards_are_valid_and_all_different() -> None:
    records = list(crowd(14_000, 1, 2, AS_OF))
    for found in (
        {record.person.number for record in records},
        {record.person.person_id for record in records},
        {record.cards[0].number for record in records},
        {record.cards[0].identification_code for record in records},
    ):
        assert len(found) == len(records)
    for record in records:
        person, card = record.person, record.cards[0]
        assert person.number.startswith("119901") and parse(person.number, TODAY) is not None
        assert person.birth_date is not None and person.number[6:14] == f"{person.birth_date:%Y%m%d}"
        assert person.sex == ("1" if int(person.number[16]) % 2 else "2")
        assert card.number[8] == card_check_character(card.number[:8])
        assert len(bytes.fromhex(card.identification_code)) == 16


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**32))
def test_contributions_cover_the_months_asked_for_and_accounts_reconcile(months: int, seed: int) -> None:
    first = AS_OF.plus(1 - months)
    for record in crowd(4, months, seed, AS_OF):
        paid = [row.paid_for for row in record.contributions if row.insurance is Insurance.EMPLOYEE_PENSION]
        assert len(set(paid)) == len(paid)
        assert months - 2 <= len(paid) <= months
        assert all(isinstance(month, Month) and first <= month <= AS_OF for month in paid)
        assert all(year.difference == 0 for year in record.years)


def test_people_are_made_one_at_a_time() -> None:
    """A hundred thousand people are asked for; taking two hundred must not cost memory for more."""
    few_megabytes = 3_000_000
    stream = crowd(100_000, 24, 1, AS_OF)
    next(stream)
    tracemalloc.start()
    for _ in islice(stream, 200):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < few_megabytes
