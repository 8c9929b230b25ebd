"""The social security card, read from virtual chips of every generation and with every flaw."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import sscard
from devices.apdu import Channel
from devices.virtual.card import HolderData, IssuerData, PinData, VirtualCard, load_card
from devices.virtual.chip import Chip
from kiosk.errors import CARD_BLOCKED, CARD_FOREIGN, CARD_UNREADABLE, PIN_LOCKED, Failure, KioskError


class Played:
    """A chip as a card port that remembers what it was sent."""

    def __init__(self, card: VirtualCard) -> None:
        self.chip = Chip(card)
        self.sent: list[str] = []

    def send(self, apdu: bytes) -> bytes:
        self.sent.append(apdu.hex().upper())
        return self.chip.answer(apdu)

    def channel(self) -> Channel:
        return Channel(self, lambda: 0.0)


def played(name: str) -> Channel:
    return Played(load_card(name)).channel()


def failure_of(name: str) -> Failure:
    with pytest.raises(KioskError) as caught:
        sscard.read_face(played(name))
    return caught.value.failure


def test_a_third_generation_card_is_read_with_the_commands_of_the_standard() -> None:
    card = Played(load_card("zhang-san"))
    face = sscard.read_face(card.channel())
    assert card.sent == [
        "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
        "00C000001E",
        "00A4020002EF05",
        "00B2010540",
        "00A4020002EF06",
        "00B201055B",
    ]
    assert (face.person_number, face.name) == (None, None)


def test_a_first_generation_card_has_a_shorter_holder_file() -> None:
    card = Played(load_card("zhang-san-version-1"))
    face = sscard.read_face(card.channel())
    assert card.sent[-2:] == ["00B201055B", "00B2010545"]
    assert (face.version, face.name, face.person_number) == ("1.0", "张三", "119901198503150015")


def test_a_card_that_refuses_whole_files_is_read_record_by_record_and_by_tag() -> None:
    card = Played(load_card("zhang-san-records-only"))
    assert sscard.read_face(card.channel()).name == "张三"
    assert "00B207000B" in card.sent


def test_the_contactless_chip_answers_at_once() -> None:
    card = Played(load_card("zhang-san-contactless"))
    assert sscard.read_face(card.channel(), contactless=True).contactless
    assert not [apdu for apdu in card.sent if apdu.startswith("00C0")]


def test_a_long_name_is_joined_from_two_records() -> None:
    assert sscard.read_face(played("long-name")).name == "阿卜杜热合曼·买买提伊敏·吐尔逊江"


def test_an_empty_version_is_the_first_and_unwritten_dates_are_none() -> None:
    face = sscard.read_face(played("unwritten-fields"))
    assert (face.version, face.issued, face.valid_until, face.name) == ("1.0", None, None, None)


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("bank-card", CARD_FOREIGN),
        ("other-card", CARD_FOREIGN),
        ("application-blocked", CARD_BLOCKED),
        ("card-blocked", CARD_BLOCKED),
        ("endless-61", CARD_UNREADABLE),
        ("giant-record", CARD_UNREADABLE),
        ("cut-record", CARD_UNREADABLE),
        ("wrong-charset", CARD_UNREADABLE),
        ("blank", CARD_UNREADABLE),
    ],
)
def test_every_other_card_fails_in_its_own_way(name: str, failure: Failure) -> None:
    assert failure_of(name) is failure


def test_an_application_of_another_name_is_foreign() -> None:
    class Imposter:
        def send(self, apdu: bytes) -> bytes:
            return bytes.fromhex("6F058403414243") + b"\x90\x00"

    with pytest.raises(KioskError) as caught:
        sscard.select_application(Channel(Imposter(), lambda: 0.0))
    assert caught.value.failure is CARD_FOREIGN


def test_the_application_tells_its_algorithm() -> None:
    assert sscard.select_application(played("zhang-san")).algorithm == "03"


def test_a_bank_card_is_told_from_other_cards() -> None:
    assert sscard.is_bank_card(played("bank-card"))
    assert not sscard.is_bank_card(played("other-card"))
    assert not sscard.is_bank_card(played("zhang-san"))


NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.just("·"), max_size=15)
HEX32 = st.from_regex(r"[0-9A-E]{32}", fullmatch=True).filter(lambda code: set(code) != {"0"})
DAYS = st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@given(
    protocol=st.sampled_from(["T0", "T1"]),
    version=st.sampled_from(["1.00", "2.00", "2.0", "3.00", ""]),
    code=HEX32,
    number=st.from_regex(r"[A-Z0-9]{9}", fullmatch=True),
    issued=DAYS,
    name=NAMES,
    closed=st.booleans(),
)
def test_what_is_written_is_read(
    protocol: str, version: str, code: str, number: str, issued: date | None, name: str, closed: bool
) -> None:
    card = VirtualCard.model_validate(
        {
            "about": "any",
            "protocol": protocol,
            "issuer": IssuerData(identification_code=code, version=version, issued=issued, card_number=number),  # type: ignore[arg-type]  # drawn from the literal's values
            "holder": HolderData(name=name, number="119901198503150015", closed=closed),
        }
    )
    face = sscard.read_face(Played(card).channel())
    assert (face.identification_code, face.card_number, face.issued) == (code, number, issued)
    assert face.version == (version[:3] or "1.0")
    assert face.name == (None if closed else name or None)
    assert face.person_number == (None if closed else "119901198503150015")


def pin_card(tries: int, code: str = "123456") -> Played:
    return Played(load_card("zhang-san").model_copy(update={"pin": PinData(code=code, tries_left=tries)}))


def test_asking_for_the_tries_uses_none() -> None:
    card = pin_card(6)
    assert [sscard.pin_tries_left(card.channel()) for _ in range(20)] == [6] * 20


def test_a_right_pin_and_a_wrong_one() -> None:
    card = pin_card(6)
    assert sscard.verify_pin(card.channel(), bytearray(b"654321")) == 5
    card.chip.power_on()
    assert sscard.verify_pin(card.channel(), bytearray(b"123456")) is None
    assert "0020000003123456" in card.sent


@given(st.integers(min_value=0, max_value=15), st.lists(st.from_regex(rb"[0-9]{5}[0-9x]", fullmatch=True), max_size=20))
def test_the_last_two_tries_are_never_spent(tries: int, pins: list[bytes]) -> None:
    card = pin_card(tries)
    for pin in pins:
        card.chip.power_on()
        try:
            sscard.verify_pin(card.channel(), bytearray(pin))
        except KioskError as error:
            assert error.failure is PIN_LOCKED
    card.chip.power_on()
    left = sscard.pin_tries_left(card.channel())
    assert left is not None and left >= min(tries, 2)


@pytest.mark.parametrize("pin", [b"", b"12345", b"1234567", b"12345x"])
def test_a_pin_that_is_not_six_digits_costs_no_try(pin: bytes) -> None:
    card = pin_card(6)
    assert sscard.verify_pin(card.channel(), bytearray(pin)) == 6
    assert sscard.pin_tries_left(card.channel()) == 6


def test_a_card_without_a_pin_proves_nothing() -> None:
    card = pin_card(6, code="")
    assert sscard.pin_tries_left(card.channel()) is None
    with pytest.raises(KioskError) as caught:
        sscard.verify_pin(card.channel(), bytearray(b"123456"))
    assert caught.value.failure is PIN_LOCKED


class Scripted:
    """A chip some of whose answers are replaced, by the first bytes of the command."""

    def __init__(self, **answers: str) -> None:
        self.chip = Chip(load_card("zhang-san"))
        self.answers = {bytes.fromhex(command[1:]): bytes.fromhex(answer) for command, answer in answers.items()}

    def send(self, apdu: bytes) -> bytes:
        own = self.chip.answer(apdu)
        return next((answer for start, answer in self.answers.items() if apdu.startswith(start)), own)

    def channel(self) -> Channel:
        return Channel(self, lambda: 0.0)


@pytest.mark.parametrize(("status", "tries"), [("6983", 0), ("6984", 0), ("63C0", 0), ("9000", None), ("6A88", None)])
def test_what_a_card_says_when_asked_for_the_tries(status: str, tries: int | None) -> None:
    assert sscard.pin_tries_left(Scripted(x0020=status).channel()) == tries


@pytest.mark.parametrize("status", ["6D00", "6E00", "6A86", "6B00", "6700"])
def test_a_card_that_knows_no_pin_command_is_not_called_a_card_of_another_kind(status: str) -> None:
    for operation in (sscard.pin_tries_left, lambda channel: sscard.verify_pin(channel, bytearray(b"123456"))):
        with pytest.raises(KioskError) as caught:
            operation(Scripted(x0020=status).channel())
        assert caught.value.failure is CARD_UNREADABLE


@pytest.mark.parametrize("status", ["6982", "6A82", "6D00", "6E00", "6B00", "6A86", "6983", "6984", "63C2", "6985"])
def test_issuer_data_that_cannot_be_read_never_blame_another_kind_of_card_or_the_pin(status: str) -> None:
    for command in ({"x00A4020002EF05": status}, {"x00B2": status}):
        with pytest.raises(KioskError) as caught:
            sscard.read_face(Scripted(**command).channel())
        assert caught.value.failure is CARD_UNREADABLE
        assert status in caught.value.detail


@pytest.mark.parametrize("status", ["6983", "6984", "63C2"])
def test_a_card_that_speaks_of_a_pin_when_it_is_found_is_unreadable(status: str) -> None:
    with pytest.raises(KioskError) as caught:
        sscard.select_application(Scripted(x00A404=status).channel())
    assert caught.value.failure is CARD_UNREADABLE


@pytest.mark.parametrize("status", ["6982", "6A82"])
@pytest.mark.parametrize("command", ["x00A4020002EF06", "x00B2"])
def test_holder_data_that_are_closed_or_missing_are_no_error(command: str, status: str) -> None:
    card = Scripted(**{command: status})
    if command == "x00B2":
        card.answers = {b"\x00\xb2\x01\x05\x5b": bytes.fromhex(status), b"\x00\xb2\x08\x00": bytes.fromhex(status)}
    assert sscard.read_face(card.channel()).person_number is None
