"""Everything about one person as it is written into the data: what `Account` holds, and the cards."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.cards import Card
from kiosk.model import AccountYear, Benefit, Contract, Contribution, Participation, Person, Retirement, Transfer


@dataclass(frozen=True, slots=True)
class Record:
    """One person's rows; the units they name are written apart."""

    person: Person
    cards: tuple[Card, ...] = field(default=(), repr=False)
    participations: tuple[Participation, ...] = field(default=(), repr=False)
    contributions: tuple[Contribution, ...] = field(default=(), repr=False)
    years: tuple[AccountYear, ...] = field(default=(), repr=False)
    benefits: tuple[Benefit, ...] = field(default=(), repr=False)
    transfers: tuple[Transfer, ...] = field(default=(), repr=False)
    retirements: tuple[Retirement, ...] = field(default=(), repr=False)
    contracts: tuple[Contract, ...] = field(default=(), repr=False)
