"""An account's rows, sorted out once for everything that is told of them: by insurance, by period, by who paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter

from kiosk.account.counting import Rows, as_settled, by_period, number_of, unit_of
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, Unit
from kiosk.period import Month, Period


@dataclass(frozen=True)
class WorkingLife:
    """All insurances of an account; each fact is worked out when it is first asked for, and once."""

    account: Account = field(repr=False)

    @cached_property
    def rows(self) -> Mapping[Insurance, tuple[Contribution, ...]]:
        """The rows of each insurance that has any, as the account has them."""
        found: dict[Insurance, list[Contribution]] = {}
        for insurance, group in groupby(self.account.contributions, key=attrgetter("insurance")):
            found.setdefault(insurance, []).extend(group)
        return {insurance: tuple(rows) for insurance, rows in found.items()}

    @cached_property
    def by_period(self) -> Mapping[Insurance, Rows]:
        """The same by the period they pay for."""
        return {insurance: by_period(rows) for insurance, rows in self.rows.items()}

    @cached_property
    def periods(self) -> Mapping[Insurance, tuple[Period, ...]]:
        """The periods with rows, in order."""
        return {insurance: tuple(sorted(rows, key=number_of)) for insurance, rows in self.by_period.items()}

    @cached_property
    def payers(self) -> Mapping[str, tuple[Unit, ...]]:
        """The unit behind each code that a row names; nobody for who pays alone."""
        codes = {row.unit_code for row in self.account.contributions}
        return {code: tuple(filter(None, (unit_of(self.account, code),))) for code in codes}

    @cached_property
    def in_order(self) -> Mapping[Insurance, tuple[Contribution, ...]]:
        """The rows of each insurance by the period paid for, then as settled."""
        return {insurance: tuple(self._in_order(insurance)) for insurance in self.rows}

    def _in_order(self, insurance: Insurance) -> Iterable[Contribution]:
        by_period, rows = self.by_period[insurance], self.rows[insurance]
        if sum(map(len, by_period.values())) == len(rows) and not insurance.rule.paid_by_year:
            # Nearly always each row pays for one month: then they are in order by month already.
            return chain.from_iterable([by_period[period] for period in self.periods[insurance]])
        return sorted(rows, key=lambda row: (row.paid_for.number, *as_settled(row)))

    @cached_property
    def begun(self) -> Month | None:
        """The beginning of the working life: the first participation or payment in any insurance."""
        registered = [each.first_insured for each in self.account.participations if each.first_insured]
        return min([*registered, *(periods[0].first_month for periods in self.periods.values())], default=None)

    @cached_property
    def with_unit(self) -> frozenset[Month]:
        """Months in which a unit paid any employees' insurance for the person."""
        return frozenset(month for month, row in self._monthly() if row.unit_code)

    @cached_property
    def alone(self) -> frozenset[Month]:
        """Months in which the person alone paid employees' insurances."""
        return frozenset(month for month, row in self._monthly() if not row.unit_code) - self.with_unit

    def _monthly(self) -> Iterator[tuple[Month, Contribution]]:
        for rows in self.by_period.values():
            for period, here in rows.items():
                if isinstance(period, Month):
                    yield from ((period, row) for row in here)
