"""The same table by other ways, bare: no head, sums, foot or code; imports none of our code.

Each takes plain texts and gives a PDF with the same embedded font, a heading on each page, figures to the right, as
many rows a page as ours. What can be prepared before the first person (fonts, a compiler) is prepared outside.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import fpdf
import typst
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPageSize, QPainter, QPdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

WIDTH, HEIGHT = 841.89, 595.28
MARGIN, SIZE, ROW = 34.0, 8, 11.6
ROWS_A_PAGE = 41
POINTS_PER_INCH = 72
TITLE = "bench"

Texts: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class BareTable:
    """A table of texts: headings, rows, each column's left and right edge in points, and whether it holds figures."""

    headings: Texts
    rows: tuple[Texts, ...]
    edges: tuple[tuple[float, float], ...]
    figures: tuple[bool, ...]

    @property
    def pages(self) -> Iterator[tuple[Texts, ...]]:
        """The rows of each page, headings first."""
        for start in range(0, len(self.rows), ROWS_A_PAGE):
            yield (self.headings, *self.rows[start : start + ROWS_A_PAGE])


Way: TypeAlias = Callable[[BareTable], bytes]


def ways(font_file: str) -> dict[str, Way]:
    """Every way by its name, with this font ready."""
    pdfmetrics.registerFont(TTFont("Bare", font_file, asciiReadable=False, shapable=False))
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(font_file))[0]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_file.rpartition("/")[0]]
    )
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    return {
        "canvas": by_canvas,
        "longtable": by_long_table,
        "qpdfwriter": lambda table: by_qt(table, family),
        "typst": lambda table: by_typst(table, compiler),
        # Once more what it has just set: typst remembers it, which no second person at a kiosk has anything of.
        "typst-again": lambda table: by_typst(table, compiler),
        "fpdf2": lambda table: by_fpdf(table, font_file),
    }


def by_canvas(table: BareTable) -> bytes:
    """ReportLab, one drawString for each cell."""
    file = io.BytesIO()
    canvas: Any = Canvas(file, pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1, initialFontName="Bare")
    for page in table.pages:
        canvas.setFont("Bare", SIZE)
        for number, row in enumerate(page):
            y = HEIGHT - MARGIN - ROW * number
            for text, (left, right), figures in zip(row, table.edges, table.figures, strict=True):
                if figures:
                    canvas.drawRightString(right, y, text)
                else:
                    canvas.drawString(left, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def by_long_table(table: BareTable) -> bytes:
    """ReportLab's own table over many pages."""
    file = io.BytesIO()
    document: Any = SimpleDocTemplate(
        file, pagesize=(WIDTH, HEIGHT), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        pageCompression=1, invariant=1, initialFontName="Bare",
    )  # fmt: skip
    lefts = [left for left, _ in table.edges] + [WIDTH - MARGIN]
    widths = [end - begin for begin, end in zip(lefts, lefts[1:], strict=False)]
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), "Bare", SIZE, ROW),
        *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
        *(("ALIGN", (column, 0), (column, -1), "RIGHT") for column, right in enumerate(table.figures) if right),
    ]
    grid: Any = LongTable([table.headings, *table.rows], colWidths=widths, repeatRows=1, rowHeights=ROW)
    grid.setStyle(TableStyle(style))
    document.build([grid])
    return file.getvalue()


def by_qt(table: BareTable, family: str) -> bytes:
    """Qt's PDF writer, one drawText at a point for each cell: twice as fast as in a rectangle; widths once a text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(TITLE)
    writer.setResolution(POINTS_PER_INCH)
    writer.setPageSize(QPageSize(QSizeF(WIDTH, HEIGHT), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    font = QFont(family)
    font.setPointSizeF(SIZE)
    painter.setFont(font)
    width = cache(QFontMetricsF(font, writer).horizontalAdvance)
    for number, page in enumerate(table.pages):
        if number:
            writer.newPage()
        for row_number, row in enumerate(page):
            y = MARGIN + ROW * row_number
            for text, (left, right), figures in zip(row, table.edges, table.figures, strict=True):
                painter.drawText(QPointF(right - width(text) if figures else left, y), text)
    painter.end()
    return bytes(buffer.data().data())


def by_typst(table: BareTable, compiler: typst.Compiler) -> bytes:
    """Typst, a table with fixed columns."""
    lefts = [left for left, _ in table.edges] + [WIDTH - MARGIN]
    widths = ", ".join(f"{end - begin:.2f}pt" for begin, end in zip(lefts, lefts[1:], strict=False))
    aligns = ", ".join("right" if right else "left" for right in table.figures)
    source = f"""
#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: {MARGIN}pt)
#set text(font: "WenQuanYi Micro Hei", size: {SIZE}pt, fallback: false)
#table(columns: ({widths}), align: ({aligns}), stroke: none, inset: (x: 0pt, y: 2pt),
table.header({_quoted(table.headings)}),
{_quoted(text for row in table.rows for text in row)})
"""
    made = compiler.compile(source.encode(), format="pdf", pdf_tags=False)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def by_fpdf(table: BareTable, font_file: str) -> bytes:
    """fpdf2, one cell for each text; its documents load their fonts themselves."""
    pdf = fpdf.FPDF(orientation="landscape", unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("Bare", fname=font_file)
    for page in table.pages:
        pdf.add_page()
        pdf.set_font("Bare", size=SIZE)
        for number, row in enumerate(page):
            y = MARGIN + ROW * number
            for text, (left, right), figures in zip(row, table.edges, table.figures, strict=True):
                pdf.set_xy(left, y)
                pdf.cell(right - left, ROW, text, align="R" if figures else "L")
    return bytes(pdf.output())


def _quoted(texts: Sequence[str] | Iterator[str]) -> str:
    return ",".join(json.dumps(text, ensure_ascii=False) for text in texts)
