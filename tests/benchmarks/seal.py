"""What the seal costs: signing and drawing the code of 1,800 rows, beside a symbol of as much text alone; its sizes."""

from __future__ import annotations

import zlib
from functools import partial

import zxingcpp

from kiosk.account.payment_list import PaymentList
from printing.seal.code import Code
from printing.seal.forming import form_of
from printing.seal.key_file import demo_key
from printing.seal.packed import pack
from printing.seal.payload import open_payload
from printing.seal.records import TrustedKeys
from printing.seal.sealer import KeySealer
from tests.benchmarks.measure import Measure, median_ms
from tests.printing.lists import FIVE, payment_list
from tests.printing.seal.lists import irregular_list

_MONTHS = 360
"""Thirty years of five insurances: 1,800 rows."""


def measures() -> list[Measure]:
    """Measure the time and the bytes: head, unit names, account years, rows; beside the same as JSON-like text."""
    sealer, keys = KeySealer(demo_key()), TrustedKeys([])
    measured = []
    for name, content in (("regular", payment_list(_MONTHS)), ("irregular", irregular_list(_MONTHS))):
        code = sealer.code(content)
        assert isinstance(code, Code)
        qr, text = zxingcpp.BarcodeFormat.QRCode, code.payload
        floor = median_ms(partial(zxingcpp.create_barcode, text, qr, ec_level="L"))
        measured.append(Measure(f"seal-1800-rows-{name}", median_ms(partial(sealer.code, content)), "ms", floor))
        opening = median_ms(partial(open_payload, text, keys))
        measured.append(Measure(f"seal-open-1800-rows-{name}", opening, "ms"))
        measured.append(Measure(f"seal-side-1800-rows-{name}", code.side_mm, "mm"))
        measured.append(_size(f"seal-1800-rows-{name}-bytes", content))
    measured.append(_size("seal-12-months-1-insurance-bytes", payment_list(12, (FIVE[0],))))
    measured.append(_size("seal-12-months-5-insurances-bytes", payment_list(12)))
    return measured


def _size(name: str, content: PaymentList) -> Measure:
    """The deflated form beside the deflated texts of its cells."""
    form = form_of(content)
    plain = "\n".join("\t".join(map(str, row)) for block in form for row in block.rows)
    return Measure(name, len(zlib.compress(pack(form), 9)), "B", peer=len(zlib.compress(plain.encode(), 9)))
