"""The head of the list: title, who it is about, how fresh the data are, notices; and later pages' heading line."""

from __future__ import annotations

from collections import defaultdict

from kiosk.account.payment_list import PaymentList
from kiosk.terms import sex_words
from kiosk.words import N_, Words
from printing.cells import EMPTY, Cells, between_sentences
from printing.fonts import GETA
from printing.page import BODY, FAINT, INK, LABEL, LEFT, RIGHT, SECTION, TITLE, TOP, Style
from printing.sheets import LINE, Sheets
from printing.wrap import wrap

RUNNING_HEAD = 17.0
"""Height of the line that heads every page after the first (points)."""

_VALUE = Style(9)
_NOTICE = Style(9, bold=True)
_COLUMNS = 4
_NOTICE_BAR = 3.0
"""Between a notice and the rules above and below it (points)."""


def draw_head(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    """Draw the head of the first page."""
    words = cells.words
    sheets.y = TOP
    sheets.text(LEFT, TOP - TITLE.size, words("Social insurance payment list"), TITLE)
    sheets.text_right(RIGHT, TOP - 9, content.issuer.hall, LABEL)
    sheets.text_right(RIGHT, TOP - 20, words("List number {number}", number=content.number), LABEL)
    sheets.y = TOP - TITLE.size - 9
    sheets.rule(sheets.y, weight=1.0, gray=INK)
    sheets.y -= 5
    _grid(sheets, _facts(content, cells))
    sheets.y -= 2
    sheets.paragraph(_freshness(content, words), BODY)
    sheets.y -= 3
    for notice in _notices(sheets, content, words):
        _notice(sheets, notice)


def draw_running_head(sheets: Sheets, content: PaymentList, words: Words, page: int) -> None:
    """Head a later page: what this is and whose."""
    x, y, texts = LEFT, TOP - BODY.size, sheets.drafts[page].texts
    whose = f"{words('Social insurance payment list')}   {content.holder_name}   {content.holder_number}"
    texts[LABEL, -1].append((x, y, whose))
    number = words("List number {number}", number=content.number)
    texts[LABEL, -1].append((RIGHT - sheets.measure.width(number) * LABEL.size, y, number))


def _facts(content: PaymentList, cells: Cells) -> tuple[tuple[str, str], ...]:
    words = cells.words
    return (
        (words("Name"), content.holder_name),
        (words("Social security number"), content.holder_number),
        (words("Personal number"), content.person_id),
        (words("Sex"), sex_words(words, content.sex)),
        (words("Place insured"), content.place),
        (words("Agency"), content.agency),
        (words("Period"), cells.period(content)),
        (words("Amounts in"), words("yuan")),
    )


def _grid(sheets: Sheets, facts: tuple[tuple[str, str], ...]) -> None:
    """Labels over values, four a line; a long value wraps in its place."""
    step = (RIGHT - LEFT) / _COLUMNS
    for start in range(0, len(facts), _COLUMNS):
        deepest = 1
        for number, (label, value) in enumerate(facts[start : start + _COLUMNS]):
            x, y = LEFT + number * step, sheets.y
            sheets.text(x, y - 8, label, LABEL)
            lines = wrap(value or EMPTY, step - 12, _VALUE.size, sheets.measure)
            for row, line in enumerate(lines):
                sheets.text(x, y - 19 - row * _VALUE.size * LINE, line, _VALUE)
            deepest = max(deepest, len(lines))
        sheets.y -= 25 + (deepest - 1) * _VALUE.size * LINE


def _freshness(content: PaymentList, words: Words) -> str:
    """How far the data reach, per insurance; insurances with the same month share it."""
    together: dict[str, list[str]] = defaultdict(list)
    for summary in content.summaries:
        together[str(summary.as_of or EMPTY)].append(words(summary.insurance.rule.name))
    comma = words(", ")
    parts = [words("{month} ({names})", month=month, names=comma.join(names)) for month, names in together.items()]
    text = (
        words("Data as of: {parts}.", parts=words("; ").join(parts))
        if parts
        else words("No insurance is on record for this list.")
    )
    return (
        text
        + between_sentences(words)
        + words("Data are updated once a month; the latest payment may appear next month.")
    )


def _notices(sheets: Sheets, content: PaymentList, words: Words) -> list[str]:
    notices = []
    if content.other_division:
        text = N_(
            "You are insured in {place}, not where this machine stands. "
            "For changes or a stamped copy, please see {agency}."
        )
        notices.append(words(text, place=content.place or EMPTY, agency=content.agency or EMPTY))
    missing = sheets.measure.missing(_foreign_texts(content))
    if missing:
        codes = words(", ").join(f"U+{ord(char):04X}" for char in missing)
        notices.append(
            words("{mark} stands for a character this machine cannot print: {codes}.", mark=GETA, codes=codes)
        )
    return notices


def _foreign_texts(content: PaymentList) -> tuple[str, ...]:
    """Texts that come from the data and may hold any character."""
    units = [text for unit in content.units for text in (unit.code, unit.name)]
    years = [year for section in content.sections for year in section.years]
    row_units = {row.unit.name for year in years for row in year.rows if row.unit}
    issuer = content.issuer
    own = (content.holder_name, content.holder_number, content.person_id, content.place, content.agency)
    return (*own, issuer.hall, issuer.sub_center, *units, *sorted(row_units))


def _notice(sheets: Sheets, text: str) -> None:
    sheets.y -= 2
    sheets.rule(sheets.y, gray=FAINT)
    sheets.y -= _NOTICE_BAR
    sheets.paragraph(text, _NOTICE)
    sheets.y -= _NOTICE_BAR
    sheets.rule(sheets.y, gray=FAINT)


def draw_section_title(sheets: Sheets, text: str, height_below: float) -> None:
    """Head a block; it stays with what follows it."""
    if not sheets.fits(height_below + 26):
        sheets.turn()
    sheets.space(10)
    sheets.text(LEFT, sheets.y - 10, text, SECTION)
    sheets.y -= 15
