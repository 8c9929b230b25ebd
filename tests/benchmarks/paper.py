"""What the paper costs: a list of 1,800 rows, beside an empty PDF of as many pages by ReportLab alone."""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from printing.paper import PaperMaker
from tests.benchmarks.measure import Measure, median_ms
from tests.printing.lists import payment_list

_MONTHS = 360
"""Thirty years of five insurances: 1,800 rows."""


def measures() -> list[Measure]:
    """Measure the list of 1,800 rows without and with its first page as pixels."""
    paper = PaperMaker()
    paper.warm()
    content = payment_list(_MONTHS)
    pages = paper.make(content, "zh_CN", previews=0).pages
    floor = median_ms(lambda: _empty_pdf(pages))
    return [
        Measure("list-1800-rows", median_ms(lambda: paper.make(content, "zh_CN", previews=0)), "ms", floor),
        Measure("list-1800-rows-preview", median_ms(lambda: paper.make(content, "zh_CN")), "ms", floor),
        Measure("list-12-months", median_ms(lambda: paper.make(payment_list(12), "zh_CN")), "ms", floor),
    ]


def _empty_pdf(pages: int) -> bytes:
    file = io.BytesIO()
    canvas: Any = Canvas(file, pageCompression=1, invariant=1)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return file.getvalue()
