"""An account's rows, sorted out once for everything that is told of them: by insurance, by period, by who paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from kiosk.account.counting import Rows, by_period, number_of
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution
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
