"""Hundreds of thousands of bad inputs: no exception but ours, and never more rounds, bytes or parts than allowed.

Seeded, so that a failure comes back; each search says how many inputs it tried, and all together are enough.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devices import fields, sscard
from devices.apdu import MOST_BYTES, MOST_ROUNDS, Channel, Command
from devices.tlv import parse_records, parse_template
from devices.virtual.card import card_names, load_card
from devices.virtual.chip import Chip, Frozen, LeftReader
from kiosk.cards import CardFace
from kiosk.errors import FAILURES, KioskError
from tests.devices.mangled import WORDS, Mangler

LONGEST_SHORT_ANSWER = 258
MORE = tuple(bytes.fromhex(word) for word in ("61FF", "6101", "6100", "6CFF", "6C00"))


class BadCard:
    """Answers with noise, with its chip's answer wounded, or with some status word; counts what it was asked."""

    def __init__(self, mangler: Mangler, chip: Chip | None = None, wounded: float = 1.0) -> None:
        self._mangler, self._chip, self._wounded = mangler, chip, wounded
        self._stubborn = mangler.happens(0.02)
        """Never comes to an end."""
        self.rounds = self.bytes = 0

    def send(self, apdu: bytes) -> bytes:
        self.rounds += 1
        answer = self._answer(apdu)
        self.bytes += len(answer)
        return answer

    def _answer(self, apdu: bytes) -> bytes:
        mangler = self._mangler
        if self._stubborn and self.rounds > 1:
            return mangler.noise(255) + mangler.one_of(MORE)
        if self._chip is not None and not mangler.happens(self._wounded):
            return self._chip.answer(apdu)
        if self._chip is not None and mangler.happens(0.7):
            whole = self._chip.answer(apdu)
            return mangler.wound(whole[:-2]) + (whole[-2:] if mangler.happens(0.8) else mangler.one_of(WORDS))
        if mangler.happens(0.02):
            return bytes(mangler.length(MOST_BYTES)) + mangler.one_of(WORDS)
        return mangler.noise(256) + (mangler.one_of(WORDS) if mangler.happens(0.7) else b"")

    def assert_bounded(self) -> None:
        """The last answer may be the one that was too long; none is asked for after it."""
        assert self.rounds <= MOST_ROUNDS
        assert self.bytes <= MOST_BYTES + MOST_BYTES + 2


def refused_or(work: Callable[[], None]) -> None:
    """Do it; it may only fail as we fail."""
    try:
        work()
    except KioskError as error:
        assert error.failure in FAILURES


def records(mangler: Mangler) -> None:
    data = mangler.anything()
    try:
        found = parse_records(data)
    except KioskError:
        return
    assert sum(2 + len(record.value) for record in found) <= len(data)


def templates(mangler: Mangler) -> None:
    data = mangler.anything()
    try:
        found = parse_template(data)
    except KioskError:
        return
    assert 2 * len(found) <= len(data)
    assert all(len(part.value) <= 255 for part in found)


def values(mangler: Mangler) -> None:
    data = mangler.anything()
    for field in (fields.text, fields.day, fields.hexadecimal):
        try:
            value = field(data)
        except KioskError:
            continue
        assert value is None or len(str(value)) <= max(2 * len(data), 10)


def exchanges(mangler: Mangler) -> None:
    card = BadCard(mangler)
    channel = Channel(card, lambda: 0.0)
    refused_or(lambda: assert_ended(channel))
    card.assert_bounded()


def assert_ended(channel: Channel) -> None:
    answer = channel.exchange(Command(0xB2, 1, 5, le=64))
    assert answer.status >> 8 not in (0x61, 0x6C)
    assert len(answer.data) <= MOST_BYTES


SOUND_CARDS = tuple(
    load_card(name)
    for name in ("zhang-san", "zhang-san-version-1", "zhang-san-version-2", "zhang-san-records-only", "long-name")
)


def reads(mangler: Mangler) -> None:
    card = BadCard(mangler, Chip(SOUND_CARDS[mangler.length(len(SOUND_CARDS) - 1)]), wounded=0.25)
    refused_or(lambda: assert_sound(sscard.read_face(Channel(card, lambda: 0.0))))
    card.assert_bounded()


def assert_sound(face: CardFace) -> None:
    assert face.identification_code and 0 < len(face.card_number) <= sscard.CARD_NUMBER_LENGTH
    assert len(face.name or "") <= 512


def pins(mangler: Mangler) -> None:
    card = BadCard(mangler, Chip(SOUND_CARDS[0]), wounded=0.3)
    refused_or(lambda: assert_tries(sscard.verify_pin(Channel(card, lambda: 0.0), bytearray(b"654321"))))
    card.assert_bounded()


def assert_tries(tries: int | None) -> None:
    assert tries is None or 0 <= tries <= 15


CHIPS = tuple(Chip(load_card(name)) for name in card_names())
SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
COMMANDS = tuple(map(bytes.fromhex, ("00A4020002EF06", "00B201055B", "00B207000B", "0020000003123456", "00C00000FF")))


def chips(mangler: Mangler) -> None:
    chip = CHIPS[mangler.length(len(CHIPS) - 1)]
    command = mangler.noise(40) if mangler.happens(0.3) else mangler.wound(mangler.one_of((SELECT, *COMMANDS)))
    try:
        answer = chip.answer(SELECT if mangler.happens(0.3) else command)
    except (LeftReader, Frozen):
        return
    assert 2 <= len(answer) <= LONGEST_SHORT_ANSWER


SEARCHES: tuple[tuple[Callable[[Mangler], None], int], ...] = (
    (records, 90_000),
    (templates, 80_000),
    (values, 60_000),
    (exchanges, 30_000),
    (reads, 9_000),
    (pins, 5_000),
    (chips, 60_000),
)


@pytest.mark.parametrize(("search", "count"), SEARCHES, ids=lambda value: getattr(value, "__name__", str(value)))
def test_nothing_but_our_own_failures_and_within_bounds(search: Callable[[Mangler], None], count: int) -> None:
    mangler, tried = Mangler(20261121), 0
    for _ in range(count):
        search(mangler)
        tried += 1
    assert tried == count


def test_enough_was_tried() -> None:
    assert sum(count for _, count in SEARCHES) >= 300_000
