"""The cases of a whole working life: one a month from its beginning to the data-as-of, one a year for residents."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.account.cases.case import PeriodCase
from kiosk.account.cases.history import History, history_of
from kiosk.account.cases.recorded import recorded_case
from kiosk.account.cases.silent import merged_with_medical, silent_month, silent_year
from kiosk.account.cases.why import Why
from kiosk.account.relief import LocalRules, read_local_rules
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Month, Period, Year


def cases_of(account: Account, insurance: Insurance, rules: LocalRules | None = None) -> tuple[PeriodCase, ...]:
    """Return exactly one case for each period, in order: months, or years for residents' insurances.

    They run from the beginning of the working life (the first participation in any insurance) to the authority's
    data-as-of, and on to the last period with a row if that is later. Empty for an insurance the person never took part
    in. Without a data-as-of they end with the last row.
    """
    history = history_of(account, insurance, rules or read_local_rules())
    return tuple(_case(history, period) for period in _periods(history))


def case_at(account: Account, insurance: Insurance, period: Period, rules: LocalRules | None = None) -> PeriodCase:
    """Return the case of any one period, also before the working life or after the data end."""
    return _case(history_of(account, insurance, rules or read_local_rules()), period)


def _periods(history: History) -> Iterable[Period]:
    ends = [history.as_of] if history.as_of else []
    if history.first is None or history.life is None:
        return ()
    last_row = history.paid_for[-1] if history.paid_for else None
    if history.insurance.rule.paid_by_year:
        years = [end.year for end in ends] + ([last_row.year] if last_row else [])
        return [Year(year) for year in range(history.life.year, max(years, default=history.life.year - 1) + 1)]
    if isinstance(last_row, Month):
        ends.append(last_row)
    return history.life.until(max(ends)) if ends else ()


def _case(history: History, period: Period) -> PeriodCase:
    rows = history.rows.get(period, ())
    merged = merged_with_medical(history, period) if isinstance(period, Month) else None
    if merged:
        return merged
    if rows:
        return recorded_case(history, period, rows)
    as_of = history.as_of
    if as_of is None or (period > as_of if isinstance(period, Month) else period.year > as_of.year):
        before = history.paid_for and period.number < history.paid_for[-1].number
        if not (as_of is None and before):
            return PeriodCase(history.insurance, period, Why.NOT_IN_DATA_YET, until=as_of)
    return silent_month(history, period) if isinstance(period, Month) else silent_year(history, period)
