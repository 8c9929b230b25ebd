"""Every paper of every demo person, and what is asked of any laid-out page; drawn up once a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from kiosk.account.cases import cases_of
from kiosk.account.history import insurances_of
from kiosk.account.payment_list import Issuer
from kiosk.choices import Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.demo.people import data_as_of, demo_records
from kiosk.demo.story import read_employers
from kiosk.errors import KioskError
from kiosk.model import Account
from kiosk.papers import PersonalPaper
from kiosk.paperwork import content_of
from printing.page import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, POINTS_A_MM, RIGHT, Measure, Page
from printing.seal.code import Code
from tests.printing.lists import ISSUER

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 14, 32, 5)
MARKED = 3
"""How many months a made-up slip is about."""
_SOFT = 1.0
"""Points by which letters may come near without touching."""


@dataclass(frozen=True)
class Box:
    """Where ink stands on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float
    what: str

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes have more than an edge in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        upright = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > _SOFT and upright > _SOFT


@cache
def demo_accounts() -> tuple[Account, ...]:
    """The demo people as the store would give them."""
    as_of, units = data_as_of(TODAY), {each.unit.code: each.unit for each in read_employers()}
    return tuple(
        Account(
            person=record.person,
            units=units,
            participations=record.participations,
            contributions=record.contributions,
            years=record.years,
            benefits=record.benefits,
            as_of=as_of,
            transfers=record.transfers,
        )
        for record in demo_records(TODAY)
    )


def choices_of(account: Account) -> Iterator[PrintChoice]:
    """One choice of each kind and period."""
    for period in (PrintPeriod.LAST_12, PrintPeriod.YEAR, PrintPeriod.ALL):
        yield PrintChoice(period=period)
    for kind in (PaperKind.RIGHTS_RECORD, PaperKind.NOT_INSURED):
        yield PrintChoice(kind=kind, full_number=True)
    marked = [
        Marked(case.insurance, case.period)
        for insurance in insurances_of(account)
        for case in cases_of(account, insurance)[-MARKED:]
    ]
    yield PrintChoice(kind=PaperKind.SLIP, marked=frozenset(marked))


def papers_of(account: Account, issuer: Issuer = ISSUER) -> tuple[PersonalPaper, ...]:
    """Each paper that can be said truly of a person."""
    drawn_up = []
    for choice in choices_of(account):
        with suppress(KioskError):
            drawn_up.append(content_of(choice, account, issuer, NOW))
    return tuple(drawn_up)


@cache
def every_paper() -> tuple[PersonalPaper, ...]:
    """Each paper of each demo person."""
    return tuple(paper for account in demo_accounts() for paper in papers_of(account))


def code_of(side_mm: float) -> Code:
    """A made-up code of a size; its pattern is of no matter to the layout."""
    modules = round(side_mm / 0.36)
    rows = tuple(bytes((x * y) % 2 for x in range(modules)) for y in range(modules))
    return Code("", rows, side_mm, 4 * side_mm / modules, True, "0123 4567 89ab cdef")


def boxes_of(page: Page, measure: Measure) -> list[Box]:
    """Every text of a page as the room its letters take."""
    return [
        Box(x, y - 0.2 * style.size, x + measure.width(text) * style.size, y + 0.8 * style.size, text)
        for column in page.columns
        for style in (column.style,)
        for x, y, text in column.texts
    ]


def symbol_boxes(page: Page, quiet_mm: float) -> list[Box]:
    """Every symbol of a page with the quiet zone around it."""
    quiet = quiet_mm * POINTS_A_MM
    return [
        Box(s.left - quiet, s.bottom - quiet, s.left + s.side + quiet, s.bottom + s.side + quiet, "code")
        for s in page.symbols
    ]


def collisions(boxes: list[Box]) -> list[tuple[str, str]]:
    """The texts that stand on one another."""
    found, boxes = [], sorted(boxes, key=lambda box: box.bottom)
    for number, box in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other.bottom >= box.top:
                break
            if box.overlaps(other):
                found.append((box.what, other.what))
    return found


def assert_sound(page: Page, measure: Measure, quiet_mm: float = 0.0) -> None:
    """Nothing outside the margins, nothing on anything else, nothing in a code's quiet zone."""
    boxes = boxes_of(page, measure)
    for box in boxes:
        assert box.left >= LEFT - 0.1 and box.right <= RIGHT + 0.6, box
        assert box.bottom >= BOTTOM - 2.5 and box.top <= PAGE_HEIGHT - 20, box
    assert not collisions(boxes)
    for symbol in symbol_boxes(page, quiet_mm):
        assert symbol.left >= LEFT and symbol.right <= PAGE_WIDTH and symbol.bottom >= 0
        assert not [box for box in boxes if symbol.overlaps(box)]
        under = [Box(r.left, r.y, r.right, r.y + 2, "rule") for r in page.rules if r.y < symbol.top - 0.1]
        under += [Box(s.left, s.bottom, s.left + s.width, s.bottom + s.height, "shade") for s in page.shades]
        assert not [box for box in under if symbol.overlaps(box)]
