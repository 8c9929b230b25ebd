"""The staff's readiness report and test page: what `doctor` found, and what shows how well the printer prints."""

from __future__ import annotations

from datetime import timedelta

from kiosk.papers import TestPage
from kiosk.ports import Finding
from kiosk.told import in_words
from kiosk.words import Words
from printing.cells import EMPTY, Cells
from printing.fonts import FONT_FILES
from printing.page import BODY, INK, LABEL, LEFT, POINTS_A_MM, RIGHT, Rule, Shade, Style, Symbol
from printing.papers.blocks import draw_section_title, draw_table
from printing.seal.qr import symbol_of
from printing.sheets import Sheets
from printing.table import Column, Row, Table, Weight, fit

_GRAY_STEPS = 11
"""White to black in steps of a tenth."""
_STEP_HEIGHT = 16.0
_RULER_MM = 100
"""Long enough to see a printer that scales pages by one percent."""
_TICKS = ((10, 9.0), (5, 6.5), (1, 4.0))
"""Every so many millimetres a tick of so many points."""
_HAIR = 0.4
"""Width of a tick (points)."""
_SAMPLE = "张三 李秀英 欧阳·Ångström 0123456789   㐀㐁䶮䶵㛃㛄   𠮷𠀀𫗧𫠆𬱖   X"
"""Everyday characters, extension A, extension B and beyond; the X at the end shows that nothing was left out."""
_SIZES = (Style(8), Style(10), Style(12, bold=True))
_SYMBOL_TEXT = "SHEBAO-KIOSK TEST PAGE"
"""In QR's own alphabet; whoever scans it reads this and the kiosk's number."""


def draw_readiness(sheets: Sheets, content: TestPage, cells: Cells) -> None:
    """Draw the findings, then the samples."""
    words = cells.words
    _findings(sheets, content, cells)
    draw_section_title(sheets, words("B  Gray steps and measures"), _measures_height())
    _grays(sheets)
    _ruler(sheets, content, words)
    _fonts(sheets, cells)
    _row(sheets, content, cells)


def _findings(sheets: Sheets, content: TestPage, cells: Cells) -> None:
    words = cells.words
    columns = (
        Column(words("Part")),
        Column(words("Well")),
        Column(words("State"), wraps_from=200),
        Column(words("Advice"), wraps_from=160),
    )
    rows = [
        Row((words(each.part), words("yes") if each.well else words("NO"), *_told(each, words)))
        for each in content.findings
    ]
    draw_table(sheets, words("A  Readiness"), columns, rows, words("Nothing was examined."))


def _told(finding: Finding, words: Words) -> tuple[str, str]:
    return in_words(finding.state, words) or EMPTY, in_words(finding.advice, words) or EMPTY


def _measures_height() -> float:
    return _STEP_HEIGHT + 30 * POINTS_A_MM + 30


def _grays(sheets: Sheets) -> None:
    """Eleven fields: every step must differ from its neighbours, the first is paper, the last is black."""
    width, bottom = (RIGHT - LEFT) / _GRAY_STEPS, sheets.y - _STEP_HEIGHT
    for step in range(_GRAY_STEPS):
        left = LEFT + step * width
        sheets.page.shades.append(Shade(left, bottom, width, _STEP_HEIGHT, 1 - step / (_GRAY_STEPS - 1)))
        sheets.text(left + 2, bottom - 9, f"{step * 100 // (_GRAY_STEPS - 1)} %", LABEL)
    sheets.page.rules.append(Rule(LEFT, RIGHT, sheets.y, _HAIR, INK))
    sheets.y = bottom - 14


def _ruler(sheets: Sheets, content: TestPage, words: Words) -> None:
    """A ruler, the printable width, and a symbol to scan."""
    base = sheets.y - 14
    sheets.page.rules.append(Rule(LEFT, LEFT + _RULER_MM * POINTS_A_MM, base, _HAIR, INK))
    for millimetre in range(_RULER_MM + 1):
        height = next(height for every, height in _TICKS if millimetre % every == 0)
        left = LEFT + millimetre * POINTS_A_MM
        sheets.page.shades.append(Shade(left - _HAIR / 2, base, _HAIR, height, INK))
        if millimetre % 10 == 0:
            sheets.text(max(LEFT, left - 3), base - 9, str(millimetre), LABEL)
    notes = (
        words("This ruler is 100 mm long; if it is not on paper, the printer scales: set scaling to none."),
        words("The dark line above reaches from margin to margin; if an end is missing, the margins are too wide."),
        words("The code must scan; it reads: {text}.", text=_symbol_text(content)),
    )
    modules, side_mm, quiet_mm = symbol_of(_symbol_text(content))
    side, quiet = side_mm * POINTS_A_MM, quiet_mm * POINTS_A_MM
    below = sheets.y - quiet - side
    sheets.page.symbols.append(Symbol(RIGHT - side, below, side, modules))
    sheets.y = base - 16
    for note in notes:
        sheets.paragraph(note, BODY, right=RIGHT - side - quiet)
    sheets.y = min(sheets.y, below)


def _symbol_text(content: TestPage) -> str:
    return f"{_SYMBOL_TEXT} {content.issuer.kiosk_id.upper()}"


def _fonts(sheets: Sheets, cells: Cells) -> None:
    """The chain of faces in the order they are asked, and characters that only all of them together print."""
    words = cells.words
    draw_section_title(sheets, words("C  Fonts and characters"))
    chain = " → ".join(f"{font.name} ({font.package})" for font in FONT_FILES)
    sheets.paragraph(words("Asked in this order: {fonts}", fonts=chain), BODY)
    for style in _SIZES:
        sheets.paragraph(f"{style.size:g} pt   {_SAMPLE}", style)


def _row(sheets: Sheets, content: TestPage, cells: Cells) -> None:
    """A made-up row as the list has it: figures stand under one another, the shade is seen and does not smear."""
    day = (content.printed_at - timedelta(days=30)).date()
    columns = (
        Column(cells.words("Month paid for")),
        Column(cells.words("Unit paid"), figures=True),
        Column(cells.words("Person paid"), figures=True),
        Column(cells.words("Together"), figures=True),
        Column(cells.words("Date arrived")),
        Column(cells.words("Note")),
    )
    amounts = ((128_000, 64_000), (1_289_876, 644_938))
    rows = [Row((f"{day:%Y-%m}", *_figures(cells, *pair), day.isoformat(), EMPTY)) for pair in amounts]
    total = (sum(unit for unit, _ in amounts), sum(person for _, person in amounts))
    rows.append(Row((cells.words("Subtotal {year}", year=day.year), *_figures(cells, *total), "", ""), Weight.SUBTOTAL))
    draw_section_title(sheets, cells.words("D  Sample rows"))
    Table(sheets, columns, fit(columns, rows, sheets.measure, sheets.size)).draw(rows)


def _figures(cells: Cells, unit: int, person: int) -> tuple[str, str, str]:
    return cells.money(unit), cells.money(person), cells.money(unit + person)
