"""A whole working life: exactly one case a period whatever the rows, sums that are the rows', and the demo people."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.account.cases import Case, PeriodCase, Why, case_at, cases_of, explain
from kiosk.account.money import counts_as_paid
from kiosk.demo.people import data_as_of, demo_records
from kiosk.demo.story import read_employers, read_stories
from kiosk.insurance import Authority, Insurance
from kiosk.model import Account, ArrivalStatus, Contribution, Participation, Standing, Transfer
from kiosk.period import Month, Period, Year
from kiosk.words import words_of
from tests.kiosk.people import account, contribution, overview_of

UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

MONTH = st.builds(Month, st.integers(2018, 2026), st.integers(1, 12))
DAY = st.dates(date(2018, 1, 1), date(2026, 12, 31))
AMOUNT = st.none() | st.integers(-200_000, 200_000)


@st.composite
def rows(draw: st.DrawFn) -> Contribution:
    """Any row, however odd."""
    insurance = draw(st.sampled_from(Insurance))
    period: Period = draw(MONTH)
    if draw(st.integers(0, 9)) == 0 or insurance.rule.paid_by_year:
        period = Year(period.year)
    return contribution(
        period,
        insurance,
        settlement_number=draw(st.sampled_from(["S1", "S2", "S3"])),
        settled=draw(MONTH),
        arrived=draw(st.none() | DAY),
        unit_code=draw(st.sampled_from(["", "U1", "U2", "U9"])),
        unit_rate=draw(st.sampled_from(["", "0", "0.08", "0.16", "?"])),
        unit_due=draw(st.integers(-200_000, 200_000)),
        person_due=draw(st.sampled_from([0, 64_000])),
        unit_paid=draw(AMOUNT),
        person_paid=draw(AMOUNT),
        kind=draw(st.sampled_from(["10", "20", "31", "32", "33", "34", "35", "40", "90", "105", "11", "X"])),
        status=draw(st.sampled_from(ArrivalStatus)),
    )


PARTICIPATION = st.builds(
    Participation,
    st.sampled_from(Insurance),
    st.sampled_from(["", "U1", "U2"]),
    st.none() | MONTH,
    st.sampled_from(Standing),
    begun=st.none() | MONTH,
    ended=st.none() | MONTH,
)
TRANSFER = st.builds(
    Transfer,
    st.sampled_from(Insurance),
    st.booleans(),
    st.none() | DAY,
    st.just("X"),
    st.integers(0, 9),
    st.integers(0, 30),
    st.just(0),
    st.just(0),
)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Any account: rows, participations, transfers, and data that reach to any month or none."""
    as_of = draw(st.dictionaries(st.sampled_from(Authority), MONTH))
    made = account(draw(st.lists(rows(), max_size=25)), draw(st.lists(PARTICIPATION, max_size=4)), as_of=as_of)
    transfers = tuple(draw(st.lists(TRANSFER, max_size=3)))
    return Account(made.person, made.units, made.participations, made.contributions, (), (), as_of, transfers)


def first_participation(whose: Account, insurance: Insurance) -> Month | None:
    """As registered, or the first payment."""
    found = [p.first_insured for p in whose.participations if p.insurance is insurance and p.first_insured]
    for row in whose.contributions:
        if row.insurance is insurance:
            found.append(row.paid_for if isinstance(row.paid_for, Month) else Month(row.paid_for.year, 1))
    return min(found, default=None)


@UNHURRIED
@given(accounts())
def test_each_period_from_the_first_to_the_data_as_of_has_exactly_one_case(whose: Account) -> None:
    for insurance in Insurance:
        found = Counter(case.period for case in cases_of(whose, insurance))
        assert set(found.values()) <= {1}
        first, last = first_participation(whose, insurance), whose.as_of.get(insurance.authority)
        if first is None or last is None:
            continue
        yearly = insurance.rule.paid_by_year
        wanted: set[Period] = {Year(month.year) if yearly else month for month in first.until(last)}
        assert wanted <= set(found)


@UNHURRIED
@given(accounts())
def test_the_cases_are_in_order_without_a_hole_and_hold_every_row(whose: Account) -> None:
    for insurance in Insurance:
        found = cases_of(whose, insurance)
        numbers = [case.period.number for case in found]
        assert numbers == sorted(numbers)
        assert all(_next(one.period) == other.period for one, other in zip(found, found[1:], strict=False))
        own = [row for row in whose.contributions if row.insurance is insurance]
        assert {id(row) for row in own} == {id(row) for case in found for row in case.rows}
        assert all(case == case_at(whose, insurance, case.period) for case in found[:3])


def _next(period: Period) -> Period:
    return period.plus(1) if isinstance(period, Month) else Year(period.year + 1)


_CAME = {Case.PAID, Case.BACK_PAID, Case.RELIEVED, Case.TRANSFERRED_IN, Case.WITH_MEDICAL}


@UNHURRIED
@given(accounts())
def test_what_counts_as_paid_has_a_case_that_says_so(whose: Account) -> None:
    for insurance in Insurance:
        for case in cases_of(whose, insurance):
            mirrored = insurance is Insurance.MATERNITY
            if counts_as_paid(case.rows):
                assert case.case in _CAME or mirrored
            elif case.rows:
                assert case.case not in _CAME or mirrored


@UNHURRIED
@given(accounts())
def test_the_sums_shown_are_the_sums_of_the_rows(whose: Account) -> None:
    made = overview_of(whose)
    shown = {section.insurance: section for section in made.sections}
    for insurance in Insurance:
        own = [row for row in whose.contributions if row.insurance is insurance]
        section = shown.get(insurance)
        assert (section.total.unit_paid if section else 0) == sum(row.unit_paid or 0 for row in own)
        assert (section.total.person_paid if section else 0) == sum(row.person_paid or 0 for row in own)
        for year in section.years if section else ():
            inside = [row for row in own if row.paid_for.year == year.year]
            assert year.subtotal.unit_paid == sum(row.unit_paid or 0 for row in inside)
            assert year.subtotal.person_paid == sum(row.person_paid or 0 for row in inside)
        if section:
            assert section.cases == cases_of(whose, insurance)


@UNHURRIED
@given(accounts(), st.sampled_from(["zh_CN", "en"]))
def test_every_case_can_be_told(whose: Account, language: str) -> None:
    words = words_of(language)
    for insurance in Insurance:
        for case in cases_of(whose, insurance)[::7]:
            told = explain(words, case)
            assert all((told.sign, told.name, told.reason, told.advice))
            assert not set("{}") & set(told.reason + told.advice)


# The demo people.

TODAY = date(2026, 11, 21)
UNITS = {employer.unit.code: employer.unit for employer in read_employers()}


@cache
def demo(today: date = TODAY) -> dict[str, dict[Insurance, tuple[PeriodCase, ...]]]:
    """The cases of every demo person."""
    found = {}
    for story, record in zip(read_stories(today), demo_records(today), strict=True):
        parts = (record.participations, record.contributions, record.years, record.benefits)
        whose = Account(record.person, UNITS, *parts, data_as_of(today), record.transfers, record.retirements)
        found[story.key] = {insurance: cases_of(whose, insurance) for insurance in Insurance}
    return found


def all_cases(today: date = TODAY) -> list[tuple[str, PeriodCase]]:
    """Every case with whose it is."""
    return [(key, case) for key, lives in demo(today).items() for cases in lives.values() for case in cases]


def test_every_case_occurs_among_the_demo_people() -> None:
    assert {case.case for _, case in all_cases()} == set(Case)


@pytest.mark.parametrize("today", [TODAY, date(2027, 6, 1), date(2024, 2, 29)])
def test_no_case_is_not_known_but_the_one_planted(today: date) -> None:
    not_known = [(key, case.insurance, case.period) for key, case in all_cases(today) if case.case is Case.NOT_KNOWN]
    assert not_known == [("many-cases", Insurance.UNEMPLOYMENT, Month(2016, 1))]


def whys(key: str, insurance: Insurance) -> dict[Period, Why]:
    """The reasons of one demo person's insurance."""
    return {case.period: case.why for case in demo()[key][insurance]}


def test_what_the_stories_tell() -> None:
    pension = whys("many-cases", Insurance.EMPLOYEE_PENSION)
    assert [month for month, why in pension.items() if why is Why.TRANSFERRED] == list(
        Month(2015, 3).until(Month(2015, 12))
    )
    assert pension[Month(2018, 4)] is Why.REFUNDED
    assert pension[Month(2020, 6)] is Why.UNIT_PART_HALVED
    assert pension[Month(2026, 7)] is Why.DEFERRED
    assert pension[Month(2026, 10)] is Why.ROW_ON_THE_WAY
    assert whys("gap", Insurance.EMPLOYEE_PENSION)[Month(2023, 8)] is Why.LEFT_OUT
    assert whys("zhang-san", Insurance.EMPLOYEE_PENSION)[Month(2019, 3)] is Why.BETWEEN
    assert whys("zhang-san", Insurance.WORK_INJURY)[Month(2020, 3)] is Why.WAIVED
    assert whys("retired", Insurance.EMPLOYEE_MEDICAL)[Month(2025, 4)] is Why.RETIRED
    assert whys("flexible", Insurance.UNEMPLOYMENT)[Month(2026, 1)] is Why.PAYS_ALONE
    assert whys("resident", Insurance.RESIDENT_PENSION)[Year(2017)] is Why.YEAR_LEFT_OUT


def test_in_chinese_the_evidence_stands_in_the_sentence() -> None:
    cases = {case.period: case for case in demo()["zhang-san"][Insurance.EMPLOYEE_PENSION]}
    told = explain(words_of("zh_CN"), cases[Month(2019, 3)])
    assert told.sign == "-"
    assert told.name == "暂停缴费"
    assert told.reason == "示范软件技术有限公司缴到2019年2月，2019年5月起由示范区第一建筑工程有限公司接续缴费。"
