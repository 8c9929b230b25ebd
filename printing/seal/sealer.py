"""Signs papers with the kiosk's key; implements printing.seal.code.Sealer."""

from __future__ import annotations

from itertools import chain

from kiosk.papers import PersonalPaper
from printing.check_string import check_string_of
from printing.seal.code import Code, Unsigned
from printing.seal.form import Form
from printing.seal.forming import form_of
from printing.seal.key_file import SigningKey
from printing.seal.packed import is_readable, pack
from printing.seal.payload import seal
from printing.seal.qr import MOST_CHARACTERS, symbol_of
from printing.seal.shortening import shortened


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
        form = form_of(content)
        packed = pack(form)
        sealed, payload = self._fitting(form, packed)
        modules, side, quiet = symbol_of(payload)
        return Code(payload, modules, side, quiet, sealed.whole, check_string_of(packed), record.demo)

    def _fitting(self, form: Form, packed: bytes) -> tuple[Form, str]:
        """The first form that fits the symbol: the whole, then ever shorter ones."""
        candidates = chain([(form, packed)], ((each, pack(each)) for each in shortened(form)))
        for each, its_bytes in candidates:
            if is_readable(each, its_bytes):
                payload = seal(its_bytes, self._key)
                if len(payload) <= MOST_CHARACTERS:
                    return each, payload
        raise AssertionError("the shortest form has a bound")
