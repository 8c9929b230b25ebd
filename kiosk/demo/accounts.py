"""A story's personal accounts by year, and the pension drawn from one; reconciling to the fen; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kiosk.account.balances import interest_of
from kiosk.demo.rates import Rates, share
from kiosk.demo.story import Pension, Story
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, ArrivalStatus, Benefit, Contribution, Fen
from kiosk.period import Month

Flow = dict[int, dict[int, Fen]]
"""Amounts by year and month."""

BASIC_PART, ACCOUNT_PART = ("1101", "基础养老金"), ("1102", "个人账户养老金")
"""Benefit items (AAA036, AAA037); the codes are the demo city's own."""

SPENT_AT_LEAST, SPENT_SPREAD, SPENT_STEP = 35, 50, 17
"""Of a year's medical income 35 to 84 % are spent, another share each year."""

PERCENT = 100


@dataclass(frozen=True)
class Accounts:
    """Account years of every insurance that has an account, and the benefits paid."""

    years: tuple[AccountYear, ...] = field(repr=False)
    benefits: tuple[Benefit, ...] = field(repr=False)


def accounts(story: Story, paid: Iterable[Contribution], rates: Rates, as_of: Month) -> Accounts:
    """Work out the accounts from what arrived."""
    flows = _credited(paid, rates)
    years: list[AccountYear] = []
    benefits: list[Benefit] = []
    for insurance in sorted(flows.keys() | story.openings.keys(), key=lambda each: each.value):
        pension = story.pension if story.pension and story.pension.insurance is insurance else None
        for year, amount in _years(story, insurance, flows[insurance], rates, as_of):
            years.append(year)
            if pension and amount is not None:
                benefits += _drawn(pension, year.year, amount, as_of)
    return Accounts(tuple(years), tuple(benefits))


def _credited(paid: Iterable[Contribution], rates: Rates) -> defaultdict[Insurance, Flow]:
    flows: defaultdict[Insurance, Flow] = defaultdict(dict)
    for row in paid:
        if not row.insurance.rule.has_account or row.status is not ArrivalStatus.ARRIVED:
            continue
        amount = _to_account(row, rates)
        months = flows[row.insurance].setdefault(row.settled.year, {})
        months[row.settled.month] = months.get(row.settled.month, 0) + amount
    return flows


def _to_account(row: Contribution, rates: Rates) -> Fen:
    if row.base is None:
        return row.person_due + row.subsidy
    amount = share(row.base, rates.to_account[row.insurance])
    return amount if row.person_due >= 0 else -amount


def _years(
    story: Story, insurance: Insurance, flow: Flow, rates: Rates, as_of: Month
) -> Iterator[tuple[AccountYear, Fen | None]]:
    """Each year of an account, with what the pension takes from it a month (None before it begins)."""
    opening, drawn = story.openings.get(insurance, 0), None
    wrong = {each.year: each.by for each in story.misstated if each.insurance is insurance}
    pension = story.pension if story.pension and story.pension.insurance is insurance else None
    for year in range(min(flow, default=as_of.year), as_of.year + 1):
        credited = dict(flow.get(year, {}))
        principal = sum(credited.values())
        if pension and drawn is None and year == pension.first.year:
            drawn = (opening + principal) // pension.account_months
        out = _paid_out(insurance, principal, year, pension, drawn, as_of)
        for month, amount in out.items():
            credited[month] = credited.get(month, 0) - amount
        interest = interest_of(opening, credited, rates.interest_of(insurance, year)).total
        paid_out = sum(out.values())
        closing = opening + principal + interest - paid_out + wrong.get(year, 0)
        yield AccountYear(insurance, year, opening, principal, interest, paid_out, closing), drawn
        opening = closing


def _paid_out(
    insurance: Insurance, principal: Fen, year: int, pension: Pension | None, drawn: Fen | None, as_of: Month
) -> dict[int, Fen]:
    """What left the account, by month."""
    if insurance is Insurance.EMPLOYEE_MEDICAL:
        spent = SPENT_AT_LEAST + year * SPENT_STEP % SPENT_SPREAD
        return {12: principal * spent // PERCENT}
    if pension is None or drawn is None:
        return {}
    return {month.month: drawn for month in _months_drawn(pension, year, as_of)}


def _months_drawn(pension: Pension, year: int, as_of: Month) -> Iterator[Month]:
    return max(pension.first, Month(year, 1)).until(min(Month(year, 12), as_of))


def _drawn(pension: Pension, year: int, amount: Fen, as_of: Month) -> Iterator[Benefit]:
    for month in _months_drawn(pension, year, as_of):
        yield Benefit(pension.insurance, month, *BASIC_PART, pension.basic)
        yield Benefit(pension.insurance, month, *ACCOUNT_PART, amount)
