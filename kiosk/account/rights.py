"""The yearly personal-rights record: participation, what both sides paid, accounts, benefits of one year.

Social Insurance Law Art. 74; the Ministry's Order 14 on managing rights records. Months and amounts are those paid
**for** the year; whatever came later for it is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.account.balances import YearBalance, balances_of
from kiosk.account.benefits import InsuranceBenefits, benefits_of
from kiosk.account.counting import paid_periods, rows_of, unit_of
from kiosk.account.history import insurances_of
from kiosk.account.payment_list import Sums, sums_of
from kiosk.account.standing import first_insured_of
from kiosk.insurance import Insurance
from kiosk.model import Account, AsOf, Fen, Unit
from kiosk.period import Month


@dataclass(frozen=True, slots=True)
class RightsLine:
    """One insurance in the year."""

    insurance: Insurance
    first_insured: Month | None
    periods: int
    """Paid months of the year; 1 or 0 where it is paid for by the year."""
    paid_until_then: int
    """Paid periods from the first one to the end of the year, by the rows of this record alone."""
    due: Sums
    paid: Sums
    subsidy: Fen = field(repr=False)
    """Government subsidies to a resident's payment, in fen."""
    units: tuple[Unit | None, ...]
    """Who paid, in time order; None is the person alone."""
    base: Fen | None = field(repr=False)
    """The base of the year's last month that has one, in fen."""

    @property
    def owed(self) -> Fen:
        """What was due and is not recorded as paid, in fen; never below 0."""
        return max(0, self.due.total - self.paid.total)


@dataclass(frozen=True, slots=True)
class RightsRecord:
    """One year on a screen and a page."""

    year: int
    running: bool
    """Whether the data do not reach to the end of the year yet."""
    as_of: AsOf
    lines: tuple[RightsLine, ...]
    total: Sums
    """What unit and person paid in all insurances together."""
    accounts: tuple[YearBalance, ...]
    benefits: tuple[InsuranceBenefits, ...]
    """Each with this one year."""


def rights_years(account: Account) -> tuple[int, ...]:
    """The years there is a record for, latest first: with a payment, an account year or a benefit."""
    years = {row.paid_for.year for row in account.contributions}
    years |= {each.year for each in account.years} | {each.month.year for each in account.benefits}
    return tuple(sorted(years, reverse=True))


def rights_of(account: Account, year: int) -> RightsRecord:
    """Draw up the record of one year."""
    insurances = insurances_of(account)
    lines = tuple(line for insurance in insurances if (line := _line(account, insurance, year)) is not None)
    return RightsRecord(
        year=year,
        running=any(month < Month(year, 12) for month in account.as_of.values()),
        as_of=account.as_of,
        lines=lines,
        total=Sums(sum(line.paid.unit_paid for line in lines), sum(line.paid.person_paid for line in lines)),
        accounts=tuple(b for i in Insurance for b in balances_of(account, i) if b.year.year == year),
        benefits=tuple(_benefits_in(each, year) for each in benefits_of(account) if _has(each, year)),
    )


def _line(account: Account, insurance: Insurance, year: int) -> RightsLine | None:
    """The insurance in that year; None when the person did not take part in it by then."""
    rows = sorted(rows_of(account, insurance), key=lambda row: (row.paid_for.number, row.settled.number))
    here = [row for row in rows if row.paid_for.year == year]
    if not here and not _takes_part(account, insurance, year):
        return None
    before = {period for period in paid_periods(rows) if period.year <= year}
    bases = [row.base for row in here if row.base]
    return RightsLine(
        insurance=insurance,
        first_insured=first_insured_of(account, insurance),
        periods=sum(period.year == year for period in before),
        paid_until_then=len(before),
        due=Sums(sum(row.unit_due for row in here), sum(row.person_due for row in here)),
        paid=sums_of(here),
        subsidy=sum(row.subsidy for row in here),
        units=tuple(unit_of(account, code) for code in dict.fromkeys(row.unit_code for row in here)),
        base=bases[-1] if bases else None,
    )


def _takes_part(account: Account, insurance: Insurance, year: int) -> bool:
    """Whether a participation covers part of a year that the data reach; without dates it begins when first insured."""
    as_of = account.as_of.get(insurance.authority)
    if as_of is None or as_of < Month(year, 1):
        return False
    for each in account.participations:
        begun = each.begun or each.first_insured
        if each.insurance is insurance and begun and begun.year <= year and (each.ended or as_of).year >= year:
            return True
    return False


def _has(benefits: InsuranceBenefits, year: int) -> bool:
    return any(each.year == year for each in benefits.years)


def _benefits_in(benefits: InsuranceBenefits, year: int) -> InsuranceBenefits:
    years = tuple(each for each in benefits.years if each.year == year)
    return InsuranceBenefits(benefits.insurance, years, sum(each.total for each in years))
