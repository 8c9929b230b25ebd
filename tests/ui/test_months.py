"""Which sign each month wears."""

from __future__ import annotations

from kiosk.account.payment_list import Section
from kiosk.insurance import Insurance
from kiosk.period import Month, Year
from kiosk.states import Record
from tests.ui import records
from ui.months import Sign, looks_of, needs_attention


def section(record: Record, insurance: Insurance) -> Section:
    return next(s for s in record.overview.sections if s.insurance is insurance)


def test_each_month_has_its_own_sign() -> None:
    looks = looks_of(section(records.worker(), Insurance.EMPLOYEE_PENSION))
    assert looks[Month(2020, 1)].sign is Sign.PAID
    assert looks[Month(2021, 7)].sign is Sign.BACK_PAID
    assert looks[Month(2024, 5)].sign is Sign.OWED
    assert looks[Month(2019, 3)].sign is Sign.NONE
    assert Month(2011, 8) not in looks
    assert Month(2026, 11) not in looks


def test_gaps_and_owed_months_need_attention() -> None:
    found = needs_attention(section(records.worker(), Insurance.EMPLOYEE_PENSION))
    assert found == (Month(2019, 3), Month(2019, 4), Month(2024, 5))


def test_maternity_collected_with_medical_is_no_gap() -> None:
    record = records.worker_without_maternity_rows()
    looks = looks_of(section(record, Insurance.MATERNITY))
    assert looks[Month(2025, 1)].sign is Sign.NOTHING_DUE
    assert needs_attention(section(record, Insurance.MATERNITY)) == ()


def test_residents_have_years() -> None:
    looks = looks_of(section(records.resident(), Insurance.RESIDENT_PENSION))
    assert set(looks) == {Year(year) for year in range(2015, 2027)}
