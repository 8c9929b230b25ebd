"""Tag, length, value: the card's records (one byte each) and the application's BER template. Strict and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.errors import CARD_UNREADABLE, KioskError

LONGEST_TEMPLATE = 1024
"""An honest one fits into an answer of 256 bytes; bounds the work a bad one makes."""

_PADDING = b"\x00\xff"
_MULTI_BYTE_TAG = 0x1F
_CONSTRUCTED = 0x20


@dataclass(frozen=True, slots=True)
class Record:
    """One tagged value."""

    tag: int
    value: bytes = field(repr=False)


def parse_records(data: bytes) -> tuple[Record, ...]:
    """Cut a file into its records; padding (00 or FF) may follow the last.

    Raises KioskError(CARD_UNREADABLE) when a record says it is longer than what there is.
    """
    records = []
    at, length = 0, len(data)
    while at < length:
        tag = data[at]
        if tag in _PADDING:
            if data[at:].strip(_PADDING):
                raise _malformed("something stands after the padding")
            break
        end = at + 2 + data[at + 1] if at + 1 < length else length + 1
        if end > length:
            raise _malformed("a record is cut off")
        records.append(Record(tag, data[at + 2 : end]))
        at = end
    return tuple(records)


def value_of(records: Iterable[Record], tag: int) -> bytes:
    """The value of the first record with this tag; empty when there is none."""
    for record in records:
        if record.tag == tag:
            return record.value
    return b""


def parse_template(data: bytes) -> tuple[Record, ...]:
    """Cut BER-TLV into its parts; a part that holds parts is followed by them (6F, 84, A5, 88 ...).

    Raises KioskError(CARD_UNREADABLE) when a part says it is longer than what there is, and for a giant.
    """
    if len(data) > LONGEST_TEMPLATE:
        raise _malformed("a template is too long")
    parts: list[Record] = []
    pending = [data]
    while pending:
        rest = pending.pop()
        if not rest:
            continue
        tag, constructed, at = _tag(rest)
        length, at = _length(rest, at)
        if at + length > len(rest):
            raise _malformed("a template is cut off")
        value = rest[at : at + length]
        parts.append(Record(tag, value))
        pending.append(rest[at + length :])
        if constructed:
            pending.append(value)
    return tuple(parts)


def _tag(data: bytes) -> tuple[int, bool, int]:
    constructed = bool(data[0] & _CONSTRUCTED)
    if data[0] & _MULTI_BYTE_TAG != _MULTI_BYTE_TAG:
        return data[0], constructed, 1
    if len(data) < 2 or data[1] & 0x80:
        raise _malformed("a tag is longer than two bytes")
    return data[0] << 8 | data[1], constructed, 2


def _length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise _malformed("a length is missing")
    if data[at] < 0x80:
        return data[at], at + 1
    if data[at] == 0x81 and at + 1 < len(data):
        return data[at + 1], at + 2
    raise _malformed("a length is longer than two bytes")


def _malformed(how: str) -> KioskError:
    return KioskError(CARD_UNREADABLE, f"malformed data: {how}")
