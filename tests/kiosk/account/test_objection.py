"""Whom to see: by who pays in the months concerned."""

from __future__ import annotations

from kiosk.account.cases import cases_of
from kiosk.account.objection import Objection, objection_sentences, whom_to_see
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution
from kiosk.period import Month
from kiosk.words import words_of
from tests.kiosk.people import ISSUER, account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
FIRST, SECOND = Month(2026, 9), Month(2026, 10)


def objection(whose: Account, *months: Month) -> Objection:
    """Object to some months."""
    return whom_to_see(whose, [case for case in cases_of(whose, PENSION) if case.period in months])


def paid(month: Month, unit: str) -> Contribution:
    """A month paid by a unit, or alone."""
    return contribution(month, unit_code=unit)


def test_the_units_staff_by_name() -> None:
    found = objection(account([paid(FIRST, "U1"), owed(SECOND)]), SECOND)
    assert ([unit.code for unit in found.units], found.alone) == (["U1"], False)
    said = objection_sentences(words_of("zh_CN"), found, ISSUER)
    assert "示例甲公司" in said[0] and "第十六条" in said[-1] and "示范区中心" in said[-1]


def test_who_pays_alone_goes_to_the_sub_center() -> None:
    found = objection(account([paid(FIRST, "U1"), paid(SECOND, "")]), SECOND)
    assert (found.units, found.alone) == ((), True)
    assert ISSUER.sub_center in objection_sentences(words_of("zh_CN"), found, ISSUER)[0]


def test_who_paid_in_the_months_chosen_counts_not_who_pays_now() -> None:
    whose = account([paid(FIRST, "U1"), paid(SECOND, "")])
    assert not objection(whose, FIRST).alone
    both = objection(whose, FIRST, SECOND)
    assert ([unit.code for unit in both.units], both.alone) == (["U1"], True)
    assert len(objection_sentences(words_of("en"), both, ISSUER)) == 3


def test_a_month_without_rows_names_the_unit_that_stopped_and_the_next() -> None:
    whose = account([paid(Month(2026, 7), "U1"), paid(SECOND, "U2")])
    assert [unit.code for unit in objection(whose, FIRST).units] == ["U1", "U2"]


def test_months_that_name_nobody_go_by_the_latest_payment() -> None:
    whose = account([paid(FIRST, "U1"), paid(SECOND, "U2")])
    assert [unit.code for unit in objection(whose).units] == ["U2"]
    assert objection(account([paid(SECOND, "")])).alone


def test_without_any_payment_it_is_the_window() -> None:
    found = objection(account([]))
    assert (found.units, found.alone) == ((), False)
    assert ISSUER.hotline in objection_sentences(words_of("en"), found, ISSUER)[0]
