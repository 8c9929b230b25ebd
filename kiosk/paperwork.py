"""What a person chose to print -> what stands on that paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from kiosk.account.drawing_up import draw_up, span_of, summary_of
from kiosk.account.objection import whom_to_see
from kiosk.account.paper_head import head_of
from kiosk.account.payment_list import Issuer, ListRequest, PaymentList, Section, Summary
from kiosk.account.rights import rights_of, rights_years
from kiosk.account.working_life import WorkingLife
from kiosk.choices import Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.errors import DATA_AWAY, NO_RIGHTS_RECORD, NOTHING_MARKED, STILL_INSURED, KioskError
from kiosk.health import with_service
from kiosk.insurance import Insurance
from kiosk.model import Account, Standing
from kiosk.papers import NotInsured, PersonalPaper, RightsPaper, Slip, SlipLine, TestPage
from kiosk.period import Period, Span
from kiosk.ports import Finding

SHORT_PROOFS = (PrintPeriod.LAST_12, PrintPeriod.LAST_24, PrintPeriod.LAST_36)
"""Periods whose list is the short proof."""
_INSURED = (Standing.PAYING, Standing.DRAWING)
"""Standings of who is insured now; a paused payment is none."""


def content_of(choice: PrintChoice, account: Account, issuer: Issuer, printed_at: datetime) -> PersonalPaper:
    """Draw up the chosen paper.

    Raises KioskError when there is nothing this paper could truly say: NO_RIGHTS_RECORD, STILL_INSURED, NOTHING_MARKED.
    """
    full = choice.full_number
    match choice.kind:
        case PaperKind.LIST:
            return list_of(choice, account, issuer, printed_at)
        case PaperKind.RIGHTS_RECORD:
            return rights_paper_of(account, choice.year, issuer, printed_at, full)
        case PaperKind.NOT_INSURED:
            return not_insured_of(account, choice.insurances, issuer, printed_at, full)
        case PaperKind.SLIP:
            return slip_of(account, choice.marked, issuer, printed_at, full)
        case _:
            assert_never(choice.kind)


def list_of(choice: PrintChoice, account: Account, issuer: Issuer, printed_at: datetime) -> PaymentList:
    """Draw up the payment list; over the last months it is the short proof."""
    request = ListRequest(span_of(choice, account), choice.insurances, choice.full_number)
    recent = int(choice.period.value) if choice.period in SHORT_PROOFS else 0
    return replace(draw_up(account, request, issuer, printed_at), recent_months=recent)


def rights_paper_of(
    account: Account, year: int | None, issuer: Issuer, printed_at: datetime, full_number: bool
) -> RightsPaper:
    """Draw up the record of a year, without one the latest there is. Raises KioskError(NO_RIGHTS_RECORD)."""
    years = rights_years(account)
    if not years or (year is not None and year not in years):
        raise KioskError(NO_RIGHTS_RECORD)
    record = rights_of(account, year if year is not None else years[0])
    return RightsPaper(*head_of(account, issuer, printed_at, full_number), record=record)


def not_insured_of(
    account: Account, insurances: Sequence[Insurance], issuer: Issuer, printed_at: datetime, full_number: bool
) -> NotInsured:
    """Draw up the proof of no insurance; none named means all of them.

    An insurance whose authority's data are not here is left out: nothing is known of it. Raises
    KioskError(STILL_INSURED) when the person is insured in all that is left, DATA_AWAY when nothing is left.
    """
    asked = [i for i in Insurance if (not insurances or i in insurances) and i.authority in account.as_of]
    if not asked:
        raise KioskError(DATA_AWAY, "the authority's data are not here")
    life = WorkingLife(account)
    summaries = [summary_of(life, insurance) for insurance in asked]
    insured = tuple(s for s in summaries if is_insured(s))
    out = [s for s in summaries if s not in insured]
    if not out:
        raise KioskError(STILL_INSURED)
    never = tuple(s for s in out if not _recorded(account, s.insurance))
    return NotInsured(
        *head_of(account, issuer, printed_at, full_number),
        never=never,
        ended=tuple(s for s in out if s not in never),
        insured=insured,
    )


def is_insured(summary: Summary) -> bool:
    """Whether a person is insured now: says the standing, or a payment for the month the data reach to."""
    if summary.standing in _INSURED:
        return True
    last, as_of = summary.last_paid, summary.as_of
    return last is not None and as_of is not None and last.last_month >= as_of


def _recorded(account: Account, insurance: Insurance) -> bool:
    """Whether anything at all is on record of an insurance."""
    held = {each.insurance for each in account.participations} | {each.insurance for each in account.contributions}
    held |= {each.insurance for each in account.years} | {each.insurance for each in account.benefits}
    held |= {each.insurance for each in account.transfers} | {each.insurance for each in account.retirements}
    return insurance in held


def slip_of(
    account: Account, marked: Iterable[Marked], issuer: Issuer, printed_at: datetime, full_number: bool
) -> Slip:
    """Draw up the discrepancy slip on the marked months, by insurance and time.

    A month outside the working life has nothing on record that could be wrong. Raises KioskError(NOTHING_MARKED) when
    no other is marked.
    """
    wanted = {(each.insurance, each.period) for each in marked}
    request = ListRequest(Span(), tuple({insurance for insurance, _ in wanted}), full_number)
    drawn_up = draw_up(account, request, issuer, printed_at) if wanted else None
    lines = tuple(line for section in drawn_up.sections for line in _marked_in(section, wanted)) if drawn_up else ()
    if not lines:
        raise KioskError(NOTHING_MARKED)
    objection = whom_to_see(account, (line.case for line in lines))
    return Slip(*head_of(account, issuer, printed_at, full_number), lines, objection, account.as_of)


def _marked_in(section: Section, wanted: set[tuple[Insurance, Period]]) -> Iterable[SlipLine]:
    rows = [row for year in section.years for row in year.rows]
    for case in section.cases:
        if (section.insurance, case.period) in wanted:
            here = Span(case.period.first_month, case.period.last_month)
            yield SlipLine(case, tuple(row for row in rows if here.holds(row.paid_for)))


def readiness_page_of(findings: Sequence[Finding], issuer: Issuer, printed_at: datetime) -> TestPage:
    """Draw up the staff's readiness report; numbered like the other papers, about nobody."""
    return TestPage(f"{issuer.kiosk_id}-{printed_at:%Y%m%d-%H%M%S}", printed_at, issuer, with_service(findings))
