"""The cases of a whole working life: one a month from its beginning to the data-as-of, one a year for residents."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.account.cases.case import PeriodCase
from kiosk.account.cases.known import Known, known_of
from kiosk.account.cases.recorded import ordinary_case, recorded_case
from kiosk.account.cases.silent import merged_with_medical, silent_month, silent_year
from kiosk.account.cases.why import Why
from kiosk.account.relief import LocalRules, read_local_rules
from kiosk.account.working_life import WorkingLife
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Month, Period, Year


def cases_of(account: Account, insurance: Insurance, rules: LocalRules | None = None) -> tuple[PeriodCase, ...]:
    """Return exactly one case for each period, in order: months, or years for residents' insurances.

    They run from the beginning of the working life (the first participation in any insurance) to the authority's
    data-as-of, and on to the last period with a row if that is later. Empty for an insurance the person never took part
    in. Without a data-as-of they end with the last row.
    """
    return cases_in(WorkingLife(account), insurance, rules)


def cases_in(life: WorkingLife, insurance: Insurance, rules: LocalRules | None = None) -> tuple[PeriodCase, ...]:
    """The same for who needs the cases of several insurances of one account."""
    known = known_of(life, insurance, rules or read_local_rules())
    return tuple([_case(known, period) for period in _periods(known)])


def case_at(account: Account, insurance: Insurance, period: Period, rules: LocalRules | None = None) -> PeriodCase:
    """Return the case of any one period, also before the working life or after the data end."""
    return _case(known_of(WorkingLife(account), insurance, rules or read_local_rules()), period)


def _periods(known: Known) -> Iterable[Period]:
    ends = [known.as_of] if known.as_of else []
    if known.first is None or known.begun is None:
        return ()
    last_row = known.paid_for[-1] if known.paid_for else None
    if known.insurance.rule.paid_by_year:
        years = [end.year for end in ends] + ([last_row.year] if last_row else [])
        return [Year(year) for year in range(known.begun.year, max(years, default=known.begun.year - 1) + 1)]
    if isinstance(last_row, Month):
        ends.append(last_row)
    return known.begun.until(max(ends)) if ends else ()


def _case(known: Known, period: Period) -> PeriodCase:
    rows = known.rows.get(period, ())
    if rows and (ordinary := ordinary_case(known, period, rows)):
        return ordinary
    merged = merged_with_medical(known, period) if isinstance(period, Month) else None
    if merged:
        return merged
    if rows:
        return recorded_case(known, period, rows)
    as_of = known.as_of
    if as_of is None or (period > as_of if isinstance(period, Month) else period.year > as_of.year):
        before = known.paid_for and period.number < known.paid_for[-1].number
        if not (as_of is None and before):
            return PeriodCase(known.insurance, period, Why.NOT_IN_DATA_YET, until=as_of)
    return silent_month(known, period) if isinstance(period, Month) else silent_year(known, period)
