"""Months and years without rows: each rule, and the case that breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.account.cases import PeriodCase, Why, case_at, cases_of
from kiosk.account.cases.transfers import covered_months
from kiosk.insurance import Authority, Insurance
from kiosk.model import Account, Benefit, Contribution, Participation, Retirement, Standing, Transfer
from kiosk.period import Month, Year
from tests.kiosk.people import account, contribution, owed

PENSION, MEDICAL, MATERNITY = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL, Insurance.MATERNITY
UNEMPLOYMENT, INJURY, RESIDENT = Insurance.UNEMPLOYMENT, Insurance.WORK_INJURY, Insurance.RESIDENT_PENSION


def months(
    first: str, last: str, insurance: Insurance = PENSION, unit: str = "U1", **other: object
) -> list[Contribution]:
    """Ordinary payments."""
    span = Month.parse(first).until(Month.parse(last))
    return [contribution(month, insurance, unit_code=unit, **other) for month in span]


def taking_part(
    insurance: Insurance = PENSION, standing: Standing = Standing.PAYING, first: str = "2026-01", **other: object
) -> Participation:
    """A participation."""
    values = {"begun": None, "ended": None, **other}
    return replace(Participation(insurance, "U1", Month.parse(first), standing), **values)  # type: ignore[arg-type]


def at(whose: Account, month: str, insurance: Insurance = PENSION) -> PeriodCase:
    """The case of one month."""
    return case_at(whose, insurance, Month.parse(month))


def test_after_the_data_end_nothing_is_missing_yet() -> None:
    whose = account(months("2026-01", "2026-10"))
    found = at(whose, "2026-11")
    assert (found.why, found.until) == (Why.NOT_IN_DATA_YET, Month(2026, 10))
    assert at(account([], as_of={}), "2026-01").why is Why.NOT_IN_DATA_YET


def test_the_two_authorities_end_at_their_own_months() -> None:
    whose = account(months("2026-01", "2026-10") + months("2026-01", "2026-09", MEDICAL))
    assert cases_of(whose, PENSION)[-1].period == Month(2026, 10)
    assert cases_of(whose, MEDICAL)[-1].period == Month(2026, 9)
    assert at(whose, "2026-10", MEDICAL).why is Why.NOT_IN_DATA_YET


def test_before_the_first_participation() -> None:
    whose = account(months("2026-03", "2026-10"), [taking_part(first="2026-03")])
    assert at(whose, "2026-02").why is Why.BEFORE
    assert at(whose, "2026-03").why is Why.PAID


def test_between_two_units_both_are_named() -> None:
    whose = account([*months("2026-01", "2026-03"), *months("2026-06", "2026-10", unit="U2")])
    found = at(whose, "2026-04")
    assert (found.why, found.since, found.until) == (Why.BETWEEN, Month(2026, 3), Month(2026, 6))
    assert [found.unit and found.unit.code, found.next_unit and found.next_unit.code] == ["U1", "U2"]


def test_between_two_payments_of_one_unit_a_month_was_left_out() -> None:
    whose = account([*months("2026-01", "2026-03"), *months("2026-06", "2026-10")])
    assert at(whose, "2026-04").why is Why.LEFT_OUT


def test_registered_with_a_unit_that_paid_nothing_is_not_known() -> None:
    rows = [*months("2026-01", "2026-03"), *months("2026-06", "2026-10")]
    spell = taking_part(begun=Month(2026, 1))
    assert at(account(rows, [spell]), "2026-04").why is Why.NOT_RECORDED_WITH
    ended = taking_part(begun=Month(2026, 1), ended=Month(2026, 3))
    assert at(account(rows, [ended]), "2026-04").why is Why.LEFT_OUT


@pytest.mark.parametrize(
    ("month", "standing", "why"),
    [
        ("2026-07", Standing.PAYING, Why.NOT_RECORDED),
        ("2026-08", Standing.PAYING, Why.WITHIN_DELAY),
        ("2026-10", Standing.PAYING, Why.WITHIN_DELAY),
        ("2026-10", Standing.PAUSED, Why.STOPPED),
        ("2026-10", Standing.NOT_INSURED, Why.STOPPED),
        ("2026-10", Standing.ENDED, Why.ENDED),
        ("2026-10", Standing.DRAWING, Why.ENDED),
    ],
)
def test_after_the_last_payment(month: str, standing: Standing, why: Why) -> None:
    whose = account(months("2026-01", "2026-05"), [taking_part(standing=standing)])
    assert at(whose, month).why is why


def test_a_second_participation_that_ended_does_not_end_the_first() -> None:
    both = [taking_part(standing=Standing.ENDED), taking_part(standing=Standing.PAYING)]
    assert at(account(months("2026-01", "2026-09"), both), "2026-10").why is Why.WITHIN_DELAY


def test_a_unit_that_has_ended_pays_no_more() -> None:
    gone = taking_part(begun=Month(2026, 1), ended=Month(2026, 9))
    assert at(account(months("2026-01", "2026-09"), [gone]), "2026-10").why is Why.STOPPED


def test_without_a_participation_nothing_is_made_up() -> None:
    whose = replace(account(months("2026-01", "2026-05")), participations=())
    assert at(whose, "2026-06").why is Why.NOTHING_SAYS
    assert at(whose, "2026-10").why is Why.WITHIN_DELAY


def test_insured_without_any_payment() -> None:
    assert at(account([]), "2026-02").why is Why.NO_PAYMENT_AT_ALL
    assert at(account([], [taking_part(standing=Standing.PAUSED)]), "2026-02").why is Why.NEVER_PAID
    late = account(months("2026-04", "2026-10"))
    assert at(late, "2026-03").why is Why.NO_FIRST_PAYMENT


# Retirement and moves.


def retired(drawing: Month | None, on: date | None = None) -> Retirement:
    """What was fixed at retirement."""
    return Retirement(PENSION, on, drawing, 0, 100, 0, None, None)


def test_retirement_ends_every_employees_insurance() -> None:
    parts = [taking_part(each, Standing.PAUSED) for each in (PENSION, MEDICAL, UNEMPLOYMENT)]
    rows = [*months("2026-01", "2026-05"), *months("2026-01", "2026-05", UNEMPLOYMENT)]
    whose = replace(account(rows, parts), retirements=(retired(Month(2026, 7)),))
    for insurance in (PENSION, UNEMPLOYMENT):
        assert at(whose, "2026-06", insurance).why is Why.STOPPED
        found = at(whose, "2026-07", insurance)
        assert (found.why, found.since) == (Why.RETIRED, Month(2026, 7))


def test_the_day_of_retirement_or_the_first_benefit_will_do() -> None:
    whose = account(months("2026-01", "2026-05"), [taking_part(standing=Standing.DRAWING)])
    by_day = replace(whose, retirements=(retired(None, date(2026, 5, 20)),))
    by_benefit = replace(whose, benefits=(Benefit(PENSION, Month(2026, 6), "1101", "", 100),))
    for each in (by_day, by_benefit):
        assert at(each, "2026-06").why is Why.RETIRED
    resident = replace(whose, benefits=(Benefit(RESIDENT, Month(2026, 6), "1", "", 100),))
    assert at(resident, "2026-06").why is Why.ENDED


def test_who_pays_on_after_retirement_has_paid() -> None:
    whose = replace(account(months("2026-01", "2026-10")), retirements=(retired(Month(2026, 7)),))
    assert at(whose, "2026-08").why is Why.PAID


def transfer(moved: date | None, count: int, *, moved_in: bool = True, insurance: Insurance = PENSION) -> Transfer:
    """A transfer of so many months."""
    return Transfer(insurance, moved_in, moved, "邻区示范中心", 0, count, 0, 0)


def test_moved_away() -> None:
    rows = months("2026-01", "2026-05")
    gone = replace(account(rows), transfers=(transfer(date(2026, 8, 3), 5, moved_in=False),))
    assert at(gone, "2026-08").why is Why.MOVED_OUT
    assert at(gone, "2026-07").why is Why.NOT_RECORDED
    assert at(gone, "2026-05").why is Why.PAID


# Transfers in.


def test_months_before_the_first_payment_are_transferred_in() -> None:
    rows = months("2026-04", "2026-10")
    whose = replace(account(rows, [taking_part(first="2026-04")]), transfers=(transfer(date(2026, 9, 1), 3),))
    assert [c.why for c in cases_of(whose, PENSION)][:4] == [Why.TRANSFERRED] * 3 + [Why.PAID]
    assert cases_of(whose, PENSION)[0].agency == "邻区示范中心"


def test_a_transfer_of_fewer_months_than_are_missing_leaves_some_unknown() -> None:
    rows = months("2026-04", "2026-10")
    whose = replace(account(rows, [taking_part(first="2026-01")]), transfers=(transfer(date(2026, 9, 1), 2),))
    found = [c.why for c in cases_of(whose, PENSION)][:3]
    assert found == [Why.TRANSFER_UNCLEAR, Why.TRANSFERRED, Why.TRANSFERRED]


MAY, JUNE, OCT = Month(2020, 5), Month(2020, 6), Month(2020, 10)


@pytest.mark.parametrize(
    ("moved", "count", "covered"),
    [
        (date(2020, 11, 1), 3, (Month(2020, 7), Month(2020, 9))),
        (date(2020, 11, 1), 4, (Month(2020, 1), Month(2020, 4))),
        (date(2020, 9, 1), 3, (Month(2020, 2), Month(2020, 4))),
        (None, 3, (Month(2020, 2), Month(2020, 4))),
    ],
)
def test_the_gap_is_the_latest_one_long_enough_before_the_money_moved(
    moved: date | None, count: int, covered: tuple[Month, Month]
) -> None:
    found = covered_months([transfer(moved, count)], [MAY, JUNE, OCT], [], None)
    assert sorted(found) == list(covered[0].until(covered[1]))


def test_two_transfers_never_claim_one_month() -> None:
    both = [transfer(date(2021, 1, 1), 2), transfer(date(2021, 2, 1), 3)]
    assert len(covered_months(both, [MAY], [], None)) == 5


def test_months_the_feed_names_are_taken_off() -> None:
    found = covered_months([transfer(date(2021, 1, 1), 3)], [MAY], [Month(2020, 4), Month(2020, 3)], None)
    assert sorted(found) == [Month(2020, 2)]
    assert covered_months([transfer(None, 0), transfer(None, 4, moved_in=False)], [MAY], [], None) == {}


# Maternity, work injury, who pays alone.


def test_maternity_without_rows_is_as_medical_insurance_was() -> None:
    rows = [*months("2026-01", "2026-08", MEDICAL), owed(Month(2026, 9), MEDICAL)]
    whose = account(rows, [taking_part(MATERNITY)])
    assert at(whose, "2026-08", MATERNITY).why is Why.WITH_MEDICAL
    found = at(whose, "2026-09", MATERNITY)
    assert found.why is Why.OWED_WITH_MEDICAL
    assert not found.needs_attention, "medical insurance asks for attention already"


def test_maternity_needs_a_month_after_the_merger_that_a_unit_paid() -> None:
    before = account(months("2019-01", "2019-09", MEDICAL), [taking_part(MATERNITY, first="2019-01")])
    assert at(before, "2019-06", MATERNITY).why is Why.NO_PAYMENT_AT_ALL
    assert at(before, "2019-07", MATERNITY).why is Why.WITH_MEDICAL
    alone = account(months("2026-01", "2026-09", MEDICAL, unit=""), [taking_part(MATERNITY)])
    assert at(alone, "2026-05", MATERNITY).why is Why.PAYS_ALONE


def test_work_injury_waived_by_law_while_the_unit_paid_the_rest() -> None:
    rows = [*months("2020-01", "2020-04"), *months("2020-01", "2020-01", INJURY), *months("2020-05", "2020-05", INJURY)]
    whose = account(rows, [taking_part(INJURY, first="2020-01")])
    assert at(whose, "2020-02", INJURY).why is Why.WAIVED
    without = account(rows[-2:], [taking_part(INJURY, first="2020-01")])
    assert at(without, "2020-02", INJURY).why is Why.LEFT_OUT


def test_who_works_flexibly_has_no_employees_only_insurances() -> None:
    rows = [*months("2026-01", "2026-03"), *months("2026-04", "2026-10", unit="")]
    rows += months("2026-01", "2026-03", UNEMPLOYMENT)
    whose = account(rows, [taking_part(), taking_part(UNEMPLOYMENT, Standing.PAUSED)])
    found = at(whose, "2026-05", UNEMPLOYMENT)
    assert found.why is Why.PAYS_ALONE and not found.needs_attention
    assert cases_of(whose, INJURY) == (), "never taken part: no cases"
    both = account([*rows, *months("2026-05", "2026-05")], [taking_part(UNEMPLOYMENT, Standing.PAUSED)])
    assert at(both, "2026-05", UNEMPLOYMENT).why is Why.STOPPED


# Years.


def year_of(whose: Account, year: int) -> Why:
    """The reason of a residents' year."""
    return case_at(whose, RESIDENT, Year(year)).why


def resident(*years: int, standing: Standing = Standing.PAYING, as_of: str = "2026-10") -> Account:
    """A resident who paid for some years."""
    rows = [contribution(Year(year), RESIDENT, unit_code="", settled=Month(year, 12)) for year in years]
    until = dict.fromkeys(Authority, Month.parse(as_of))
    return account(rows, [taking_part(RESIDENT, standing, first="2020-05")], as_of=until)


def test_residents_have_years() -> None:
    whose = resident(2020, 2021, 2023)
    assert [c.period for c in cases_of(whose, RESIDENT)] == [Year(year) for year in range(2020, 2027)]
    assert year_of(whose, 2019) is Why.BEFORE
    assert year_of(whose, 2022) is Why.YEAR_LEFT_OUT
    assert year_of(whose, 2025) is Why.YEAR_LEFT_OUT
    assert year_of(whose, 2026) is Why.YEAR_RUNNING
    assert year_of(whose, 2027) is Why.NOT_IN_DATA_YET


def test_a_year_that_has_just_ended_is_inside_the_delay() -> None:
    assert year_of(resident(2020, as_of="2026-02"), 2025) is Why.WITHIN_DELAY
    assert year_of(resident(2020, as_of="2026-03"), 2025) is Why.YEAR_LEFT_OUT


def test_a_year_in_work_needs_no_residents_insurance() -> None:
    whose = resident(2020)
    working = replace(whose, contributions=(*whose.contributions, contribution(Month(2022, 3))))
    assert year_of(working, 2022) is Why.YEAR_AS_EMPLOYEE


def test_a_resident_who_draws_or_stopped() -> None:
    assert year_of(resident(2020, standing=Standing.DRAWING), 2026) is Why.ENDED
    assert year_of(resident(2020, standing=Standing.PAUSED), 2026) is Why.YEAR_LEFT_OUT
    drawing = replace(resident(2020), benefits=(Benefit(RESIDENT, Month(2024, 6), "1", "", 100),))
    assert (year_of(drawing, 2023), year_of(drawing, 2024)) == (Why.YEAR_LEFT_OUT, Why.RETIRED)
