"""What may be asked for, and whose passwords are set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.demo.making import MOST_MONTHS, Recipe, keep_passwords, seed_demo_passwords
from kiosk.errors import Refused
from kiosk.ports import Attempts

RECIPE = Recipe(persons=2, months=2, seed=1, today=date(2026, 11, 21))


class Kept:
    """A credential store in memory."""

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}

    def password_hash(self, person_id: str) -> str | None:
        return self.hashes.get(person_id)

    def keep_password_hash(self, person_id: str, password_hash: str) -> None:
        self.hashes[person_id] = password_hash

    def forget_password_hash(self, person_id: str) -> bool:
        raise AssertionError(person_id)

    def attempts(self, key: str) -> Attempts:
        return Attempts()

    def keep_attempts(self, key: str, attempts: Attempts) -> None:
        raise AssertionError(key)

    def waiting(self) -> dict[str, Attempts]:
        return {}

    def costs(self) -> frozenset[str]:
        return frozenset()

    def secret(self) -> bytes:
        return bytes(32)


@pytest.mark.parametrize(
    "recipe", [replace(RECIPE, persons=-1), replace(RECIPE, months=0), replace(RECIPE, months=601)]
)
def test_what_cannot_be_made_is_refused(recipe: Recipe) -> None:
    with pytest.raises(Refused, match="must be between"):
        recipe.check()


def test_the_bounds_themselves_are_fine() -> None:
    replace(RECIPE, persons=0, months=1).check()
    replace(RECIPE, months=MOST_MONTHS).check()


def test_the_demo_people_come_first_then_the_crowd() -> None:
    ids = [record.person.person_id for record in RECIPE.records()]
    assert ids[:2] == ["1000000001", "1000000002"]
    assert ids[17:] == ["2000000000", "2000000001"]


def test_every_unit_paid_by_is_there() -> None:
    known = {unit.code for unit in RECIPE.units()}
    assert {row.unit_code for record in RECIPE.records() for row in record.contributions} <= known | {""}


def test_a_password_of_ones_own_is_not_overwritten() -> None:
    store = Kept()
    store.hashes["1000000001"] = "own"
    seed_demo_passwords(store, lambda password: f"hash of {password.decode()}", RECIPE.today)
    assert store.hashes["1000000001"] == "own"
    assert store.hashes["1000000003"] == "hash of 582917"
    assert "1000000002" not in store.hashes


def test_passwords_are_hashed_before_they_are_kept() -> None:
    store = Kept()
    keep_passwords(store, lambda password: password.decode()[::-1], {"p": "123"})
    assert store.hashes == {"p": "321"}
