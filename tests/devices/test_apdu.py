"""Commands, and the channel that follows 61xx and 6Cxx and always comes to an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.apdu import MOST_BYTES, MOST_ROUNDS, Channel, Command
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, KioskError


class Script:
    """A card that gives prepared answers, the last one again and again."""

    def __init__(self, *answers: str | bytes) -> None:
        self.answers = [bytes.fromhex(answer) if isinstance(answer, str) else answer for answer in answers]
        self.sent: list[str] = []

    def send(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def still() -> float:
    return 0.0


@pytest.mark.parametrize(
    ("command", "sent"),
    [
        (Command(0xA4, 4, 0, b"\x01\x02"), "00A40400020102"),
        (Command(0xB2, 1, 5, le=0x40), "00B2010540"),
        (Command(0x20, 0, 0, le=256), "0020000000"),
        (Command(0xB2, 7, 0), "00B20700"),
        (Command(0xA4, 4, 0, b"\x01", le=256), "00A40400010100"),
    ],
)
def test_a_command_as_it_is_sent(command: Command, sent: str) -> None:
    assert command.encode().hex().upper() == sent


def test_more_is_fetched_and_a_wrong_length_repeated() -> None:
    card = Script("6C03", "0102036102", "04059000")
    answer = Channel(card, still).exchange(Command(0xB2, 1, 5, le=0x40))
    assert (answer.data.hex(), answer.status) == ("0102030405", 0x9000)
    assert card.sent == ["00B2010540", "00B2010503", "00C0000002"]


def test_a_length_of_zero_means_256() -> None:
    card = Script("6100", "9000")
    Channel(card, still).exchange(Command(0xA4, 4, 0))
    assert card.sent[1] == "00C0000000"


@pytest.mark.parametrize("answer", ["", "90"])
def test_an_answer_without_a_status_word_means_that_the_card_is_gone(answer: str) -> None:
    with pytest.raises(KioskError) as caught:
        Channel(Script(answer), still).exchange(Command(0xA4, 4, 0))
    assert caught.value.failure is CARD_PULLED


@pytest.mark.parametrize("answer", [b"\x61\xff", bytes(255) + b"\x61\xff", b"\x6c\x10"])
def test_an_endless_answer_stops_after_so_many_rounds(answer: bytes) -> None:
    card = Script(answer)
    with pytest.raises(KioskError) as caught:
        Channel(card, still).exchange(Command(0xA4, 4, 0))
    assert caught.value.failure is CARD_UNREADABLE
    assert len(card.sent) == MOST_ROUNDS


def test_a_giant_answer_stops_before_memory_fills() -> None:
    card = Script(bytes(4096) + b"\x61\xff")
    with pytest.raises(KioskError) as caught:
        Channel(card, still).exchange(Command(0xA4, 4, 0))
    assert caught.value.failure is CARD_UNREADABLE
    assert len(card.sent) == MOST_BYTES // 4096 + 1


def test_all_exchanges_of_a_channel_share_the_rounds_and_the_bytes() -> None:
    card = Script("9000")
    channel = Channel(card, still)
    for _ in range(MOST_ROUNDS):
        channel.exchange(Command(0xA4, 4, 0))
    with pytest.raises(KioskError) as caught:
        channel.exchange(Command(0xA4, 4, 0))
    assert caught.value.failure is CARD_UNREADABLE
    assert len(card.sent) == MOST_ROUNDS
    channel = Channel(Script(bytes(MOST_BYTES // 2 + 1) + b"\x90\x00"), still)
    channel.exchange(Command(0xA4, 4, 0))
    with pytest.raises(KioskError):
        channel.exchange(Command(0xA4, 4, 0))


def test_all_exchanges_of_a_channel_together_end_in_time() -> None:
    times = iter([0.0, 1.0, 4.9, 5.1])
    channel = Channel(Script("9000"), lambda: next(times))
    channel.exchange(Command(0xA4, 4, 0))
    channel.exchange(Command(0xA4, 4, 0))
    with pytest.raises(KioskError) as caught:
        channel.exchange(Command(0xA4, 4, 0))
    assert caught.value.failure is CARD_UNREADABLE


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=80))
def test_whatever_a_card_answers_ends_or_is_refused(answers: list[bytes]) -> None:
    card = Script(*answers)
    try:
        answer = Channel(card, still).exchange(Command(0xA4, 4, 0))
    except KioskError as error:
        assert error.failure in (CARD_PULLED, CARD_UNREADABLE)
    else:
        assert answer.status >> 8 not in (0x61, 0x6C)
    assert len(card.sent) <= MOST_ROUNDS


def test_a_pin_is_not_in_the_repr() -> None:
    assert "56" not in repr(Command(0x20, 0, 0, bytes.fromhex("123456")))
