"""Public records of signing keys: which kiosk, from when to when, the public key; registered with whoever verifies.

A record is a small TOML text, signed by its own key: a slip of typing shows, and nobody registers a key of others.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import Refused, cause_of_file

KEY_ID_BYTES = 4
"""Of the SHA-256 of a public key: enough to find one among thousands; what proves is the signature."""

_SIGNED_AS = "shebao-kiosk key record 1"
"""What a record's signature begins with, so that it can never be taken for a list's."""

LARGEST_RECORD = 64 * 1024
"""Bytes; a record has some 300."""

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A registered key."""

    kiosk: str
    valid_from: date
    valid_until: date
    """The last day on which it signs."""
    public: bytes
    demo: bool = False
    """Whether it is the demo's published key, which proves nothing."""

    @property
    def id(self) -> bytes:
        """What a code names its key by."""
        return hashlib.sha256(self.public).digest()[:KEY_ID_BYTES]

    def signed_text(self) -> bytes:
        """What the record's own signature covers."""
        parts = (_SIGNED_AS, self.kiosk, self.valid_from, self.valid_until, self.public.hex())
        return "\n".join(map(str, parts)).encode()

    def signs(self, signature: bytes, signed: bytes) -> bool:
        """Whether this key made a signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


def write_record(record: KeyRecord, private: Ed25519PrivateKey) -> str:
    """A record as TOML text."""
    return (
        f'kiosk = "{record.kiosk}"\n'
        f'id = "{record.id.hex()}"\n'
        f"valid_from = {record.valid_from}\n"
        f"valid_until = {record.valid_until}\n"
        f'public = "{base64.b64encode(record.public).decode()}"\n'
        f'signature = "{base64.b64encode(private.sign(record.signed_text())).decode()}"\n'
    )


def read_record(text: str, where: object) -> KeyRecord:
    """Read a record from TOML text. Raises Refused with one sentence that names where it stands."""
    try:
        values = tomllib.loads(text)
        record = _record(values)
        signature = base64.b64decode(values["signature"], validate=True)
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, binascii.Error):
        raise Refused(f"{where} is not the record of a signing key.") from None
    if not record.signs(signature, record.signed_text()):
        raise Refused(f"{where} has been altered: the key's own signature does not fit the record.")
    return record


def _record(values: dict[str, Any]) -> KeyRecord:
    kiosk, first, last = values["kiosk"], values["valid_from"], values["valid_until"]
    if not isinstance(kiosk, str) or not isinstance(first, date) or not isinstance(last, date):
        raise TypeError
    return KeyRecord(kiosk, first, last, base64.b64decode(values["public"], validate=True))


def demo_text() -> str:
    """The demo's published key, private part and all."""
    return (resources.files("resources") / "demo" / "seal-key.toml").read_text(encoding="utf-8")


def demo_record() -> KeyRecord:
    """The record of the demo's published key."""
    found = read_record(demo_text(), "The demo's key")
    return KeyRecord(found.kiosk, found.valid_from, found.valid_until, found.public, demo=True)


class TrustedKeys:
    """The keys a verifier knows; the demo's is always among them, and says that it proves nothing."""

    def __init__(self, records: Iterable[KeyRecord]) -> None:
        demo = demo_record()
        self.records = (*(record for record in records if record.public != demo.public), demo)

    def of(self, key_id: bytes) -> tuple[KeyRecord, ...]:
        """The keys of an id; hardly ever more than one."""
        return tuple(record for record in self.records if record.id == key_id)


def read_trusted(place: Path) -> list[KeyRecord]:
    """Read a record, or a folder of them. Raises Refused."""
    try:
        files = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place]
        if not files:
            raise Refused(f"The folder {place} of trusted keys holds no {SUFFIX} file.")
        return [read_record(_text_of(file), f"The trusted key {file}") for file in files]
    except FileNotFoundError:
        raise Refused(f"The trusted keys {place} do not exist.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The trusted keys {place} cannot be read: {cause_of_file(error)}.") from None


def _text_of(file: Path) -> str:
    if file.stat().st_size > LARGEST_RECORD:
        raise Refused(f"The trusted key {file} is not the record of a signing key.")
    return file.read_text(encoding="utf-8")
