"""A canonical form <-> what a QR reader reads: deflated, signed, in 45 characters, behind a version.

    SB1:  base45( key id, 4 bytes | Ed25519 signature, 64 bytes | deflated form )

The signature covers the version, the key id and the deflated form: nothing unsigned is ever inflated.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from kiosk.words import N_
from printing.seal import base45
from printing.seal.form import Form
from printing.seal.key_file import SigningKey
from printing.seal.packed import MOST_BYTES, unpack
from printing.seal.packing import Damaged
from printing.seal.records import KEY_ID_BYTES, KeyRecord, TrustedKeys

PREFIX = "SB1:"
_ANY_VERSION = "SB"
_SIGNED_AS = b"shebao-kiosk paper 1"
"""What the signed bytes begin with: a signature over anything else is none over a paper."""
_SIGNATURE_BYTES = 64
_RAW = -15
"""Deflate without header and check sum: the signature checks more."""

LONGEST = 8000
"""Characters of a payload that are looked at; the largest QR symbol holds 4,296."""


class Rejected(Exception):
    """What is wrong with a code: one sentence, a catalogue message, and what fills it."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine code: what it says, and whose key signed it."""

    form: Form = field(repr=False)
    packed: bytes = field(repr=False)
    """The form's bytes: the check string is their hash."""
    key: KeyRecord


def seal(packed: bytes, key: SigningKey) -> str:
    """Sign a packed form."""
    press = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, _RAW)
    body = press.compress(packed) + press.flush()
    key_id = key.record.id
    return PREFIX + base45.encode(key_id + key.private.sign(_SIGNED_AS + key_id + body) + body)


def open_payload(text: str, keys: TrustedKeys) -> Opened:
    """Check a payload and rebuild what it says. Raises Rejected."""
    data = _bytes_of(text)
    key_id = data[:KEY_ID_BYTES]
    signature, body = data[KEY_ID_BYTES:][:_SIGNATURE_BYTES], data[KEY_ID_BYTES + _SIGNATURE_BYTES :]
    if not body:
        raise Rejected(N_("The code is cut off."))
    known = keys.of(key_id)
    if not known:
        text = N_("The code was signed with a key that is not known here ({key}): it proves nothing.")
        raise Rejected(text, key=key_id.hex())
    signed = _SIGNED_AS + key_id + body
    key = next((record for record in known if record.signs(signature, signed)), None)
    if key is None:
        raise Rejected(N_("The code has been altered, or was not read rightly: the signature does not fit."))
    packed = _inflated(body)
    try:
        return Opened(unpack(packed), packed, key)
    except Damaged:
        raise Rejected(N_("The code is genuine, but of a kind that this program cannot read.")) from None


def _bytes_of(text: str) -> bytes:
    # A hand scanner ends its text with a line end, and a fragment of an address may stand before it.
    found = text.strip("\r\n\t\x00")
    if len(found) > LONGEST:
        raise Rejected(N_("This is not the code of a paper of this program."))
    if not found.startswith(_ANY_VERSION):
        raise Rejected(N_("This is not the code of a paper of this program."))
    if not found.startswith(PREFIX):
        raise Rejected(N_("The code has a version that this program does not know."))
    try:
        return base45.decode(found.removeprefix(PREFIX))
    except Damaged:
        raise Rejected(N_("The code is cut off, or was not read rightly.")) from None


def _inflated(body: bytes) -> bytes:
    press = zlib.decompressobj(_RAW)
    try:
        packed = press.decompress(body, MOST_BYTES)
    except zlib.error:
        packed = b""
    if not press.eof or press.unused_data:
        raise Rejected(N_("The code is genuine, but of a kind that this program cannot read."))
    return packed
