"""The texts in the list's tables: columns of each block, and a row's values in words."""

from __future__ import annotations

from functools import cache, partial

from kiosk.account.cases import explain
from kiosk.account.payment_list import EmptyMonths, ListRow, PaymentList, Section, Summary, Sums
from kiosk.model import AccountYear, Fen, Unit
from kiosk.period import Month
from kiosk.terms import STANDING, STATUS, kind_words
from kiosk.words import N_, Words
from printing.table import Column, Row, Weight

EMPTY = "/"
"""What an empty cell prints, so that nobody can write into it and nobody wonders."""


MONTHS_A_YEAR = 12


def between_sentences(words: Words) -> str:
    """What stands between two sentences: nothing after a Chinese full stop, which brings its own room."""
    return words.space


class Cells:
    """Words a list's values in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        # A career repeats its words and amounts from month to month: each is written once.
        self._say = cache(words)
        self._kind = cache(partial(kind_words, words))
        self._insurance = cache(lambda insurance: words(insurance.rule.name))
        self._amount = cache(lambda fen: EMPTY if fen is None else words.money(fen))

    def money(self, fen: Fen | None) -> str:
        """Write an amount; "/" when it is not known."""
        return self._amount(fen)

    def row_columns(self) -> tuple[Column, ...]:
        """Headings of block C."""
        words = self.words
        return (
            Column(words("Month paid for")),
            Column(words("Insurance"), wraps_from=52),
            Column(words("Unit number and name"), wraps_from=90),
            Column(words("Payment base"), figures=True),
            Column(words("Unit paid"), figures=True),
            Column(words("Person paid"), figures=True),
            Column(words("Together"), figures=True),
            Column(words("Date arrived")),
            Column(words("Kind"), wraps_from=36),
            Column(words("Arrival"), wraps_from=30),
            Column(words("Note"), wraps_from=70),
        )

    def row(self, row: ListRow, keep: bool) -> Row:
        """One payment."""
        money, say = self._amount, self._say
        cells = (
            str(row.paid_for),
            self._insurance(row.insurance),
            self.unit(row.unit),
            money(row.base),
            money(row.unit_paid),
            money(row.person_paid),
            money(row.total),
            row.arrived.isoformat() if row.arrived else EMPTY,
            self._kind(row.kind) if row.kind else EMPTY,
            say(STATUS[row.status]),
            self._note(row) if row.subsidy else say(row.note) or EMPTY,
        )
        return Row(cells, Weight.PLAIN, keep)

    def _note(self, row: ListRow) -> str:
        """What the government added, behind what else is to be said."""
        words = self.words
        added = words("Government subsidy {amount}", amount=self.money(row.subsidy))
        return words("; ").join([words(row.note), added] if row.note else [added])

    def rows(self, section: Section) -> tuple[Row, ...]:
        """All payments of one insurance, a subtotal after each year and the total at the end."""
        rows: list[Row] = []
        for year in section.years:
            # The first of an insurance's rows keeps the second, the last of a year its subtotal.
            kept = {len(year.rows) - 1} if rows else {0, len(year.rows) - 1}
            rows.extend([self.row(row, number in kept) for number, row in enumerate(year.rows)])
            text = self.words("Subtotal {year}", year=year.year)
            final = year is section.years[-1]
            rows.append(self._sums(text, year.subtotal, Weight.SUBTOTAL, keep=final))
        text = self.words("Total, {insurance}", insurance=self.words(section.insurance.rule.name))
        return (*rows, self._sums(text, section.total, Weight.TOTAL))

    def _sums(self, text: str, sums: Sums, weight: Weight, keep: bool = False) -> Row:
        money = self.money
        figures = (money(sums.unit_paid), money(sums.person_paid), money(sums.total))
        return Row((text, "", "", "", *figures, "", "", "", ""), weight, keep)

    def unit(self, unit: Unit | None) -> str:
        """Number and name of the unit; who pays alone has none."""
        if unit is None:
            return self.words("pays alone")
        return f"{unit.code} {unit.name}".strip() or EMPTY

    def summary_columns(self) -> tuple[Column, ...]:
        """Headings of block A."""
        words = self.words
        return (
            Column(words("Insurance"), wraps_from=90),
            Column(words("Standing"), wraps_from=60),
            Column(words("First insured")),
            Column(words("Paid for in total")),
            Column(words("Last paid for")),
            Column(words("Data as of")),
            Column(words("Account balance"), figures=True),
        )

    def summary(self, summary: Summary) -> Row:
        """One insurance at a glance."""
        words, rule = self.words, summary.insurance.rule
        return Row(
            (
                words(rule.name),
                words(STANDING[summary.standing]),
                str(summary.first_insured or EMPTY),
                self.duration(summary.months, rule.paid_by_year),
                str(summary.last_paid or EMPTY),
                str(summary.as_of or EMPTY),
                words("no personal account") if not rule.has_account else self.money(summary.balance),
            )
        )

    def duration(self, count: int, years: bool) -> str:
        """How much was paid for: years of a yearly insurance; months, from twelve on with the years they make."""
        if years or count < MONTHS_A_YEAR:
            return self.periods(count, years)
        return self.words("{count} months ({duration})", count=count, duration=self.words.months(count))

    def periods(self, count: int, years: bool) -> str:
        """A number of years of a yearly insurance, or of months."""
        if years:
            return self.words.plural("{count} year", "{count} years", count)
        return self.words.plural("{count} month", "{count} months", count)

    def gap_columns(self) -> tuple[Column, ...]:
        """Headings of the months without a payment."""
        words = self.words
        return (
            Column(words("Insurance"), wraps_from=90),
            Column(words("Without a payment")),
            Column(words("How long"), figures=True),
            Column(words("Why"), wraps_from=160),
            Column(words("What to do"), wraps_from=200),
        )

    def gap(self, gap: EmptyMonths) -> Row:
        """A run of empty months, its reason and the next step."""
        when = str(gap.first) if gap.first == gap.last else f"{gap.first} – {gap.last}"
        name = self.words(gap.insurance.rule.name)
        long = self.periods(gap.count, years=not isinstance(gap.first, Month))
        return Row((name, when, long, *self._why(gap)))

    def _why(self, gap: EmptyMonths) -> tuple[str, str]:
        """The reason with its evidence, and the next step; of several years the reason that holds for all of them."""
        brief = self.words(gap.reason) or EMPTY, self.words(gap.advice) or EMPTY
        if not gap.cases:
            return brief
        told = explain(self.words, gap.cases[0])
        one_sentence = isinstance(gap.first, Month) or gap.first == gap.last
        return (told.reason if one_sentence else brief[0]), told.advice

    def account_columns(self) -> tuple[Column, ...]:
        """Headings of block D: opening + principal + interest - paid out = closing."""
        words = self.words
        return (
            Column(words("Insurance"), wraps_from=90),
            Column(words("Account year")),
            Column(words("Opening balance"), figures=True),
            Column(words("+principal"), figures=True),
            Column(words("+interest"), figures=True),
            Column(words("−paid out"), figures=True),
            Column(words("=closing balance"), figures=True),
            Column(words("Check"), wraps_from=120),
        )

    def account_year(self, year: AccountYear) -> Row:
        """One account year, and whether it reconciles."""
        money = self.money
        figures = (year.opening, year.principal, year.interest, year.paid_out, year.closing)
        name = self.words(year.insurance.rule.name)
        return Row((name, str(year.year), *map(money, figures), self._check(year.difference)))

    def _check(self, difference: Fen) -> str:
        if difference == 0:
            return self.words("reconciles")
        if difference > 0:
            text = N_("the agency's closing balance is {amount} more than the calculation")
            return self.words(text, amount=self.money(difference))
        text = N_("the agency's closing balance is {amount} less than the calculation")
        return self.words(text, amount=self.money(-difference))

    def period(self, content: PaymentList) -> str:
        """The period the list covers."""
        first, last = content.first, content.last
        if first is None:
            return self.words("up to {month}", month=last) if last else self.words("no payments yet")
        if last is None:
            return self.words("from {month}", month=first)
        return str(first) if first == last else f"{first} – {last}"
