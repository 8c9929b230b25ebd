"""What was typed behind `list`, read: which paper, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Issuer, ListRequest
from kiosk.choices import Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.errors import Refused
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.papers import PersonalPaper
from kiosk.paperwork import SHORT_PROOFS, content_of
from kiosk.period import Month, Period, Span, Year

_TAKES = {
    PaperKind.LIST: ("--from", "--to", "--year", "--recent", "--insurance"),
    PaperKind.RIGHTS_RECORD: ("--year",),
    PaperKind.NOT_INSURED: ("--insurance",),
    PaperKind.SLIP: ("--month",),
}
"""Which options say what a paper is about."""


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """What was typed behind `list`, as it was typed."""

    paper: str = PaperKind.LIST.value
    first: str | None = None
    last: str | None = None
    year: int | None = None
    recent: int | None = None
    """The last 12, 24 or 36 months: the short proof."""
    insurances: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    """Months that look wrong, 110:2019-03."""
    full_number: bool = False


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """The paper asked for: a list has any span, the others what a person may choose at the screen."""

    choice: PrintChoice
    span: Span

    def draw_up(self, account: Account, issuer: Issuer, printed_at: datetime) -> PersonalPaper:
        """Draw up the paper. Raises KioskError when there is nothing it could truly say."""
        if self.choice.kind is not PaperKind.LIST or self.choice.period is not PrintPeriod.ALL:
            return content_of(self.choice, account, issuer, printed_at)
        request = ListRequest(self.span, self.choice.insurances, self.choice.full_number)
        return draw_up(account, request, issuer, printed_at)


def read_request(options: PaperOptions) -> PaperRequest:
    """Read what was asked for. Raises Refused with one sentence when it cannot be."""
    kind = _kind(options.paper)
    for option, value in _given(options):
        if value and option not in _TAKES[kind]:
            raise Refused(f"{option} says nothing about the paper {kind.value}; it takes: {', '.join(_TAKES[kind])}.")
    choice = PrintChoice(
        period=_recent(options),
        kind=kind,
        year=_year(options.year),
        insurances=tuple(_insurance(code) for code in options.insurances),
        marked=frozenset(_marked(text) for text in options.months),
        full_number=options.full_number,
    )
    if kind is PaperKind.SLIP and not choice.marked:
        raise Refused("A slip is about months that look wrong; name at least one, --month 110:2019-03.")
    return PaperRequest(choice, _span(options))


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError:
        known = ", ".join(kind.value for kind in PaperKind)
        raise Refused(f"{name} is not a paper of this kiosk; there are: {known}.") from None


def _given(options: PaperOptions) -> tuple[tuple[str, bool], ...]:
    """Each option that says what a paper is about, and whether it was typed."""
    return (
        ("--from", options.first is not None),
        ("--to", options.last is not None),
        ("--year", options.year is not None),
        ("--recent", options.recent is not None),
        ("--insurance", bool(options.insurances)),
        ("--month", bool(options.months)),
    )


def _span(options: PaperOptions) -> Span:
    if options.year is not None:
        if options.first or options.last:
            raise Refused("--year names the whole time; leave --from and --to out.")
        return Span(Month(options.year, 1), Month(options.year, 12))
    span = Span(_month("--from", options.first), _month("--to", options.last))
    if span.first and span.last and span.first > span.last:
        raise Refused(f"--from {span.first} is later than --to {span.last}.")
    return span


def _recent(options: PaperOptions) -> PrintPeriod:
    """The last months; everything, which a span may narrow, where none are named."""
    if options.recent is None:
        return PrintPeriod.ALL
    if options.first or options.last or options.year is not None:
        raise Refused("--recent names the whole time; leave --from, --to and --year out.")
    offered = {int(period.value): period for period in SHORT_PROOFS}
    if options.recent not in offered:
        raise Refused(f"--recent {options.recent} is not offered; there are: {', '.join(map(str, offered))}.")
    return offered[options.recent]


def _year(year: int | None) -> int | None:
    if year is not None:
        try:
            Month(year, 1)
        except ValueError:
            raise Refused(f"--year {year} is not a year; write it as 2025.") from None
    return year


def _marked(text: str) -> Marked:
    """Read 110:2019-03, or 390:2024 where it is paid for by the year."""
    code, colon, when = text.partition(":")
    if not colon:
        raise Refused(f"--month {text} names no insurance; write it as 110:2019-03.")
    insurance = _insurance(code)
    return Marked(insurance, _period(insurance, when))


def _period(insurance: Insurance, text: str) -> Period:
    by_year = insurance.rule.paid_by_year
    try:
        if by_year and len(text) == len("2024") and text.isascii() and text.isdigit():
            return Year(Month(int(text), 1).year)
        if not by_year:
            return Month.parse(text)
    except ValueError:
        pass
    wanted = f"is paid for by the year, write it as {insurance.value}:2024" if by_year else "goes with a month, 2019-03"
    raise Refused(f"--month {insurance.value}:{text} cannot be read: {insurance.value} {wanted}.")


def _month(option: str, text: str | None) -> Month | None:
    try:
        return Month.parse(text) if text else None
    except ValueError:
        raise Refused(f"{option} {text} is not a month; write it as 2026-10.") from None


def _insurance(code: str) -> Insurance:
    try:
        return Insurance(code)
    except ValueError:
        known = ", ".join(f"{insurance.value}" for insurance in Insurance)
        raise Refused(f"{code} is not an insurance of this kiosk; there are: {known}.") from None
