"""Personal accounts year by year: do they add up, does each begin where the last ended, is the interest as published.

The interest's method is public but unverified for any one agency, so a difference is something to ask about, never
something wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from kiosk.account.rates import CreditingRate, CreditingRates, Unpublished, crediting_rates, to_fen
from kiosk.account.said import Amount, Said, said
from kiosk.insurance import Insurance
from kiosk.model import Account, AccountYear, ArrivalStatus, Contribution, Fen
from kiosk.words import N_

FLEXIBLE_ACCOUNT_SHARE = Fraction(8, 20)
"""Of the 20 % a flexible worker pays, 8 points go to the personal account (domain.md section 2)."""
ROUNDING_FEN = 1
"""Agencies round the two parts of a year's interest together or apart; that makes one fen."""

_DECEMBER_PLUS_ONE = 13
"""What comes in in month n bears interest for 12 - n + 1 months."""


@dataclass(frozen=True, slots=True)
class Interest:
    """A year's interest by the monthly-product method, in fen."""

    on_opening: Fen = field(repr=False)
    on_principal: Fen = field(repr=False)

    @property
    def total(self) -> Fen:
        """What the year bears."""
        return self.on_opening + self.on_principal


def interest_of(opening: Fen, credited: Mapping[int, Fen], rate: Decimal) -> Interest:
    """Compute opening x r + r/12 x sum of a_n x (12 - n + 1), a_n being credited in month n (domain.md section 4).

    The whole is rounded once, half up, to the fen; of it the opening's part is rounded alone and the principal's part
    is the rest, so that the two parts always add up to the whole.
    """
    products = sum(amount * (_DECEMBER_PLUS_ONE - month) for month, amount in credited.items())
    whole = to_fen(opening * rate + rate * products / 12)
    on_opening = to_fen(opening * rate)
    return Interest(on_opening, whole - on_opening)


def to_account_of(row: Contribution) -> Fen:
    """What of a row goes to the personal account, in fen: what the feed says, else the person's part.

    Of a flexible worker's pension payment 8 of 20 points. Nothing before it has arrived.
    """
    if row.status is not ArrivalStatus.ARRIVED:
        return 0
    if row.to_account is not None:
        return row.to_account
    paid = row.person_paid or 0
    if row.insurance is Insurance.RESIDENT_PENSION:
        return paid + row.subsidy
    if row.insurance is Insurance.EMPLOYEE_PENSION and not row.unit_code:
        share = paid * FLEXIBLE_ACCOUNT_SHARE
        return to_fen(Decimal(share.numerator) / share.denominator)
    return paid


def credited_by_month(rows: Iterable[Contribution]) -> dict[int, dict[int, Fen]]:
    """What each settlement month (AAE002) brought to one insurance's account: by year, then by month, in fen."""
    years: dict[int, dict[int, Fen]] = {}
    for row in rows:
        months = years.setdefault(row.settled.year, {})
        months[row.settled.month] = months.get(row.settled.month, 0) + to_account_of(row)
    return years


class InterestState(Enum):
    """How the agency's interest of a year compares with the published rate; the value is the sentence about it."""

    EQUAL = N_("The interest is what the published rate of {rate} gives.")
    DIFFERS = N_(
        "By the published rate of {rate} we compute {computed} yuan, the agency credited {credited} yuan. Our way of "
        "computing is not confirmed by the agency; you can ask there how it computed."
    )
    NOT_YET_PUBLISHED = N_("The rate for {year} is not yet published; interest is credited when it is.")
    NOT_KNOWN_HERE = N_("Before 2016 each province had its own rate; it is not known here, so nothing is compared.")
    NO_NATIONAL_RATE = N_("There is no national rate for this account, so nothing is compared.")
    PAID_OUT = N_("Money was paid out during the year; we do not know the days, so nothing is compared.")
    OTHER_PRINCIPAL = N_(
        "The payments recorded here would bring {rows} yuan to the account, the agency credited {principal} yuan; "
        "so the interest is not compared."
    )


@dataclass(frozen=True, slots=True)
class InterestCheck:
    """The agency's interest of one year beside ours; `computed` is None where nothing is compared."""

    state: InterestState
    credited: Fen = field(repr=False)
    computed: Interest | None = None
    rate: CreditingRate | None = None
    sentence: Said = field(default=Said(""), repr=False)

    @property
    def difference(self) -> Fen | None:
        """What the agency credited more than we compute, in fen."""
        return None if self.computed is None else self.credited - self.computed.total


@dataclass(frozen=True, slots=True)
class YearBalance:
    """One account year, with what can be said of its figures."""

    year: AccountYear
    carried: Fen | None = field(repr=False)
    """What the opening balance has more than the closing one of the year before; None when that year is not here."""
    skipped: bool
    """Whether there are earlier years but not the one just before."""
    interest: InterestCheck

    @property
    def reconciles(self) -> bool:
        """Whether opening + principal + interest - paid out is the agency's closing balance (law)."""
        return self.year.difference == 0

    @property
    def in_order(self) -> bool:
        """Whether the year adds up and begins where the one before ended."""
        return self.reconciles and not self.carried

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What is to be said of the sums: that they reconcile, or each difference by name."""
        told = [_added_up(self.year)]
        if self.carried:
            told.append(_not_carried(self.year, self.carried))
        if self.skipped:
            told.append(said(N_("The account year {year} is not in the data."), year=str(self.year.year - 1)))
        return tuple(told)


def balances_of(account: Account, insurance: Insurance, rates: CreditingRates | None = None) -> tuple[YearBalance, ...]:
    """The account years of an insurance, oldest first; `rates` are the shipped ones unless given."""
    known = crediting_rates() if rates is None else rates
    years = _years(account, insurance)
    credited = credited_by_month(c for c in account.contributions if c.insurance is insurance) if years else {}
    found = []
    for before, year in _with_the_one_before(years):
        check = check_interest(year, credited.get(year.year, {}), known)
        skipped = before is not None and before.year + 1 < year.year
        found.append(YearBalance(year, _carried(before, year), skipped, check))
    return tuple(found)


def years_off(account: Account, insurance: Insurance) -> tuple[int, ...]:
    """The years of an account that do not add up or do not begin where the one before ended; says it fast."""
    pairs = _with_the_one_before(_years(account, insurance))
    return tuple(year.year for before, year in pairs if year.difference or _carried(before, year))


def _years(account: Account, insurance: Insurance) -> list[AccountYear]:
    return sorted((y for y in account.years if y.insurance is insurance), key=lambda y: y.year)


def _with_the_one_before(years: Sequence[AccountYear]) -> Iterable[tuple[AccountYear | None, AccountYear]]:
    return zip([None, *years], years, strict=False)


def _carried(before: AccountYear | None, year: AccountYear) -> Fen | None:
    """What the opening balance has more than the closing one of the year just before; None when that is not here."""
    return year.opening - before.closing if before is not None and before.year + 1 == year.year else None


def check_interest(year: AccountYear, credited: Mapping[int, Fen], rates: CreditingRates) -> InterestCheck:
    """Compare a year's interest with the published rate, where everything it hangs on is known."""
    rate = rates.of(year.insurance, year.year)
    if isinstance(rate, Unpublished):
        return _not_compared(year, InterestState[rate.name], year=str(year.year))
    if year.paid_out:
        return _not_compared(year, InterestState.PAID_OUT)
    rows = sum(credited.values())
    if rows != year.principal:
        values = {"rows": Amount(rows), "principal": Amount(year.principal)}
        return _not_compared(year, InterestState.OTHER_PRINCIPAL, **values)
    computed = interest_of(year.opening, credited, rate.rate)
    equal = abs(year.interest - computed.total) <= ROUNDING_FEN
    state = InterestState.EQUAL if equal else InterestState.DIFFERS
    if equal:
        sentence = said(state.value, rate=rate.rate)
    else:
        sentence = said(state.value, rate=rate.rate, computed=Amount(computed.total), credited=Amount(year.interest))
    return InterestCheck(state, year.interest, computed, rate, sentence)


def _not_compared(checked: AccountYear, state: InterestState, **values: Amount | str) -> InterestCheck:
    return InterestCheck(state, checked.interest, sentence=said(state.value, **values))


def _added_up(year: AccountYear) -> Said:
    off = year.difference
    if off == 0:
        return said(N_("The year reconciles: opening + principal + interest − paid out = closing."))
    if off > 0:
        return said(
            N_("The agency's closing balance is {amount} yuan more than its own figures add up to."), amount=Amount(off)
        )
    return said(
        N_("The agency's closing balance is {amount} yuan less than its own figures add up to."), amount=Amount(-off)
    )


def _not_carried(year: AccountYear, off: Fen) -> Said:
    amount = Amount(abs(off))
    if off > 0:
        return said(
            N_("{year} begins with {amount} yuan more than the year before ended with."),
            year=str(year.year),
            amount=amount,
        )
    return said(
        N_("{year} begins with {amount} yuan less than the year before ended with."), year=str(year.year), amount=amount
    )
