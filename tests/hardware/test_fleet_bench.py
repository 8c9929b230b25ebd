"""`make bench ONLY=fleet` runs, on a small city: nobody sees a benchmark break but who waits ten minutes for it."""

from __future__ import annotations

import pytest

from tests.benchmarks import fleet

pytestmark = pytest.mark.postgresql


def test_the_account_out_of_a_city_is_measured_beside_both_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "PERSONS", 300)
    account, smaller, others = fleet.measures()
    assert account.name.startswith("fleet.account-1800-rows-of-300-persons-")
    assert account.floor and account.ours > 0
    assert smaller.name == "fleet.account-beside-3-persons"
    assert smaller.peer and smaller.ours == account.ours
    assert others.unit == ""
