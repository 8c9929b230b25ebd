"""From rows to what a person understands, drawn up as a PaymentList: standing, months, sums, cases, what to look at.

What only one screen shows is a function of the Account of its own: history, balances, checks, points, benefits,
rights, my_data.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from kiosk.account.attention import attention_in
from kiosk.account.cases import Why, cases_in
from kiosk.account.cases.relieved import is_waived
from kiosk.account.checks import findings_in, wages_of
from kiosk.account.counting import counted_months
from kiosk.account.gaps import runs_of
from kiosk.account.history import insurances_of
from kiosk.account.money import counts_as_paid
from kiosk.account.objection import whom_to_see
from kiosk.account.paper_head import head_of
from kiosk.account.payment_list import (
    Issuer,
    ListRequest,
    ListRow,
    PaymentList,
    Section,
    Summary,
    Sums,
    YearRows,
    sums_of,
)
from kiosk.account.relief import LocalRules, read_local_rules
from kiosk.account.standing import first_insured_of, standing_of
from kiosk.account.working_life import WorkingLife
from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.circles import no_looking_for_circles
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, Unit
from kiosk.period import Month, Period, Span, Year
from kiosk.words import N_

_YEAR = attrgetter("paid_for.year")

_ZERO_PERSON = N_("Paid by the unit alone")


def span_of(choice: PrintChoice, account: Account) -> Span:
    """The months a choice covers, counted back from where the data end."""
    if choice.period is PrintPeriod.ALL or not account.as_of:
        return Span()
    last = max(account.as_of.values())
    if choice.period is PrintPeriod.YEAR:
        year = choice.year or last.year
        return Span(Month(year, 1), Month(year, 12))
    return Span(last.plus(1 - int(choice.period.value)), last)


@no_looking_for_circles()
def draw_up(account: Account, request: ListRequest, issuer: Issuer, printed_at: datetime) -> PaymentList:
    """Draw up the payment list of an account; the only place that adds up what a person sees."""
    life, insurances = WorkingLife(account), _insurances(account, request)
    sections = tuple(_section(life, insurance, request.span) for insurance in insurances)
    covered = _covered(request.span, sections, account)
    findings = findings_in(life, wages_of(account))
    return PaymentList(
        *head_of(account, issuer, printed_at, request.full_number),
        first=covered.first,
        last=covered.last,
        summaries=tuple(summary_of(life, insurance) for insurance in insurances),
        units=_units(sections),
        sections=sections,
        account_years=tuple(
            year for year in account.years if year.insurance in insurances and request.span.holds(Year(year.year))
        ),
        objection=whom_to_see(account),
        attention=attention_in(account, findings, sections, request.span),
        findings=findings,
    )


def _insurances(account: Account, request: ListRequest) -> tuple[Insurance, ...]:
    return tuple(i for i in insurances_of(account) if not request.insurances or i in request.insurances)


def _covered(asked: Span, sections: Iterable[Section], account: Account) -> Span:
    """The months a list covers: as asked for; an open end at the first payment, or where the data end.

    A list without a payment and without a beginning covers nothing that could be named.
    """
    begun = (section.years[0].rows[0].paid_for.first_month for section in sections if section.years)
    first = asked.first or min(begun, default=None)
    last = asked.last or max(account.as_of.values(), default=None)
    if first is None or last is None:
        return Span(asked.first, asked.last)
    return Span(first, max(first, last))


def summary_of(life: WorkingLife, insurance: Insurance) -> Summary:
    """Say of one insurance what a glance takes in; of one without any record that there is none."""
    account, rows = life.account, life.by_period.get(insurance, {})
    paid = [period for period in life.periods.get(insurance, ()) if counts_as_paid(rows[period])]
    counted = counted_months(account, insurance, paid)
    balances = [y for y in account.years if y.insurance is insurance]
    return Summary(
        insurance=insurance,
        standing=standing_of(account, insurance),
        first_insured=first_insured_of(account, insurance),
        months=counted.together,
        last_paid=paid[-1] if paid else None,
        as_of=account.as_of.get(insurance.authority),
        balance=max(balances, key=lambda y: y.year).closing if balances else None,
        deemed_months=counted.deemed,
        first_paid=paid[0] if paid else None,
    )


def _section(life: WorkingLife, insurance: Insurance, span: Span) -> Section:
    account, rules = life.account, read_local_rules()
    cases = tuple([case for case in cases_in(life, insurance, rules) if span.holds(case.period)])
    rows = [row for row in life.in_order.get(insurance, ()) if span.holds(row.paid_for)]
    halved = frozenset(case.period for case in cases if case.why is Why.UNIT_PART_HALVED)
    years = []
    for year, group in groupby(rows, key=_YEAR):
        lines = tuple([_row(life, row, _note(row, rules, halved)) for row in group])
        years.append(YearRows(year, lines, sums_of(lines)))
    total = Sums(sum(y.subtotal.unit_paid for y in years), sum(y.subtotal.person_paid for y in years))
    as_of = account.as_of.get(insurance.authority)
    return Section(insurance, tuple(years), total, runs_of(cases, as_of), cases)


def _row(life: WorkingLife, paid: Contribution, note: str) -> ListRow:
    nothing_known = paid.unit_paid is None and paid.person_paid is None
    return ListRow(
        paid_for=paid.paid_for,
        insurance=paid.insurance,
        unit=next(iter(life.payers[paid.unit_code]), None),
        base=paid.base,
        unit_paid=paid.unit_paid,
        person_paid=paid.person_paid,
        total=None if nothing_known else (paid.unit_paid or 0) + (paid.person_paid or 0),
        arrived=paid.arrived,
        kind=paid.kind,
        status=paid.status,
        note=note,
        subsidy=paid.subsidy,
    )


def _note(paid: Contribution, rules: LocalRules, halved: Set[Period]) -> str:
    """Why a part is 0 or half, where the law says so."""
    if paid.unit_due and paid.person_due and not halved:
        return ""
    if paid.paid_for in halved and paid.unit_code and paid.unit_due:
        return Why.UNIT_PART_HALVED.brief
    if (
        paid.insurance is Insurance.MATERNITY
        and not paid.unit_due
        and paid.paid_for.last_month >= rules.maternity_merged
    ):
        return Why.WITH_MEDICAL.brief
    if is_waived(paid, rules):
        return Why.UNIT_PART_WAIVED.brief if paid.person_due else Why.WAIVED.brief
    return _ZERO_PERSON if paid.unit_due and not paid.insurance.rule.person_pays else ""


def _units(sections: Iterable[Section]) -> tuple[Unit, ...]:
    """The units of the list, each once, in the order in which they first paid."""
    begun: dict[str, tuple[int, Unit]] = {}
    for section in sections:
        # A section's rows stand in order of time, so that the last one put in, from behind, is a unit's first.
        first = {row.unit: row for year in reversed(section.years) for row in reversed(year.rows)}
        for unit, row in first.items():
            if unit and (unit.code not in begun or row.paid_for.number < begun[unit.code][0]):
                begun[unit.code] = (row.paid_for.number, unit)
    return tuple(begun[code][1] for code in sorted(begun, key=lambda code: (begun[code][0], code)))
