"""The nouns of cards: what the agency knows of one, what was read from one, and whom it belongs to. Frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class CardKind(Enum):
    """Two cards prove a registration: the social security card and the older medical insurance card."""

    SOCIAL_SECURITY = "social-security"
    MEDICAL = "medical"


class CardState(Enum):
    """A lost, cancelled or replaced card opens nothing."""

    IN_USE = "in-use"
    LOST = "lost"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the agency's data know it."""

    number: str = field(repr=False)
    identification_code: str = field(repr=False)
    kind: CardKind
    issued: date | None
    valid_until: date | None
    state: CardState


@dataclass(frozen=True, slots=True)
class CardFace:
    """What was read from a card in the reader; empty strings and None where it holds nothing."""

    identification_code: str = field(repr=False)
    card_number: str = field(repr=False)
    version: str
    issued: date | None
    valid_until: date | None
    person_number: str | None = field(repr=False)
    """Social security number from EF06; None where EF06 is closed (third generation)."""
    name: str | None = field(repr=False)
    contactless: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """The person behind a card or a number, as far as login needs to know."""

    person_id: str = field(repr=False)
    number: str = field(repr=False)
    card: Card | None
    """The card asked for; None when found by the person's own number."""
    name_on_card: str | None = field(default=None, repr=False)
    """The name read from the card that is in; compared once the account is open, as the data are not asked before."""
