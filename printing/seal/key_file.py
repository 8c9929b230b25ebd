"""The kiosk's private key: made on the machine, readable by its owner alone, never overwritten."""

from __future__ import annotations

import base64
import binascii
import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import Refused
from kiosk.period import Month
from printing.seal.records import LARGEST_RECORD, KeyRecord, demo_text, read_record, write_record

_HEADING = """\
# Signing key of a shebao-kiosk. Secret: whoever reads this file can sign lists in this kiosk's name.
# The public record, to be registered with whoever verifies, is printed by: main.py key show
"""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and its public record."""

    record: KeyRecord
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public_text(self) -> str:
        """The public record as it is registered."""
        return write_record(self.record, self.private)


def new_key(kiosk: str, today: date, months: int, random: Callable[[int], bytes] = os.urandom) -> SigningKey:
    """Make a key that signs from today for so many months."""
    private = Ed25519PrivateKey.from_private_bytes(random(32))
    last = Month.of(today).plus(months)
    # A day that the last month does not have, the 31st of April, is its last one.
    until = min(date(last.year, last.month, 1).toordinal() + today.day - 1, _last_day(last))
    record = KeyRecord(kiosk, today, date.fromordinal(until), private.public_key().public_bytes_raw())
    return SigningKey(record, private)


def _last_day(month: Month) -> int:
    following = month.plus(1)
    return date(following.year, following.month, 1).toordinal() - 1


def write_key(key: SigningKey, file: Path) -> None:
    """Write a new key file, for its owner alone. Raises Refused when there is one already or it cannot be."""
    secret = base64.b64encode(key.private.private_bytes_raw()).decode()
    text = f'{_HEADING}{key.public_text}private = "{secret}"\n'
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
    except FileExistsError:
        raise Refused(f"The key file {file} exists already; a key is never overwritten.") from None
    except OSError as error:
        raise Refused(f"The key file {file} cannot be written: {error.strerror}.") from None


def read_key(file: Path) -> SigningKey:
    """Read a key file. Raises Refused with one sentence when it is missing, not a key, or readable by others."""
    try:
        found = file.stat()
        if stat.S_IMODE(found.st_mode) & _OTHERS:
            raise Refused(f"The key file {file} is open to others than its owner; run: chmod 600 {file}")
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_RECORD:
            raise Refused(f"The key file {file} is not a signing key of this program.")
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused(f"The key file {file} does not exist; make one with: main.py key new") from None
    except UnicodeDecodeError:
        raise Refused(f"The key file {file} is not a signing key of this program.") from None
    except OSError as error:
        raise Refused(f"The key file {file} cannot be read: {error.strerror}.") from None
    return _parsed(text, f"The key file {file}")


def demo_key() -> SigningKey:
    """The demo's published key: same list in, same code out; it proves nothing."""
    key = _parsed(demo_text(), "The demo's key")
    record = key.record
    return SigningKey(
        KeyRecord(record.kiosk, record.valid_from, record.valid_until, record.public, demo=True), key.private
    )


def _parsed(text: str, where: str) -> SigningKey:
    record = read_record(text, where)
    try:
        secret = base64.b64decode(tomllib.loads(text)["private"], validate=True)
        private = Ed25519PrivateKey.from_private_bytes(secret)
    except (KeyError, ValueError, TypeError, binascii.Error):
        raise Refused(f"{where} holds no private key.") from None
    if private.public_key().public_bytes_raw() != record.public:
        raise Refused(f"{where} holds a private key that is not that of its record.")
    return SigningKey(record, private)
