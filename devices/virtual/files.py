"""A virtual card's fields as the records of EF05 and EF06, byte for byte."""

from __future__ import annotations

from datetime import date

from devices.virtual.card import CONTINUED_BYTES, NAME_BYTES, VirtualCard, has_name_continued, name_bytes


def issuer_records(card: VirtualCard) -> tuple[bytes, ...]:
    """EF05, record by record."""
    data = card.issuer
    if data is None:
        return ()
    if data.raw:
        return (bytes.fromhex(data.raw),)
    return (
        _record(0x01, _packed(data.identification_code, 16)),
        _record(0x02, _text(data.card_class, 1)),
        _record(0x03, _text(data.version, 4)),
        _record(0x04, _packed(data.agency, 12)),
        _record(0x05, _day(data.issued)),
        _record(0x06, _day(data.valid_until)),
        _record(0x07, _text(data.card_number, 9)),
    )


def holder_records(card: VirtualCard) -> tuple[bytes, ...]:
    """EF06, record by record; on version 1 there is no continued name, so all later numbers are one lower."""
    data = card.holder
    if data.raw:
        return (bytes.fromhex(data.raw),)
    name = name_bytes(card)
    continued = (_record(0x4E, _padded(name[NAME_BYTES:], CONTINUED_BYTES)),) if has_name_continued(card) else ()
    return (
        _record(0x08, _text(data.number, 18)),
        _record(0x09, _padded(name[:NAME_BYTES], NAME_BYTES)),
        *continued,
        _record(0x0A, _text(data.sex, 1)),
        _record(0x0B, _packed(data.ethnicity, 1)),
        _record(0x0C, _packed(data.birthplace, 3)),
        _record(0x0D, _day(data.birth_date)),
    )


def _record(tag: int, value: bytes) -> bytes:
    return bytes((tag, len(value))) + value


def _padded(value: bytes, length: int) -> bytes:
    return value.ljust(length, b"\x00")


def _text(value: str, length: int) -> bytes:
    return _padded(value.encode("ascii"), length)


def _packed(digits: str, length: int) -> bytes:
    return bytes.fromhex(digits).ljust(length, b"\xff")


def _day(day: date | None) -> bytes:
    return _packed(day.strftime("%Y%m%d") if day else "", 4)
