"""What the card reader does: cards come and go, and so does the reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class ReaderCondition(Enum):
    """How the reader is; the states in which nothing is to be read are told apart everywhere."""

    SERVICE_DOWN = "service-down"
    NO_READER = "no-reader"
    NO_CARD = "no-card"
    READING = "reading"
    """A card is in and being read, or asked about its PIN."""
    CARD_PRESENT = "card-present"

    @property
    def away(self) -> bool:
        """Whether no card could be read at all: the service or the reader is not there."""
        return self in (ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER)

    @property
    def empty(self) -> bool:
        """Whether no card can be in."""
        return self.away or self is ReaderCondition.NO_CARD


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card was put in, or laid on the antenna."""

    contactless: bool = False


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card is gone (or was swapped, or the reader went away with it)."""


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """The reader's condition changed."""

    condition: ReaderCondition


ReaderEvent: TypeAlias = CardInserted | CardRemoved | ReaderChanged
