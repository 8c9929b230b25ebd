"""Made-up people, cards and payments for the tests of kiosk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Issuer, ListRequest, PaymentList
from kiosk.cards import Card, CardFace, CardKind, CardState
from kiosk.insurance import Authority, Insurance
from kiosk.model import (
    Account,
    ArrivalStatus,
    AsOf,
    Contribution,
    DocumentKind,
    DueKind,
    Employment,
    Participation,
    Person,
    Standing,
    Unit,
)
from kiosk.period import Month, Period
from kiosk.states import Record
from tests.clock import HandClock

DIVISION = "119901"
"""Assigned to nobody, so that no number made of it is a real person's."""
ZHANG = "119901198503150015"
CHEN = "119901199208080020"
ZHANG_CARD, CHEN_CARD = "A12345674", "B20000016"
ISSUER = Issuer("示范区大厅", "示范区中心", DIVISION, "12333", "示范区分中心", "test-01")
AS_OF: AsOf = {Authority.HUMAN_RESOURCES: Month(2026, 10), Authority.MEDICAL_SECURITY: Month(2026, 9)}


def person(person_id: str = "P1", number: str = ZHANG, name: str = "张三") -> Person:
    """Make a person insured in the hall's own division."""
    return Person(
        person_id=person_id,
        name=name,
        number=number,
        document=DocumentKind.CITIZEN_ID,
        sex="1",
        ethnicity="01",
        birth_date=date(1985, 3, 15),
        household="",
        employment=Employment.EMPLOYED,
        division=DIVISION,
        place="示范区",
        agency="示范区中心",
    )


def contribution(paid_for: Period, insurance: Insurance = Insurance.EMPLOYEE_PENSION, **other: object) -> Contribution:
    """Make an ordinary payment that arrived; `other` replaces fields."""
    month = paid_for if isinstance(paid_for, Month) else Month(paid_for.year, 12)
    row = Contribution(
        settlement_number=f"S{paid_for.number}",
        insurance=insurance,
        paid_for=paid_for,
        settled=month,
        arrived=date(month.year, month.month, 12),
        unit_code="U1",
        base=800_000,
        unit_rate="0.16",
        person_rate="0.08",
        unit_due=128_000,
        person_due=64_000,
        unit_paid=128_000,
        person_paid=64_000,
        kind=DueKind.NORMAL,
        status=ArrivalStatus.ARRIVED,
    )
    return replace(row, **other)  # type: ignore[arg-type]  # fields by name, each test knows their types


def owed(paid_for: Period, insurance: Insurance = Insurance.EMPLOYEE_PENSION) -> Contribution:
    """Make a due whose money has not come."""
    return contribution(
        paid_for, insurance, arrived=None, unit_paid=None, person_paid=0, status=ArrivalStatus.NOT_ARRIVED
    )


def account(
    rows: Sequence[Contribution] = (),
    participations: Sequence[Participation] = (),
    whose: Person | None = None,
    as_of: AsOf = AS_OF,
) -> Account:
    """Make an account; without participations there is one that pays, for employees' pension."""
    taking_part = participations or (Participation(Insurance.EMPLOYEE_PENSION, "U1", Month(2026, 1), Standing.PAYING),)
    return Account(
        person=whose or person(),
        units={"U1": Unit("U1", "示例甲公司"), "U2": Unit("U2", "示例乙公司")},
        participations=tuple(taking_part),
        contributions=tuple(rows),
        years=(),
        benefits=(),
        as_of=as_of,
    )


def overview_of(whose: Account) -> PaymentList:
    """Draw up the list over all of an account."""
    return draw_up(whose, ListRequest(), ISSUER, HandClock().now())


def record(person_id: str = "P1") -> Record:
    """Make the record a logged-in person looks at."""
    mine = account([contribution(Month(2026, 10))], whose=person(person_id))
    return Record(mine, overview_of(mine))


def card(number: str = ZHANG_CARD, state: CardState = CardState.IN_USE, **other: object) -> Card:
    """Make a card in use, long issued and long valid."""
    made = Card(
        number,
        f"{DIVISION}D1560000050000000{number}",
        CardKind.SOCIAL_SECURITY,
        date(2020, 5, 1),
        date(2030, 5, 1),
        state,
    )
    return replace(made, **other)  # type: ignore[arg-type]  # fields by name, each test knows their types


def face(of: Card | None = None, person_number: str | None = ZHANG, **other: object) -> CardFace:
    """Make what the reader reads from a card."""
    of = of or card()
    made = CardFace(of.identification_code, of.number, "2.00", of.issued, of.valid_until, person_number, "张三")
    return replace(made, **other)  # type: ignore[arg-type]  # fields by name, each test knows their types
