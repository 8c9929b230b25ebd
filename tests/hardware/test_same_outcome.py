"""Every virtual card through both players: in the mock reader and on the real pcscd it reads, or fails, the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from devices.mock import MockReader
from devices.virtual.card import VirtualCard, card_names, load_card
from kiosk.cards import CardFace
from kiosk.errors import Failure
from kiosk.events import CardInserted, CardRemoved
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon
from tests.hardware.watched import Watched, outcome_of, watched_reader

pytestmark = pytest.mark.pcscd

READERS = tuple(f"Virtual Reader {letter}" for letter in "ABCDEF")
"""As many cards are played at a time: pcscd looks into each reader only every 0.4 s."""

T1_ATR = "3BED0000010081544C9686601199000000018C"
"""The contact card's ATR with T=1 announced in TD1; the last byte is the XOR of all after the first."""

Outcome = CardFace | Failure


def as_t1(card: VirtualCard) -> VirtualCard:
    """The same contact card answering over T=1."""
    return card.model_copy(update={"protocol": "T1", "atr": T1_ATR.lower()})


def shortened(card: VirtualCard) -> VirtualCard:
    """A slow card stays slow enough to wait for, and costs the test little; one that is too slow stays too slow."""
    if not card.fault.answer_milliseconds or card.fault.records_only:
        return card
    return card.model_copy(update={"fault": card.fault.model_copy(update={"answer_milliseconds": 50})})


def lasts_seconds(card: VirtualCard) -> bool:
    """Whether only a deadline ends the reading."""
    return card.fault.frozen_after is not None or bool(card.fault.answer_milliseconds)


def is_contactless(card: VirtualCard) -> bool:
    """Whether the card is laid on the antenna: its ATR is 3B 8n."""
    return card.atr[2] == "8"


class Clock:
    """Time that passes only by waiting: a slow or frozen card in the mock holds nobody up."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """The time."""
        return self.now

    def wait(self, pulled: threading.Event, seconds: float) -> bool:
        """Let time pass."""
        self.now += seconds
        return pulled.is_set()


def mocked(name: str) -> Outcome:
    """What the mock reader makes of a card."""
    clock = Clock()
    reader = MockReader(clock.monotonic, wait=clock.wait)
    reader.start(lambda event: None)
    reader.insert(name)
    return outcome_of(reader)


Wanted = tuple[str, str]
"""A card's name and the protocol it is played with."""


def wanted() -> list[Wanted]:
    """Every card as it is, and the contact cards over T=1 as well; 61xx, even for ever, is of T=0 alone."""
    cards = {name: load_card(name) for name in card_names()}
    as_it_is = [(name, card.protocol) for name, card in cards.items()]
    over_t1 = [(name, "T1") for name, card in cards.items() if card.protocol == "T0" and not card.fault.endless]
    return as_it_is + over_t1


@pytest.fixture(scope="module")
def on_pcscd() -> Iterator[Mapping[Wanted, Outcome]]:
    """What the real reader makes of every card; several readers work at a time."""
    waiting = wanted()
    # Taken from the end: what lasts seconds begins first.
    waiting.sort(key=lambda card: lasts_seconds(load_card(card[0])))
    found: dict[Wanted, Outcome] = {}
    with pcsc_daemon(READERS) as daemon, ExitStack() as stack:
        watched = [stack.enter_context(watched_reader(name)) for name in READERS]

        def play(reader: int) -> None:
            while waiting:
                card = waiting.pop()
                found[card] = _play(daemon, watched[reader], reader, card)

        with ThreadPoolExecutor(len(READERS)) as pool:
            list(pool.map(play, range(len(READERS))))
        yield found


def _play(daemon: PcscDaemon, watched: Watched, reader: int, wanted: Wanted) -> Outcome:
    name, protocol = wanted
    card = shortened(load_card(name))
    antenna = is_contactless(card)
    daemon.insert(as_t1(card) if protocol != card.protocol else card, antenna, reader)
    watched.until(CardInserted(contactless=antenna))
    outcome = outcome_of(watched.reader)
    daemon.remove(antenna, reader)
    watched.until(CardRemoved())
    return outcome


@pytest.mark.parametrize(("name", "protocol"), wanted())
def test_every_card_has_the_same_outcome_in_both_players(
    on_pcscd: Mapping[Wanted, Outcome], name: str, protocol: str
) -> None:
    """Equal in every field, or the same failure."""
    assert on_pcscd[name, protocol] == mocked(name)


def test_the_cards_end_in_more_than_one_way() -> None:
    """Were all of them refused alike, the comparison would prove nothing."""
    outcomes = {name: mocked(name) for name in card_names()}
    assert len({outcome.code for outcome in outcomes.values() if isinstance(outcome, Failure)}) >= 5
    assert sum(isinstance(outcome, CardFace) for outcome in outcomes.values()) > len(outcomes) / 2
