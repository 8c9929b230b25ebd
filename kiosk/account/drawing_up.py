"""From rows to what a person understands, drawn up as a PaymentList: standing, months, sums, cases, what to look at.

What only one screen shows is a function of the Account of its own: history, balances, checks, points, benefits,
rights, my_data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from kiosk.account import gaps
from kiosk.account.attention import attention_of
from kiosk.account.cases import Why, cases_of
from kiosk.account.counting import counted_months, number_of, paid_periods, rows_of, unit_of
from kiosk.account.history import first_insured_of, insurances_of, standing_of
from kiosk.account.payment_list import (
    Issuer,
    ListRequest,
    ListRow,
    PaymentList,
    Section,
    Summary,
    Sums,
    YearRows,
)
from kiosk.choices import PrintPeriod
from kiosk.identity import mask_name, mask_number
from kiosk.insurance import Authority, Insurance
from kiosk.model import Account, Contribution, Unit
from kiosk.period import Month, Span, Year
from kiosk.words import N_

RELIEF_2020 = Span(Month(2020, 2), Month(2020, 12))
"""Months in which units' pension, unemployment and injury shares could be waived or halved (2020 relief)."""

_RELIEF_NOTE = N_("Unit's part waived by law (2020 relief); not owed")
_ZERO_PERSON = N_("Paid by the unit alone")


def span_of(period: PrintPeriod, account: Account) -> Span:
    """The months a print period covers, counted back from where the data end."""
    if period is PrintPeriod.ALL or not account.as_of:
        return Span()
    last = max(account.as_of.values())
    return Span(last.plus(1 - int(period.value)), last)


def draw_up(account: Account, request: ListRequest, issuer: Issuer, printed_at: datetime) -> PaymentList:
    """Draw up the payment list of an account; the only place that adds up what a person sees."""
    insurances = _insurances(account, request)
    rows = [c for c in account.contributions if c.insurance in insurances and request.span.holds(c.paid_for)]
    rows.sort(key=_list_order)
    person, covered = account.person, _covered(request.span, rows, account)
    sections = tuple(_section(account, insurance, rows, request.span) for insurance in insurances)
    return PaymentList(
        number=f"{issuer.kiosk_id}-{printed_at:%Y%m%d-%H%M%S}",
        printed_at=printed_at,
        issuer=issuer,
        holder_name=person.name if request.full_number else mask_name(person.name),
        holder_number=person.number if request.full_number else mask_number(person.number),
        person_id=person.person_id,
        sex=person.sex,
        place=person.place,
        agency=person.agency,
        other_division=person.division != issuer.division,
        first=covered.first,
        last=covered.last,
        summaries=tuple(_summary(account, insurance) for insurance in insurances),
        units=_units(account, rows),
        sections=sections,
        account_years=tuple(
            year for year in account.years if year.insurance in insurances and request.span.holds(Year(year.year))
        ),
        paid_by_unit=_paid_by_unit(account.contributions),
        attention=attention_of(account, sections, request.span),
    )


def _list_order(row: Contribution) -> tuple[int, int, str, str, str]:
    """By the period paid for, then as settled; the same rows always stand in the same order."""
    return (row.paid_for.number, row.settled.number, row.settlement_number, row.kind, row.unit_code)


def _insurances(account: Account, request: ListRequest) -> tuple[Insurance, ...]:
    return tuple(i for i in insurances_of(account) if not request.insurances or i in request.insurances)


def _covered(asked: Span, rows: Iterable[Contribution], account: Account) -> Span:
    """The months a list covers: as asked for; an open end at the first payment, or where the data end.

    A list without a payment and without a beginning covers nothing that could be named.
    """
    first = asked.first or min((gaps.first_of(row.paid_for) for row in rows), default=None)
    last = asked.last or max(account.as_of.values(), default=None)
    if first is None or last is None:
        return Span(asked.first, asked.last)
    return Span(first, max(first, last))


def _summary(account: Account, insurance: Insurance) -> Summary:
    paid = paid_periods(rows_of(account, insurance))
    counted = counted_months(account, insurance, paid)
    balances = [y for y in account.years if y.insurance is insurance]
    return Summary(
        insurance=insurance,
        standing=standing_of(account, insurance),
        first_insured=first_insured_of(account, insurance),
        months=counted.together,
        last_paid=max(paid, key=number_of, default=None),
        as_of=account.as_of.get(insurance.authority),
        balance=max(balances, key=lambda y: y.year).closing if balances else None,
        deemed_months=counted.deemed,
        first_paid=min(paid, key=number_of, default=None),
    )


def _section(account: Account, insurance: Insurance, rows: Iterable[Contribution], span: Span) -> Section:
    own = [row for row in rows if row.insurance is insurance]
    years = []
    for year, group in groupby(own, key=lambda c: c.paid_for.year):
        lines = tuple(_row(account, contribution) for contribution in group)
        years.append(YearRows(year, lines, sum_of(lines)))
    total = Sums(sum(y.subtotal.unit_paid for y in years), sum(y.subtotal.person_paid for y in years))
    cases = tuple(case for case in cases_of(account, insurance) if span.holds(case.period))
    as_of = account.as_of.get(insurance.authority)
    return Section(insurance, tuple(years), total, gaps.runs_of(cases, as_of), cases)


def sum_of(rows: Iterable[ListRow]) -> Sums:
    """Add up what unit and person paid."""
    unit_paid = person_paid = 0
    for row in rows:
        unit_paid += row.unit_paid or 0
        person_paid += row.person_paid or 0
    return Sums(unit_paid, person_paid)


def _row(account: Account, paid: Contribution) -> ListRow:
    nothing_known = paid.unit_paid is None and paid.person_paid is None
    return ListRow(
        paid_for=paid.paid_for,
        insurance=paid.insurance,
        unit=unit_of(account, paid.unit_code),
        base=paid.base,
        unit_paid=paid.unit_paid,
        person_paid=paid.person_paid,
        total=None if nothing_known else (paid.unit_paid or 0) + (paid.person_paid or 0),
        arrived=paid.arrived,
        kind=paid.kind,
        status=paid.status,
        note=_note(paid),
    )


def _note(paid: Contribution) -> str:
    if paid.unit_due and paid.person_due:
        return ""
    if paid.insurance is Insurance.MATERNITY and not paid.unit_due:
        return Why.WITH_MEDICAL.brief
    if paid.person_due and paid.unit_code and _in_relief(paid):
        return _RELIEF_NOTE
    return _ZERO_PERSON if paid.unit_due and not paid.insurance.rule.person_pays else ""


def _in_relief(paid: Contribution) -> bool:
    return paid.insurance.authority is Authority.HUMAN_RESOURCES and RELIEF_2020.holds(paid.paid_for)


def _units(account: Account, rows: Iterable[Contribution]) -> tuple[Unit, ...]:
    begun: dict[str, int] = defaultdict(lambda: 999999)
    for row in rows:
        if row.unit_code:
            begun[row.unit_code] = min(begun[row.unit_code], row.paid_for.number)
    codes = sorted(begun, key=lambda code: (begun[code], code))
    return tuple(account.units.get(code, Unit(code, "")) for code in codes)


def _paid_by_unit(rows: Iterable[Contribution]) -> bool:
    latest = max(rows, key=lambda row: (row.paid_for.number, row.settled.number), default=None)
    return latest is not None and bool(latest.unit_code)
