"""Lists of every shape: arbitrary ones for properties, an irregular career, one too long for a code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from kiosk.account.cases import PeriodCase, Why
from kiosk.account.payment_list import EmptyMonths, ListRow, PaymentList, Section, YearRows, sums_of
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, ArrivalStatus, Fen, Unit
from kiosk.period import Month, Period, Year
from tests.printing.lists import FIVE, UNITS, payment_list, row, section

_FEN = st.none() | st.integers(-(10**13), 10**13)
_TEXT = st.text(max_size=30)
"""Any characters: private use and beyond the BMP among them."""
_MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))
_PERIODS: st.SearchStrategy[Period] = _MONTHS | st.builds(Year, st.integers(1950, 2100))
_UNITS = st.builds(Unit, _TEXT, _TEXT)
_INSURANCES = st.sampled_from(Insurance)

_ROWS = st.builds(
    ListRow,
    paid_for=_PERIODS,
    insurance=_INSURANCES,
    unit=st.none() | _UNITS,
    base=_FEN,
    unit_paid=_FEN,
    person_paid=_FEN,
    total=_FEN,
    arrived=st.none() | st.dates(),
    kind=st.sampled_from(("10", "20", "31", "106", "")),
    status=st.sampled_from(ArrivalStatus),
    note=st.sampled_from(("", Why.WAIVED.brief, "Paid by the unit alone")) | _TEXT,
    subsidy=st.integers(0, 10**9),
)
_CASES = st.builds(
    PeriodCase,
    insurance=_INSURANCES,
    period=_PERIODS,
    why=st.sampled_from(Why),
    units=st.tuples() | st.tuples(_UNITS),
    next_unit=st.none() | _UNITS,
    since=st.none() | _PERIODS,
    until=st.none() | _PERIODS,
    day=st.none() | st.dates(),
    months=st.integers(0, 999),
    kind=st.sampled_from(("", "31")),
    agency=_TEXT,
)
_GAPS = st.builds(
    EmptyMonths,
    insurance=_INSURANCES,
    first=_PERIODS,
    last=_PERIODS,
    reason=_TEXT,
    advice=st.just(""),
    cases=st.tuples() | st.tuples(_CASES),
)
_AMOUNT = st.integers(-(10**13), 10**13)
_ACCOUNT_YEARS = st.builds(
    AccountYear,
    insurance=_INSURANCES,
    year=st.integers(1950, 2100),
    opening=_AMOUNT,
    principal=_AMOUNT,
    interest=_AMOUNT,
    paid_out=_AMOUNT,
    closing=_AMOUNT,
)


@st.composite
def any_list(draw: st.DrawFn) -> PaymentList:
    """A list of arbitrary rows; nothing in it need make sense."""
    rows = tuple(draw(st.lists(_ROWS, max_size=12)))
    years = (YearRows(2000, rows, sums_of(rows)),) if rows else ()
    return replace(
        payment_list(1),
        number=draw(_TEXT),
        printed_at=draw(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))),
        holder_name=draw(_TEXT),
        holder_number=draw(_TEXT),
        place=draw(_TEXT),
        first=draw(st.none() | _MONTHS),
        sections=(Section(FIVE[0], years, sums_of(rows), tuple(draw(st.lists(_GAPS, max_size=3)))),),
        account_years=tuple(draw(st.lists(_ACCOUNT_YEARS, max_size=4))),
    )


def irregular_list(months: int = 360) -> PaymentList:
    """A career in which every month has another base, and money arrives on another day."""
    first = Month(2026, 10).plus(1 - months)
    made = replace(payment_list(months))
    sections = []
    for insurance in FIVE:
        rows = [_irregular(month, insurance, number) for number, month in enumerate(first.until(Month(2026, 10)))]
        sections.append(section(insurance, rows))
    return replace(made, sections=tuple(sections))


def _irregular(month: Month, insurance: Insurance, number: int) -> ListRow:
    base: Fen = 500_000 + number * 1_117 + (number * number * 7_919) % 90_001
    after = month.plus(1)
    arrived = date(after.year, after.month, 10 + (number * 31) % 9)
    return replace(row(month, insurance, base, UNITS[number // 60 % 2]), arrived=arrived)


def endless_list() -> PaymentList:
    """More than a code holds: every row of every insurance has figures of its own."""
    made = irregular_list(480)
    sections = []
    for place, each in enumerate(made.sections):
        rows = []
        for number, old in enumerate(old for year in each.years for old in year.rows):
            off = (number * (place + 3) * 104_729 + place * 7_907) % 300_007
            rows.append(replace(old, base=(old.base or 0) + off, unit_paid=off, person_paid=off * 2, total=off * 3))
        sections.append(section(each.insurance, rows))
    return replace(made, sections=tuple(sections))
