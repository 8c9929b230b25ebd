"""Signs papers with the kiosk's key; implements printing.seal.code.Sealer."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.papers import PersonalPaper
from printing.seal.code import Code, Unsigned
from printing.seal.form import Form
from printing.seal.forming import form_of, shortened
from printing.seal.key_file import SigningKey
from printing.seal.packed import pack
from printing.seal.payload import MOST_BYTES, seal
from printing.seal.qr import MOST_CHARACTERS, symbol_of


class KeySealer:
    """Signs with one key, as long as it is valid."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def code(self, content: PersonalPaper) -> Code | Unsigned:
        """Sign a paper: whole where it fits the largest symbol, else its totals and a fingerprint of the rows."""
        record, day = self._key.record, content.printed_at.date()
        if day > record.valid_until:
            return Unsigned.EXPIRED
        if day < record.valid_from:
            return Unsigned.NOT_YET_VALID
        form, payload = self._fitting(form_of(content))
        modules, side, quiet = symbol_of(payload)
        return Code(payload, modules, side, quiet, form.whole, record.demo)

    def _fitting(self, form: Form) -> tuple[Form, str]:
        for each, packed in _packed(form):
            payload = seal(packed, self._key)
            if len(payload) <= MOST_CHARACTERS:
                return each, payload
        raise AssertionError("the shortest form has a bound")


def _packed(form: Form) -> Iterator[tuple[Form, bytes]]:
    """The whole form where it can be read again, then ever shorter ones."""
    try:
        packed = pack(form)
    except ValueError:
        packed = b""
    if 0 < len(packed) <= MOST_BYTES:
        yield form, packed
    for each in shortened(form):
        yield each, pack(each)
