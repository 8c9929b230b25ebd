"""Draws the signed code into a PDF: one image mask a document, shown on every page that carries it.

A mask and not rectangles: neighbouring rectangles leave hair-thin seams where a viewer smooths their edges, and a mask
of one bit a module stays crisp at any resolution.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream, xObjectName

from printing.page import Symbol

_BEST = 9
"""Deflate's highest effort: a symbol is three kilobytes, so it costs nothing."""


def draw_symbols(canvas: Any, symbols: tuple[Symbol, ...], known: dict[tuple[bytes, ...], str]) -> None:
    """Draw symbols on the canvas's page; `known` remembers the document's masks from page to page."""
    for symbol in symbols:
        name = known.get(symbol.modules)
        if name is None:
            name = known[symbol.modules] = f"code{len(known)}"
            canvas._doc.addForm(name, _mask(symbol.modules))
        side = f"{symbol.side:.3f}"
        place = f"{symbol.left:.3f} {symbol.bottom:.3f}"
        canvas.addLiteral(f"q 0 g {side} 0 0 {side} {place} cm /{xObjectName(name)} Do Q")
        canvas._formsinuse.append(name)


def _mask(modules: tuple[bytes, ...]) -> Any:
    """The modules as an image mask: ink where a module is dark."""
    rows = b"".join(_packed(row) for row in modules)
    stream = PDFStream(content=zlib.compress(rows, _BEST))
    values = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": len(modules[0]),
        "Height": len(modules),
        "BitsPerComponent": 1,
        "ImageMask": "true",
        "Interpolate": "false",
        "Filter": PDFName("FlateDecode"),
    }
    for name, value in values.items():
        stream.dictionary[name] = value
    return stream


def _packed(row: bytes) -> bytes:
    """One row, eight modules a byte; in a mask a 0 bit is ink, and what is left of the last byte is never painted."""
    bits = "".join("0" if module else "1" for module in row)
    width = (len(bits) + 7) // 8
    return int(bits.ljust(width * 8, "1"), 2).to_bytes(width, "big")
