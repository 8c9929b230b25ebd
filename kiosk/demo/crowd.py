"""Any number of further demo persons: the same seed gives the same people, one after another, never all in memory."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from random import Random

from kiosk.cards import Card, CardKind, CardState
from kiosk.demo.people import record_of
from kiosk.demo.rates import read_rates
from kiosk.demo.story import AGENCY, DIVISION, FIVE_INSURANCES, PLACE, Employer, Job, Story, read_employers
from kiosk.identity import card_check_character, id_check_character
from kiosk.insurance import Insurance
from kiosk.model import DocumentKind, Employment, Person
from kiosk.period import Month
from kiosk.store.record import Record

MOST_PERSONS = 5_000_000
"""Beyond this the made-up ID numbers of one division would run out."""

_FIRST_BIRTH, _BIRTH_DAYS = date(1967, 1, 1), 13_879
"""The crowd is born from 1967 to 2004: of working age. The count is prime, so that a stride visits every day once."""

_FIRST_SEQUENCE = 100
"""Sequence numbers below are the demo people's."""

_FLEXIBLE_SHARE, _CHANGE_SHARE, _GAP_SHARE = 0.08, 0.25, 0.10
"""How many work flexibly, changed the unit once, and miss a month: enough of each to be met in a small crowd."""

_LOWEST_YUAN, _HIGHEST_YUAN = 4_000, 20_000
_LEAST_BROUGHT, _MOST_BROUGHT = 1_000_000, 9_000_000
"""Pension account in fen brought along from before the months told."""


@dataclass(frozen=True, slots=True)
class _Names:
    surnames: str
    given: str
    streets: tuple[str, ...]


def crowd(persons: int, months: int, seed: int, as_of: Month) -> Iterator[Record]:
    """Make up persons, each with so many months of contributions up to the month the data reach to."""
    chance = Random(seed)  # noqa: S311 made-up people need repeatable chance, not secrecy
    told = tomllib.loads((resources.files("resources") / "demo" / "names.toml").read_text(encoding="utf-8"))
    names = _Names(told["surnames"], told["given"], tuple(told["streets"]))
    rates, employers = read_rates(), read_employers()
    stride = chance.randrange(1, _BIRTH_DAYS)
    for index in range(persons):
        person = _person(index, stride, names, chance)
        first = as_of.plus(1 - months)
        jobs = tuple(_jobs(first, as_of, employers, chance))
        brought = {Insurance.EMPLOYEE_PENSION: chance.randrange(_LEAST_BROUGHT, _MOST_BROUGHT)}
        story = Story("crowd", person, (_card(index, chance),), jobs=jobs, openings=brought)
        yield record_of(story, rates, as_of)


def _person(index: int, stride: int, names: _Names, chance: Random) -> Person:
    turn, day = divmod(index, _BIRTH_DAYS)
    born = _FIRST_BIRTH + timedelta(days=day * stride % _BIRTH_DAYS)
    male = chance.random() < 0.5
    name = chance.choice(names.surnames) + "".join(chance.choices(names.given, k=chance.choice((1, 2, 2))))
    return Person(
        person_id=f"2{index:09d}",
        name=name,
        number=_number(born, _FIRST_SEQUENCE + 2 * turn + male),
        document=DocumentKind.CITIZEN_ID,
        sex="1" if male else "2",
        ethnicity="01",
        birth_date=born,
        household=PLACE + chance.choice(names.streets),
        employment=Employment.EMPLOYED,
        division=DIVISION,
        place=PLACE,
        agency=AGENCY,
    )


def _number(born: date, sequence: int) -> str:
    digits = f"{DIVISION}{born:%Y%m%d}{sequence:03d}"
    return digits + id_check_character(digits)


def _card(index: int, chance: Random) -> Card:
    issued = date(chance.randrange(2017, 2026), chance.randrange(1, 13), chance.randrange(1, 29))
    return Card(
        number=_card_number(index),
        identification_code=f"{DIVISION}D15600001{index:09d}{chance.randrange(16**8):08X}",
        kind=CardKind.SOCIAL_SECURITY,
        issued=issued,
        valid_until=issued.replace(year=issued.year + 10),
        state=CardState.IN_USE,
    )


def _card_number(index: int) -> str:
    first8 = f"C{index:07d}"
    return first8 + card_check_character(first8)


def _jobs(first: Month, as_of: Month, employers: tuple[Employer, ...], chance: Random) -> Iterator[Job]:
    length = first.months_to(as_of) + 1
    if length > 1 and chance.random() < _CHANGE_SHARE:
        before = first.plus(chance.randrange(length - 1))
        yield _job(first, before, employers, chance)
        first = before.plus(1)
    yield _job(first, as_of, employers, chance)


def _job(first: Month, last: Month, employers: tuple[Employer, ...], chance: Random) -> Job:
    gap = first.plus(chance.randrange(first.months_to(last) + 1))
    alone = chance.random() < _FLEXIBLE_SHARE
    return Job(
        employer=None if alone else chance.choice(employers),
        first=first,
        last=last,
        base=chance.randrange(_LOWEST_YUAN, _HIGHEST_YUAN) * 100,
        growth=Decimal("0.05"),
        insurances=(Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL) if alone else FIVE_INSURANCES,
        missing=frozenset({gap}) if chance.random() < _GAP_SHARE else frozenset(),
    )
