"""What a card's status word or PC/SC's result means for the person: the one place where both become our failures."""

from __future__ import annotations

from kiosk.errors import (
    CARD_BLOCKED,
    CARD_FOREIGN,
    CARD_PULLED,
    CARD_UNREADABLE,
    PIN_LOCKED,
    PIN_WRONG,
    READER_GONE,
    Failure,
    KioskError,
)

# ISO/IEC 7816-4 and the social security card's own status words.
STATUS_DONE = 0x9000
STATUS_SECURITY = 0x6982
STATUS_PIN_LOCKED = 0x6983
STATUS_NO_FILE = 0x6A82
STATUS_NO_RECORD = 0x6A83
STATUS_CARD_BLOCKED = 0x6A81
STATUS_APPLICATION_BLOCKED = 0x9303
STATUS_FILE_INVALIDATED = 0x6283

_OF_STATUS = {
    STATUS_APPLICATION_BLOCKED: CARD_BLOCKED,
    STATUS_CARD_BLOCKED: CARD_BLOCKED,
    STATUS_FILE_INVALIDATED: CARD_BLOCKED,
    STATUS_NO_FILE: CARD_FOREIGN,
    0x6A86: CARD_FOREIGN,  # P1 P2 unknown: a card of another kind
    0x6D00: CARD_FOREIGN,  # instruction unknown
    0x6E00: CARD_FOREIGN,  # class unknown
    STATUS_PIN_LOCKED: PIN_LOCKED,
}

# PC/SC results, as unsigned 32 bits.
OK = 0
CANCELLED = 0x80100002
TIMEOUT = 0x8010000A
NO_READERS = 0x8010002E
UNKNOWN_READER = 0x80100009
READER_UNAVAILABLE = 0x80100017
BUSY = 0x8010000B
SERVICE_GONE = frozenset((0x8010001D, 0x8010001E, 0x80100013))
"""No service, service stopped, communication error: pcscd is not there (any more)."""

_OF_RESULT = {
    **dict.fromkeys(SERVICE_GONE, READER_GONE),
    NO_READERS: READER_GONE,
    UNKNOWN_READER: READER_GONE,
    READER_UNAVAILABLE: READER_GONE,
    BUSY: READER_GONE,
    0x8010000C: CARD_PULLED,  # no card
    0x80100069: CARD_PULLED,  # removed
    0x80100066: CARD_UNREADABLE,  # mute
    0x80100067: CARD_UNREADABLE,  # unpowered: it did not answer when powered
    0x80100068: CARD_UNREADABLE,  # reset by another program
    0x8010000F: CARD_UNREADABLE,  # protocol
}


def failure_of_status(status: int) -> Failure:
    """The failure behind a status word other than 9000."""
    if status & 0xFFF0 == 0x63C0:
        return PIN_WRONG
    return _OF_STATUS.get(status, CARD_UNREADABLE)


def failure_of_result(result: int) -> Failure:
    """The failure behind a PC/SC result other than 0; one nobody knows counts as an unreadable card."""
    return _OF_RESULT.get(result & 0xFFFFFFFF, CARD_UNREADABLE)


def status_error(status: int, doing: str) -> KioskError:
    """The error to raise for a status word."""
    return KioskError(failure_of_status(status), f"{doing}: {status:04X}")


def result_error(result: int, doing: str) -> KioskError:
    """The error to raise for a PC/SC result."""
    return KioskError(failure_of_result(result), f"{doing}: {result & 0xFFFFFFFF:08X}")
