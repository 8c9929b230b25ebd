"""The check string every paper carries: it tells copies apart, and can be read out on the telephone.

A hash of the canonical form that is signed (printing/seal/forming.py), so of nothing that a mask hides.
"""

from __future__ import annotations

import hashlib

from kiosk.papers import PersonalPaper
from printing.seal.forming import form_of
from printing.seal.packed import pack

SHOWN_CHARACTERS = 16
"""Hexadecimal characters printed: 64 bits tell any two papers apart and can still be read out on the telephone."""


def check_string(content: PersonalPaper) -> str:
    """The check string of a paper; of a signed one `Code.check` holds it already."""
    return check_string_of(pack(form_of(content)))


def check_string_of(packed: bytes) -> str:
    """First 16 hexadecimal characters of the SHA-256 of a packed form, in groups of four."""
    digest = hashlib.sha256(packed).hexdigest()[:SHOWN_CHARACTERS]
    return " ".join(digest[i : i + 4] for i in range(0, SHOWN_CHARACTERS, 4))
