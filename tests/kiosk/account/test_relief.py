"""The dated local rules: every entry has its source, and windows hold what was published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kiosk.account.relief import Extent, read_local_rules
from kiosk.insurance import Insurance
from kiosk.period import Month

RULES = read_local_rules()
PENSION, MEDICAL = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL


def test_every_entry_names_its_source() -> None:
    assert all(each.source for each in RULES.unit_pension_rates)
    assert all(each.source for each in RULES.reliefs)
    assert all(each.source for each in RULES.deferrals)
    assert RULES.delay_source and RULES.maternity_source


@pytest.mark.parametrize(("month", "rate"), [(Month(2019, 4), "0.20"), (Month(2019, 5), "0.16")])
def test_the_units_pension_rate_fell_in_may_2019(month: Month, rate: str) -> None:
    assert RULES.unit_pension_rate(month) == Decimal(rate)


def test_before_the_first_rate_nothing_is_known() -> None:
    assert RULES.unit_pension_rate(Month(1991, 12)) is None


@pytest.mark.parametrize(("extent", "last"), [(Extent.WAIVED, Month(2020, 12)), (Extent.HALVED, Month(2020, 6))])
def test_the_relief_of_2020_has_its_windows(extent: Extent, last: Month) -> None:
    assert not RULES.relief_of(PENSION, Month(2020, 1), extent)
    assert RULES.relief_of(PENSION, Month(2020, 2), extent)
    assert RULES.relief_of(PENSION, last, extent)
    assert not RULES.relief_of(PENSION, last.plus(1), extent)
    assert not RULES.relief_of(MEDICAL, last, extent)


def test_deferrals_say_when_they_end() -> None:
    found = RULES.deferral_of(PENSION, Month(2022, 5))
    assert found is not None and found.repaid_by == Month(2023, 12)
    assert RULES.deferral_of(PENSION, Month(2023, 1)) is None
