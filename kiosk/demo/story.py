"""A demo person's life as a story: jobs, gaps, back-payments, a pension; read from resources/demo/people.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

from kiosk.cards import Card, CardKind, CardState
from kiosk.insurance import Insurance
from kiosk.model import DocumentKind, Employment, Fen, Person, Transfer, Unit
from kiosk.period import Month

FIVE_INSURANCES = tuple(Insurance(code) for code in ("110", "210", "310", "410", "510"))
"""What an employee takes part in when the story does not say otherwise."""

DIVISION, PLACE, AGENCY = "119901", "示范区", "示范区社会保险事业管理中心"
"""Where demo people are insured unless the story says otherwise."""

THIS_MONTH = "this-month"
FEN_PER_YUAN = 100


@dataclass(frozen=True, slots=True)
class Employer:
    """A unit, its work injury rate, and the months of the 2020 relief."""

    unit: Unit
    injury_rate: str
    relief: tuple[Month, Month] | None = None
    halved: bool = False
    """Whether the relief halved the unit's shares instead of waiving them."""


@dataclass(frozen=True, slots=True)
class BackPayment:
    """Missing months that were paid later, in one settlement month."""

    first: Month
    last: Month
    settled: Month


@dataclass(frozen=True, slots=True)
class Refund:
    """A month paid twice, of which one payment was refunded."""

    month: Month
    settled: Month


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A month the person is registered for in one insurance, of which the data hold nothing."""

    insurance: Insurance
    month: Month


@dataclass(frozen=True, slots=True)
class Job:
    """Months paid by one unit, or alone by who works flexibly (no employer)."""

    employer: Employer | None
    first: Month
    last: Month | None
    """None: still going on."""
    base: Fen = field(repr=False)
    """The monthly payment base when the job begins."""
    growth: Decimal
    """By how much the base grows each July."""
    insurances: tuple[Insurance, ...] = FIVE_INSURANCES
    missing: frozenset[Month] = frozenset()
    owed: frozenset[Month] = frozenset()
    back_payments: tuple[BackPayment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    """Months paid twice, the second payment given back."""
    given_back: tuple[Refund, ...] = ()
    """Months paid once, and that payment given back."""
    deferred: frozenset[Month] = frozenset()
    unrecorded: tuple[Unrecorded, ...] = ()
    latest_on_the_way: bool = False
    """Whether the payment for the month the data reach to is still on its way."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A residents' insurance, paid once a year in one month."""

    insurance: Insurance
    first: int
    amount: Fen = field(repr=False)
    growth: Decimal
    subsidy: Fen = field(repr=False)
    """What the government adds to the account each year."""
    month: int
    missing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pension:
    """A pension drawn: a basic part, and the account's balance over so many months."""

    insurance: Insurance
    first: Month
    basic: Fen = field(repr=False)
    account_months: int


@dataclass(frozen=True, slots=True)
class Misstated:
    """A closing balance that does not follow from the agency's own figures."""

    insurance: Insurance
    year: int
    by: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Story:
    """One person's life, before it is expanded into rows."""

    key: str
    person: Person
    cards: tuple[Card, ...] = field(repr=False)
    password: str | None = field(default=None, repr=False)
    """The demo password; None: never registered."""
    jobs: tuple[Job, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    pension: Pension | None = None
    misstated: tuple[Misstated, ...] = ()
    transfers: tuple[Transfer, ...] = field(default=(), repr=False)
    openings: Mapping[Insurance, Fen] = field(default_factory=dict, repr=False)
    """Account balances brought along from before the first job told here."""


def read_stories(today: date) -> tuple[Story, ...]:
    """Read the demo people as they stand on a day."""
    told = tomllib.loads((resources.files("resources") / "demo" / "people.toml").read_text(encoding="utf-8"))
    employers = {employer.unit.code: employer for employer in map(_employer, told["unit"])}
    return tuple(_story(entry, employers, today) for entry in told["person"])


def read_employers() -> tuple[Employer, ...]:
    """Read the demo's units."""
    told = tomllib.loads((resources.files("resources") / "demo" / "people.toml").read_text(encoding="utf-8"))
    return tuple(map(_employer, told["unit"]))


def _employer(entry: dict[str, Any]) -> Employer:
    first, last = entry.get("relief", (None, None))
    relief = (Month.parse(first), Month.parse(last)) if first and last else None
    return Employer(Unit(entry["code"], entry["name"]), entry["injury_rate"], relief, entry.get("relief_halved", False))


def _story(entry: dict[str, Any], employers: Mapping[str, Employer], today: date) -> Story:
    transfers = tuple(map(_transfer, entry.get("transfer", ())))
    return Story(
        key=entry["key"],
        person=_person(entry),
        cards=tuple(_card(card, today) for card in entry.get("card", ())),
        password=entry.get("password"),
        jobs=tuple(_job(job, employers) for job in entry.get("job", ())),
        yearly=tuple(map(_yearly, entry.get("yearly", ()))),
        pension=_pension(entry["pension"]) if "pension" in entry else None,
        misstated=tuple(map(_misstated, entry.get("misstated", ()))),
        transfers=transfers,
        openings={each.insurance: each.person_amount for each in transfers},
    )


def _person(entry: dict[str, Any]) -> Person:
    number = entry["number"]
    born = entry.get("birth_date") or f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return Person(
        person_id=entry["person_id"],
        name=entry["name"],
        number=number,
        document=DocumentKind(entry.get("document", DocumentKind.CITIZEN_ID.value)),
        sex=entry.get("sex") or ("1" if int(number[16]) % 2 else "2"),
        ethnicity=entry["ethnicity"],
        birth_date=date.fromisoformat(born),
        household=entry["household"],
        employment=Employment(entry["employment"]),
        division=entry.get("division", DIVISION),
        place=entry.get("place", PLACE),
        agency=entry.get("agency", AGENCY),
        deemed_months=entry.get("deemed_months"),
    )


def _card(entry: dict[str, Any], today: date) -> Card:
    issued = today.replace(day=1) if entry["issued"] == THIS_MONTH else date.fromisoformat(entry["issued"])
    return Card(
        number=entry["number"],
        identification_code=entry["identification_code"],
        kind=CardKind(entry.get("kind", CardKind.SOCIAL_SECURITY.value)),
        issued=issued,
        valid_until=date.fromisoformat(entry["valid_until"]) if "valid_until" in entry else None,
        state=CardState(entry.get("state", CardState.IN_USE.value)),
    )


def _job(entry: dict[str, Any], employers: Mapping[str, Employer]) -> Job:
    return Job(
        employer=employers[entry["unit"]] if "unit" in entry else None,
        first=Month.parse(entry["first"]),
        last=Month.parse(entry["last"]) if "last" in entry else None,
        base=entry["base"] * FEN_PER_YUAN,
        growth=Decimal(entry["growth"]),
        insurances=tuple(map(Insurance, entry["insurances"])) if "insurances" in entry else FIVE_INSURANCES,
        missing=frozenset(map(Month.parse, entry.get("missing", ()))),
        owed=frozenset(map(Month.parse, entry.get("owed", ()))),
        back_payments=tuple(
            BackPayment(*(Month.parse(late[key]) for key in ("first", "last", "settled")))
            for late in entry.get("back_payment", ())
        ),
        refunds=_refunds(entry.get("refund", ())),
        given_back=_refunds(entry.get("given_back", ())),
        deferred=frozenset(map(Month.parse, entry.get("deferred", ()))),
        unrecorded=tuple(
            Unrecorded(Insurance(lost["insurance"]), Month.parse(lost["month"])) for lost in entry.get("unrecorded", ())
        ),
        latest_on_the_way=entry.get("latest_on_the_way", False),
    )


def _refunds(entries: Iterable[dict[str, Any]]) -> tuple[Refund, ...]:
    return tuple(Refund(Month.parse(back["month"]), Month.parse(back["settled"])) for back in entries)


def _transfer(entry: dict[str, Any]) -> Transfer:
    return Transfer(
        insurance=Insurance(entry["insurance"]),
        moved_in=True,
        moved=date.fromisoformat(entry["moved"]),
        other_agency=entry["other_agency"],
        deemed_months=0,
        actual_months=entry["months"],
        person_amount=entry["person"] * FEN_PER_YUAN,
        unit_amount=entry["unit"] * FEN_PER_YUAN,
    )


def _yearly(entry: dict[str, Any]) -> Yearly:
    return Yearly(
        insurance=Insurance(entry["insurance"]),
        first=entry["first"],
        amount=entry["amount"] * FEN_PER_YUAN,
        growth=Decimal(entry["growth"]),
        subsidy=entry["subsidy"] * FEN_PER_YUAN,
        month=entry["month"],
        missing=frozenset(entry.get("missing", ())),
    )


def _pension(entry: dict[str, Any]) -> Pension:
    return Pension(
        Insurance(entry["insurance"]),
        Month.parse(entry["first"]),
        entry["basic"] * FEN_PER_YUAN,
        entry["account_months"],
    )


def _misstated(entry: dict[str, Any]) -> Misstated:
    return Misstated(Insurance(entry["insurance"]), entry["year"], entry["yuan"] * FEN_PER_YUAN)
