"""What needs attention, as facts for the overview: arrears, gaps, accounts that do not add up, rows that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.account.balances import years_off
from kiosk.account.cases import Case
from kiosk.account.checks import Finding
from kiosk.account.counting import number_of
from kiosk.account.payment_list import Attention, Section, Trouble
from kiosk.account.said import said
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Period, Span, Year
from kiosk.words import N_

_SENTENCES = {
    Trouble.ARREARS: (
        N_("{insurance}, {latest}: the money has not arrived."),
        N_("{insurance}: the money for {count} months has not arrived (the latest: {latest})."),
    ),
    Trouble.GAP: (
        N_("{insurance}, {latest}: please look at what is said of it."),
        N_("{insurance}: please look at what is said of {count} months (the latest: {latest})."),
    ),
    Trouble.MISMATCH: (
        N_("{insurance}, {latest}: the personal account does not add up."),
        N_("{insurance}: the personal account does not add up in {count} years (the latest: {latest})."),
    ),
    Trouble.ROWS: (
        N_("{insurance}, {latest}: the figures of a payment do not fit together."),
        N_("{insurance}: the figures of {count} payments do not fit together (the latest: {latest})."),
    ),
}
_YEARS = {
    Trouble.ARREARS: N_("{insurance}: the money for {count} years has not arrived (the latest: {latest})."),
    Trouble.GAP: N_("{insurance}: please look at what is said of {count} years (the latest: {latest})."),
}
"""For insurances paid for by the year."""


def attention_in(
    account: Account, findings: Iterable[Finding], sections: Iterable[Section], span: Span
) -> tuple[Attention, ...]:
    """The facts of the sections' insurances, in their order, in the same span; `findings` are the whole account's."""
    rows: dict[Insurance, list[Period]] = {}
    for finding in findings:
        if finding.check.to_ask and span.holds(finding.last):
            rows.setdefault(finding.insurance, []).append(finding.last)
    facts: list[Attention] = []
    for section in sections:
        facts += _of_section(account, section, span)
        facts += _fact(Trouble.ROWS, section.insurance, rows.get(section.insurance, []))
    return tuple(facts)


def _of_section(account: Account, section: Section, span: Span) -> Iterator[Attention]:
    insurance = section.insurance
    cases = [case for case in section.cases if case.needs_attention]
    owed = [case.period for case in cases if case.case is Case.OWED]
    yield from _fact(Trouble.ARREARS, insurance, owed)
    yield from _fact(Trouble.GAP, insurance, [case.period for case in cases if case.case is not Case.OWED])
    off: list[Period] = [Year(year) for year in years_off(account, insurance) if span.holds(Year(year))]
    yield from _fact(Trouble.MISMATCH, insurance, off)


def _fact(trouble: Trouble, insurance: Insurance, periods: list[Period]) -> Iterator[Attention]:
    if not periods:
        return
    latest, count = max(periods, key=number_of), len(periods)
    one, many = _SENTENCES[trouble]
    if isinstance(latest, Year):
        many = _YEARS.get(trouble, many)
    text = one if count == 1 else many
    yield Attention(trouble, insurance, count, latest, said(text, insurance=insurance, count=count, latest=latest))
