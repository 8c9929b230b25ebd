"""The insurances: looked up by authority and code together, each fully worded."""

from __future__ import annotations

import pytest

from kiosk.insurance import Authority, Insurance, insurance_of
from kiosk.words import words_of


def test_410_is_work_injury_only_with_human_resources() -> None:
    assert insurance_of(Authority.HUMAN_RESOURCES, "410") is Insurance.WORK_INJURY
    assert insurance_of(Authority.MEDICAL_SECURITY, "410") is None
    assert insurance_of(Authority.MEDICAL_SECURITY, "310") is Insurance.EMPLOYEE_MEDICAL
    assert insurance_of(Authority.HUMAN_RESOURCES, "999") is None


@pytest.mark.parametrize("insurance", Insurance)
def test_each_has_a_rule_in_both_languages(insurance: Insurance) -> None:
    rule = insurance.rule
    assert rule.articles
    chinese = words_of("zh_CN")
    assert chinese(rule.name) != rule.name
    assert chinese(rule.who_pays) != rule.who_pays


def test_who_pays_what() -> None:
    assert {i for i in Insurance if not i.rule.person_pays} == {Insurance.WORK_INJURY, Insurance.MATERNITY}
    assert {i for i in Insurance if i.rule.paid_by_year} == {Insurance.RESIDENT_PENSION, Insurance.RESIDENT_MEDICAL}
    assert not Insurance.UNEMPLOYMENT.rule.has_account
    assert not Insurance.RESIDENT_MEDICAL.rule.has_account
