"""From rows to the payment list: sums, summaries, spans, masking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.cases import Why
from kiosk.account.drawing_up import draw_up, span_of
from kiosk.account.objection import Objection
from kiosk.account.payment_list import ListRequest, PaymentList, sums_of
from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.insurance import Insurance
from kiosk.model import Account, AccountYear, ArrivalStatus, Contribution, DueKind, Participation, Standing
from kiosk.period import Month, Span, Year
from tests.kiosk.people import CHEN, ISSUER, ZHANG, account, contribution, owed, person

AT = datetime(2026, 11, 21, 14, 32, 5)
PENSION = Insurance.EMPLOYEE_PENSION


def drawn(whose: Account, request: ListRequest | None = None) -> PaymentList:
    """Draw up a list at a fixed moment."""
    return draw_up(whose, request or ListRequest(), ISSUER, AT)


UNHURRIED = settings(deadline=None)
"""Rows may be strewn over forty years of eight insurances, and each month of them gets its case."""

AMOUNT = st.none() | st.integers(-(10**9), 10**9)
PERIOD = st.builds(Month, st.integers(1990, 2026), st.integers(1, 12)) | st.builds(Year, st.integers(1990, 2026))
ROWS = st.lists(
    st.builds(
        contribution,
        PERIOD,
        st.sampled_from(Insurance),
        settlement_number=st.text("0123456789", max_size=4),
        unit_paid=AMOUNT,
        person_paid=AMOUNT,
        unit_code=st.sampled_from(["", "U1", "U2", "U9"]),
        kind=st.sampled_from([DueKind.NORMAL, DueKind.REFUND, DueKind.ONE_OFF, "106"]),
        status=st.sampled_from(ArrivalStatus),
    ),
    max_size=40,
)


@UNHURRIED
@given(ROWS)
def test_sums_are_the_sums_of_the_rows_whatever_the_rows(rows: list[Contribution]) -> None:
    made = drawn(account(rows))
    for section in made.sections:
        own = [row for row in rows if row.insurance is section.insurance]
        assert section.total.unit_paid == sum(row.unit_paid or 0 for row in own)
        assert section.total.person_paid == sum(row.person_paid or 0 for row in own)
        assert section.total.total == sum(row.total or 0 for year in section.years for row in year.rows)
        for year in section.years:
            assert year.subtotal == sums_of(year.rows)
            assert all(row.paid_for.year == year.year for row in year.rows)
        assert sum(len(year.rows) for year in section.years) == len(own)


@UNHURRIED
@given(ROWS)
def test_no_row_is_dropped_or_invented_and_rows_are_in_order(rows: list[Contribution]) -> None:
    made = drawn(account(rows))
    listed = [row for section in made.sections for year in section.years for row in year.rows]
    assert len(listed) == len(rows)
    for section in made.sections:
        numbers = [row.paid_for.number for year in section.years for row in year.rows]
        assert numbers == sorted(numbers)
        assert [year.year for year in section.years] == sorted({year.year for year in section.years})


@UNHURRIED
@given(ROWS, st.randoms())
def test_the_order_of_the_feed_does_not_matter(rows: list[Contribution], random: st.DrawFn) -> None:
    distinct = list({(r.insurance, r.paid_for, r.settlement_number, r.kind, r.unit_code): r for r in rows}.values())
    shuffled = list(distinct)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert drawn(account(distinct)).sections == drawn(account(shuffled)).sections


def test_months_that_came_are_counted_once() -> None:
    rows = [
        contribution(Month(2026, 1)),
        contribution(Month(2026, 1), settlement_number="again", kind=DueKind.BASE_ADJUSTED),
        owed(Month(2026, 2)),
        contribution(Month(2026, 3)),
        contribution(Month(2026, 3), kind=DueKind.REFUND, unit_paid=-128_000, person_paid=-64_000),
    ]
    deemed = Participation(PENSION, "U1", Month(2026, 1), Standing.PAYING, deemed_months=7)
    (summary,) = drawn(account(rows, [deemed])).summaries
    assert summary.months == 1 + 7
    assert (summary.deemed_months, summary.first_paid) == (7, Month(2026, 1))
    assert summary.last_paid == Month(2026, 1)
    assert summary.as_of == Month(2026, 10)
    assert summary.first_insured == Month(2026, 1)
    assert summary.balance is None


def test_the_liveliest_of_several_standings_is_shown() -> None:
    both = [
        Participation(PENSION, unit, None, standing)
        for unit, standing in (("U1", Standing.ENDED), ("U2", Standing.PAYING))
    ]
    assert drawn(account([], both)).summaries[0].standing is Standing.PAYING


def test_the_balance_is_the_latest_years_closing() -> None:
    years = tuple(AccountYear(PENSION, year, 0, 100, 0, 0, year) for year in (2024, 2025, 2023))
    whose = replace(account([contribution(Month(2026, 1))]), years=years)
    made = drawn(whose)
    assert made.summaries[0].balance == 2025
    assert drawn(whose, ListRequest(Span(Month(2025, 1), Month(2025, 12)))).account_years == (years[1],)


def test_the_running_account_year_stands_on_a_list_that_ends_in_it() -> None:
    years = tuple(AccountYear(PENSION, year, 0, 100, 0, 0, year) for year in (2024, 2025, 2026))
    whose = replace(account([contribution(Month(2026, 1))]), years=years)
    assert drawn(whose, ListRequest(Span(Month(2025, 11), Month(2026, 10)))).account_years == years[1:]


def test_a_request_limits_months_and_insurances() -> None:
    rows = [contribution(month) for month in Month(2025, 1).until(Month(2026, 10))]
    rows += [contribution(Month(2026, 5), Insurance.UNEMPLOYMENT)]
    request = ListRequest(Span(Month(2026, 5), Month(2026, 6)), (PENSION,))
    made = drawn(account(rows), request)
    assert [section.insurance for section in made.sections] == [PENSION]
    assert [row.paid_for for row in made.sections[0].years[0].rows] == [Month(2026, 5), Month(2026, 6)]
    assert (made.first, made.last) == (Month(2026, 5), Month(2026, 6))


def test_without_dates_the_list_says_from_when_to_when() -> None:
    made = drawn(account([contribution(Year(2019), Insurance.RESIDENT_MEDICAL), contribution(Month(2020, 3))]))
    assert (made.first, made.last) == (Month(2019, 1), Month(2026, 10))


def test_a_person_with_nothing_has_an_empty_list() -> None:
    made = drawn(Account(person(), {}, (), (), (), (), {}))
    assert (made.summaries, made.sections, made.units, made.first, made.last) == ((), (), (), None, None)
    assert made.objection == Objection((), False, "示范区中心")


def test_a_list_without_a_payment_names_no_month_that_was_not_asked_for() -> None:
    nothing = account([])
    assert (drawn(nothing).first, drawn(nothing).last) == (None, None)
    later = drawn(account([contribution(Month(2026, 1))]), ListRequest(Span(Month(2026, 11))))
    assert (later.first, later.last) == (Month(2026, 11), Month(2026, 11))


def test_names_and_numbers_are_masked_until_asked_for() -> None:
    made = drawn(account())
    assert (made.holder_name, made.holder_number) == ("张**", "119901********0015")
    whole = drawn(account(), ListRequest(full_number=True))
    assert (whole.holder_name, whole.holder_number) == ("张三", ZHANG)


def test_nothing_personal_in_the_repr() -> None:
    whose = account([contribution(Month(2026, 1), unit_paid=987_654_321)], whose=person("P77", CHEN, "陈静"))
    for text in (repr(drawn(whose, ListRequest(full_number=True))), repr(whose)):
        assert not any(secret in text for secret in ("陈静", CHEN, "P77", "987654321"))


def test_who_to_see_follows_the_latest_payment() -> None:
    alone = contribution(Month(2026, 10), unit_code="", unit_paid=0)
    by_unit = drawn(account([contribution(Month(2026, 9))])).objection
    assert ([unit.code for unit in by_unit.units], by_unit.alone) == (["U1"], False)
    by_self = drawn(account([contribution(Month(2026, 9)), alone])).objection
    assert (by_self.units, by_self.alone) == ((), True)
    assert drawn(account([alone])).sections[0].years[0].rows[0].unit is None


def test_units_are_listed_once_in_the_order_they_paid() -> None:
    rows = [contribution(Month(2026, 3), unit_code=code) for code in ("U2", "U9")] + [contribution(Month(2026, 1))]
    assert [unit.code for unit in drawn(account(rows)).units] == ["U1", "U2", "U9"]


def test_another_division_is_told() -> None:
    assert not drawn(account()).other_division
    assert drawn(account(whose=replace(person(), division="119902"))).other_division


def test_the_relief_of_2020_and_what_the_unit_pays_alone_are_noted() -> None:
    relieved = contribution(Month(2020, 3), unit_due=0, unit_paid=0)
    after = contribution(Month(2021, 1), unit_due=0, unit_paid=0)
    injury = contribution(Month(2026, 1), Insurance.WORK_INJURY, person_due=0, person_paid=0)
    made = drawn(account([relieved, after, injury]))
    notes = {row.paid_for: row.note for section in made.sections for year in section.years for row in year.rows}
    assert "waived" in notes[Month(2020, 3)]
    assert notes[Month(2021, 1)] == ""
    assert notes[Month(2026, 1)] == "Paid by the unit alone"


def test_a_note_says_only_what_the_law_says() -> None:
    """The relief holds for 110, 210 and 410, by month; maternity is collected with medical insurance since 2019-07."""
    rows = [
        contribution(Month(2020, 3), Insurance.CIVIL_PENSION, unit_due=0, unit_paid=0),
        contribution(Year(2020), Insurance.RESIDENT_PENSION, unit_due=0, unit_paid=0),
        contribution(Month(2020, 3), Insurance.WORK_INJURY, unit_due=0, unit_paid=0, person_due=0, person_paid=0),
        contribution(Month(2019, 6), Insurance.MATERNITY, unit_due=0, unit_paid=0, person_due=0, person_paid=0),
    ]
    drawn_sections = [section for section in drawn(account(rows)).sections if section.years]
    notes = {section.insurance: section.years[0].rows[0].note for section in drawn_sections}
    assert notes == {
        Insurance.CIVIL_PENSION: "",
        Insurance.RESIDENT_PENSION: "",
        Insurance.WORK_INJURY: Why.WAIVED.brief,
        Insurance.MATERNITY: "",
    }


def test_a_half_that_the_law_took_away_is_noted() -> None:
    before = contribution(Month(2020, 1))
    halved = contribution(Month(2020, 2), unit_rate="0.08", unit_due=64_000, unit_paid=64_000)
    (section,) = drawn(account([before, halved])).sections
    assert [row.note for row in section.years[0].rows] == ["", Why.UNIT_PART_HALVED.brief]


def test_a_subsidy_stands_beside_what_was_paid() -> None:
    made = drawn(account([contribution(Year(2025), Insurance.RESIDENT_PENSION, unit_code="", subsidy=12_000)]))
    (row,) = made.sections[-1].years[0].rows
    assert (row.subsidy, row.total) == (12_000, 192_000)


def test_periods_count_back_from_where_the_data_end() -> None:
    whose = account()
    assert span_of(PrintChoice(PrintPeriod.LAST_12), whose) == Span(Month(2025, 11), Month(2026, 10))
    assert span_of(PrintChoice(PrintPeriod.LAST_36), whose) == Span(Month(2023, 11), Month(2026, 10))
    assert span_of(PrintChoice(PrintPeriod.ALL), whose) == Span()
    assert span_of(PrintChoice(PrintPeriod.YEAR, year=2024), whose) == Span(Month(2024, 1), Month(2024, 12))
    assert span_of(PrintChoice(PrintPeriod.YEAR), whose) == Span(Month(2026, 1), Month(2026, 12))
    assert span_of(PrintChoice(PrintPeriod.LAST_12), account(as_of={})) == Span()


def test_the_number_of_the_list_is_no_ones_number() -> None:
    assert drawn(account()).number == "test-01-20261121-143205"


def test_the_date_of_arrival_travels() -> None:
    made = drawn(account([contribution(Month(2026, 1), arrived=date(2026, 2, 12))]))
    assert made.sections[0].years[0].rows[0].arrived == date(2026, 2, 12)
