"""The social security card: find its application, read EF05 and EF06 by tag, ask for and verify the PIN.

Versions 1 to 3. On version 3 the holder's data (EF06) are closed to a plain reader; that is no error.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices import fields
from devices.apdu import Channel, Command, Response
from devices.failures import (
    STATUS_DONE,
    STATUS_NO_FILE,
    STATUS_NO_KEY,
    STATUS_NO_RECORD,
    STATUS_PIN_INVALID,
    STATUS_PIN_LOCKED,
    STATUS_SECURITY,
    status_error,
)
from devices.tlv import Record, parse_records, parse_template, value_of
from kiosk.cards import CardFace
from kiosk.errors import CARD_FOREIGN, CARD_UNREADABLE, PIN_LOCKED, PIN_WRONG, Failure, KioskError

APPLICATION = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
""" "sx1.sh.社会保障" in GBK: the name of the social security environment."""

BANK_APPLICATION = bytes.fromhex("A000000333010101")
"""A debit card of the national network: tells a bank card from other cards."""

TRIES_KEPT = 2
"""The last two PIN tries are never spent here: the person is sent to the window instead."""

PIN_DIGITS = 6

CARD_NUMBER_LENGTH = 9
"""A longer field holds other things behind the number."""

_SELECT, _READ_RECORD, _VERIFY = 0xA4, 0xB2, 0x20
_BY_NAME, _BY_FILE = 0x04, 0x02
_FROM_FIRST_TO_LAST = 0x05


@dataclass(frozen=True, slots=True)
class _File:
    """An elementary file: its length as specified, and its records' tags with their lengths."""

    file_id: bytes
    length: int
    tags: tuple[tuple[int, int], ...]


IDENTIFICATION_CODE, CARD_CLASS, VERSION, AGENCY, ISSUED, VALID_UNTIL, CARD_NUMBER = range(0x01, 0x08)
PERSON_NUMBER, NAME, NAME_CONTINUED = 0x08, 0x09, 0x4E
SEX, ETHNICITY, BIRTHPLACE, BIRTH_DATE = range(0x0A, 0x0E)

ISSUER_FILE = _File(
    bytes.fromhex("EF05"),
    0x40,
    (
        (IDENTIFICATION_CODE, 0x10),
        (CARD_CLASS, 0x01),
        (VERSION, 0x04),
        (AGENCY, 0x0C),
        (ISSUED, 0x04),
        (VALID_UNTIL, 0x04),
        (CARD_NUMBER, 0x09),
    ),
)
HOLDER_FILE = _File(bytes.fromhex("EF06"), 0x5B, ((PERSON_NUMBER, 0x12), (NAME, 0x1E), (NAME_CONTINUED, 0x14)))


@dataclass(frozen=True, slots=True)
class Application:
    """What the card said when its application was selected."""

    algorithm: str
    """01 DES, 02 SSF33, 03 SM4; empty when it did not say."""


def select_application(channel: Channel) -> Application:
    """Find the social security application; only this tells a social security card, never its ATR.

    Raises KioskError: CARD_FOREIGN for another card, CARD_BLOCKED for a blocked one, CARD_UNREADABLE, CARD_PULLED.
    """
    answer = channel.exchange(Command(_SELECT, _BY_NAME, 0, APPLICATION))
    if answer.status != STATUS_DONE:
        raise _refusal(answer.status, "select application", PIN_WRONG, PIN_LOCKED)
    parts = parse_template(answer.data)
    name = value_of(parts, 0x84)
    if name and name != APPLICATION:
        raise KioskError(CARD_FOREIGN, "another application answered")
    own = value_of(parts, 0x9F0C)
    return Application(own[2:3].hex() if own.startswith(b"\x86\x01") else "")


def is_bank_card(channel: Channel) -> bool:
    """Whether a card that is not ours is a bank card. Raises KioskError(CARD_PULLED)."""
    return channel.exchange(Command(_SELECT, _BY_NAME, 0, BANK_APPLICATION)).status == STATUS_DONE


def read_face(channel: Channel, contactless: bool = False) -> CardFace:
    """Read everything the kiosk uses from a card.

    Raises KioskError: as select_application; CARD_UNREADABLE also when number or identification code are not there.
    """
    select_application(channel)
    issuer = _read_file(channel, ISSUER_FILE)
    code = fields.hexadecimal(value_of(issuer, IDENTIFICATION_CODE))
    number = fields.text(value_of(issuer, CARD_NUMBER)[:CARD_NUMBER_LENGTH])
    if not code or not number:
        raise KioskError(CARD_UNREADABLE, "the card holds no number or no identification code")
    holder = _read_holder(channel)
    return CardFace(
        identification_code=code,
        card_number=number,
        version=fields.text(value_of(issuer, VERSION))[:3] or "1.0",
        issued=fields.day(value_of(issuer, ISSUED)),
        valid_until=fields.day(value_of(issuer, VALID_UNTIL)),
        person_number=fields.text(value_of(holder, PERSON_NUMBER)) or None,
        name=fields.text(value_of(holder, NAME), value_of(holder, NAME_CONTINUED)) or None,
        contactless=contactless,
    )


def pin_tries_left(channel: Channel) -> int | None:
    """Ask how many PIN tries are left without using one; None when the card uses no PIN. Raises KioskError."""
    select_application(channel)
    return _tries_left(channel)


def verify_pin(channel: Channel, pin: bytearray) -> int | None:
    """Present a PIN; None when right, else the tries left (a PIN that is not six digits is wrong and costs no try).

    Raises KioskError(PIN_LOCKED) when only TRIES_KEPT tries are left, or the card has no PIN that could prove anything.
    """
    select_application(channel)
    tries = _tries_left(channel)
    if tries is None or tries <= TRIES_KEPT:
        raise KioskError(PIN_LOCKED, "no PIN in use" if tries is None else f"{tries} tries left")
    if len(pin) != PIN_DIGITS or not pin.isdigit():
        return tries
    answer = channel.exchange(Command(_VERIFY, 0, 0, fields.packed_digits(pin)))
    if answer.status == STATUS_DONE:
        return None
    if answer.tries_left is None:
        raise _refusal(answer.status, "verify PIN", CARD_FOREIGN)
    return answer.tries_left


def _tries_left(channel: Channel) -> int | None:
    answer = channel.exchange(Command(_VERIFY, 0, 0, le=256))
    if answer.status in (STATUS_DONE, STATUS_NO_KEY):
        return None
    if answer.status in (STATUS_PIN_LOCKED, STATUS_PIN_INVALID):
        return 0
    if answer.tries_left is None:
        raise _refusal(answer.status, "ask PIN tries", CARD_FOREIGN)
    return answer.tries_left


def _read_holder(channel: Channel) -> tuple[Record, ...]:
    try:
        return _read_file(channel, HOLDER_FILE)
    except _Closed:
        return ()


class _Closed(Exception):
    """The file is not there, or not for a plain reader."""


def _read_file(channel: Channel, file: _File) -> tuple[Record, ...]:
    selected = channel.exchange(Command(_SELECT, _BY_FILE, 0, file.file_id))
    _insist(selected, file)
    whole = channel.exchange(Command(_READ_RECORD, 0x01, _FROM_FIRST_TO_LAST, le=file.length))
    if whole.status == STATUS_SECURITY:
        _insist(whole, file)
    if whole.done:
        try:
            return parse_records(whole.data)
        except KioskError:
            pass  # A longer file was cut at the length asked for; its records are still readable one by one.
    return tuple(record for tag, length in file.tags for record in _read_record(channel, file, tag, length))


def _read_record(channel: Channel, file: _File, tag: int, length: int) -> tuple[Record, ...]:
    """By tag, never by number: numbers shift between versions 1 and 2."""
    answer = channel.exchange(Command(_READ_RECORD, tag, 0x00, le=2 + length))
    if answer.status == STATUS_NO_RECORD:
        return ()
    if not answer.done:
        _insist(answer, file)
    return tuple(record for record in parse_records(answer.data) if record.tag == tag)


def _insist(answer: Response, file: _File) -> None:
    if answer.status == STATUS_DONE:
        return
    if file is HOLDER_FILE and answer.status in (STATUS_SECURITY, STATUS_NO_FILE):
        raise _Closed
    doing = f"read {file.file_id.hex().upper()}"
    raise _refusal(answer.status, doing, CARD_FOREIGN, PIN_WRONG, PIN_LOCKED)


def _refusal(status: int, doing: str, *untrue: Failure) -> KioskError:
    """The error for a status word; where its usual meaning cannot be true, the card is unreadable.

    A card whose application was found is no card of another kind, and only a PIN that was presented can be wrong.
    """
    error = status_error(status, doing)
    return KioskError(CARD_UNREADABLE, error.detail) if error.failure in untrue else error
