"""A PDF's first pages as pixels, so that the screen shows exactly what will be printed."""

from __future__ import annotations

import ctypes

import pypdfium2

from kiosk.document import Picture

DOTS_PER_INCH = 100
"""A page then fills a 1080-pixel screen and takes about 30 ms."""

_POINTS_PER_INCH = 72


def render_page(pdf: bytes, index: int) -> Picture:
    """Render one page, counted from 0. PDFium is not thread-safe: call it on the paper worker only."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _render(document[index])
    finally:
        document.close()


def render_pages(pdf: bytes, count: int) -> tuple[Picture, ...]:
    """Render the first `count` pages. PDFium is not thread-safe: call it on the paper worker only."""
    if count <= 0:
        return ()
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_render(document[index]) for index in range(min(count, len(document))))
    finally:
        document.close()


def _render(page: pypdfium2.PdfPage) -> Picture:
    bitmap = page.render(scale=DOTS_PER_INCH / _POINTS_PER_INCH, rev_byteorder=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = ctypes.string_at(bitmap.buffer, stride * height)
    row = width * 3
    rgb = data if stride == row else b"".join(data[i * stride : i * stride + row] for i in range(height))
    bitmap.close()
    return Picture(width, height, rgb)
