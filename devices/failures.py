"""What a card's status word or PC/SC's result means for the person: the one place where both become our failures."""

from __future__ import annotations

from typing import Any

import smartcard.Exceptions
import smartcard.pcsc.PCSCExceptions

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
STATUS_PIN_INVALID = 0x6984
STATUS_NO_FILE = 0x6A82
STATUS_NO_RECORD = 0x6A83
STATUS_CARD_BLOCKED = 0x6A81
STATUS_NO_KEY = 0x6A88
STATUS_APPLICATION_BLOCKED = 0x9303
STATUS_FILE_INVALIDATED = 0x6283

_OF_STATUS = {
    STATUS_APPLICATION_BLOCKED: CARD_BLOCKED,
    STATUS_CARD_BLOCKED: CARD_BLOCKED,
    STATUS_FILE_INVALIDATED: CARD_BLOCKED,
    STATUS_PIN_LOCKED: PIN_LOCKED,
    STATUS_PIN_INVALID: PIN_LOCKED,
    # Asked for our application, a card of another kind answers one of these.
    STATUS_NO_FILE: CARD_FOREIGN,
    0x6A86: CARD_FOREIGN,  # P1 P2 unknown
    0x6B00: CARD_FOREIGN,  # P1 P2 or offset out of range
    0x6D00: CARD_FOREIGN,  # instruction unknown
    0x6E00: CARD_FOREIGN,  # class unknown
    # What a sound card does not say to the commands we send.
    0x6700: CARD_UNREADABLE,  # length
    0x6981: CARD_UNREADABLE,  # file structure
    STATUS_SECURITY: CARD_UNREADABLE,  # but EF06 of version 3 may say so
    0x6985: CARD_UNREADABLE,  # conditions of use
    0x6986: CARD_UNREADABLE,  # no current EF
    0x6A80: CARD_UNREADABLE,  # data
    STATUS_NO_RECORD: CARD_UNREADABLE,  # but one missing record is an unwritten field
    STATUS_NO_KEY: CARD_UNREADABLE,  # but asked for the PIN it means that none is in use
}
_OF_STATUS_CLASS = {
    0x61: CARD_UNREADABLE,  # more to fetch, and
    0x6C: CARD_UNREADABLE,  # another length: the channel follows both; one that is left over never ended
}

# PC/SC results, as unsigned 32 bits.
OK = 0
CANCELLED = 0x80100002
TIMEOUT = 0x8010000A
NO_READERS = 0x8010002E
UNKNOWN_READER = 0x80100009
READER_UNAVAILABLE = 0x80100017
BUSY = 0x8010000B

_RESULTS: tuple[tuple[Failure, tuple[int, ...]], ...] = (
    # The service is not there (any more), or refuses us: no service, stopped, communication, shutdown, too busy,
    # access, security violation (polkit).
    (READER_GONE, (0x8010001D, 0x8010001E, 0x80100013, 0x80100018, 0x80100031, 0x80100027, 0x8010006A)),
    # The reader is not there or cannot be used: not ready, unsupported, duplicate.
    (READER_GONE, (NO_READERS, UNKNOWN_READER, READER_UNAVAILABLE, BUSY, 0x80100010, 0x8010001A, 0x8010001B)),
    # A wait ended: waited too long, cancelled by the system, by a user.
    (READER_GONE, (CANCELLED, TIMEOUT, 0x80100007, 0x80100012, 0x8010006E)),
    # The service or its library is in trouble: internal error, handle, parameter, target, memory, value, unknown error,
    # PCI too small, unexpected, resource manager.
    (READER_GONE, (0x80100001, 0x80100003, 0x80100004, 0x80100005, 0x80100006)),
    (READER_GONE, (0x80100011, 0x80100014, 0x80100019, 0x8010001F, 0x8010002B)),
    # The card is not there any more: no card, removed.
    (CARD_PULLED, (0x8010000C, 0x80100069)),
    # The card does not talk as it should: answer longer than any buffer, unknown, cannot be ejected, protocol, ATR, not
    # transacted, unsupported by the service or the reader, data lost, mute, unpowered, reset by another program.
    (CARD_UNREADABLE, (0x80100008, 0x8010000D, 0x8010000E, 0x8010000F, 0x80100015, 0x80100016)),
    (CARD_UNREADABLE, (0x8010001C, 0x80100065, 0x8010002F, 0x80100066, 0x80100067, 0x80100068)),
    # What only a card's own middleware reports: installation, create order, directories and files, too much written,
    # seek, certificates, key container, end of file, not authenticated.
    (CARD_UNREADABLE, (0x80100020, 0x80100021, 0x80100023, 0x80100024, 0x80100025, 0x80100026, 0x80100028)),
    (CARD_UNREADABLE, (0x80100029, 0x8010002C, 0x8010002D, 0x80100030, 0x8010006D, 0x8010006F)),
    # A PIN: cannot be presented, wrong; blocked.
    (PIN_WRONG, (0x8010002A, 0x8010006B)),
    (PIN_LOCKED, (0x8010006C,)),
)
_OF_RESULT = {result: failure for failure, results in _RESULTS for result in results}

# pyscard carries no types. Its two families of exceptions are unrelated; both carry `hresult`, -1 when they know none.
_exceptions: Any = smartcard.Exceptions
_scard_exceptions: Any = smartcard.pcsc.PCSCExceptions
PYSCARD_ERRORS: tuple[type[Exception], ...] = (_exceptions.SmartcardException, _scard_exceptions.BaseSCardException)

_OF_EXCEPTION: dict[type[Exception], Failure] = {
    _exceptions.NoCardException: CARD_PULLED,
    _exceptions.CardConnectionException: CARD_UNREADABLE,
    _exceptions.CardRequestException: CARD_UNREADABLE,
    _exceptions.CardRequestTimeoutException: READER_GONE,
    _exceptions.CardServiceException: READER_GONE,
    _exceptions.CardServiceStoppedException: READER_GONE,
    _exceptions.CardServiceNotFoundException: READER_GONE,
    _exceptions.InvalidATRMaskLengthException: CARD_UNREADABLE,
    _exceptions.InvalidReaderException: READER_GONE,
    _exceptions.ListReadersException: READER_GONE,
    _exceptions.NoReadersException: READER_GONE,
    _scard_exceptions.AddReaderToGroupException: READER_GONE,
    _scard_exceptions.EstablishContextException: READER_GONE,
    _scard_exceptions.ListReadersException: READER_GONE,
    _scard_exceptions.IntroduceReaderException: READER_GONE,
    _scard_exceptions.ReleaseContextException: READER_GONE,
    _scard_exceptions.RemoveReaderFromGroupException: READER_GONE,
    _exceptions.SmartcardException: READER_GONE,
    _scard_exceptions.BaseSCardException: READER_GONE,
}


def decision_on_status(status: int) -> Failure | None:
    """The failure decided on for a status word; None for one that nobody has thought of."""
    if status & 0xFFF0 == 0x63C0:
        return PIN_WRONG
    return _OF_STATUS.get(status, _OF_STATUS_CLASS.get(status >> 8))


def decision_on_result(result: int) -> Failure | None:
    """The failure decided on for a PC/SC result; None for one that nobody has thought of."""
    return _OF_RESULT.get(result & 0xFFFFFFFF)


def decision_on_exception(error: Exception) -> Failure | None:
    """The failure decided on for one of PYSCARD_ERRORS: by its result, else by its class; None for a new class."""
    return decision_on_result(getattr(error, "hresult", -1)) or _OF_EXCEPTION.get(type(error))


def failure_of_status(status: int) -> Failure:
    """The failure behind a status word other than 9000; one nobody knows counts as an unreadable card."""
    return decision_on_status(status) or CARD_UNREADABLE


def failure_of_result(result: int) -> Failure:
    """The failure behind a PC/SC result other than 0; one nobody knows counts as an unreadable card."""
    return decision_on_result(result) or CARD_UNREADABLE


def status_error(status: int, doing: str) -> KioskError:
    """The error to raise for a status word."""
    return KioskError(failure_of_status(status), f"{doing}: {status:04X}")


def result_error(result: int, doing: str) -> KioskError:
    """The error to raise for a PC/SC result."""
    return KioskError(failure_of_result(result), f"{doing}: {result & 0xFFFFFFFF:08X}")


def exception_error(error: Exception, doing: str) -> KioskError:
    """The error to raise for one of PYSCARD_ERRORS; never its text, which may name what it was given."""
    return KioskError(decision_on_exception(error) or READER_GONE, f"{doing}: {type(error).__name__}")
