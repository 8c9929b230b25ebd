"""The head of a paper: title, who it is about, how fresh the data are, notices; and later pages' heading line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import assert_never

from kiosk.account.payment_list import PaymentList
from kiosk.insurance import Insurance
from kiosk.model import Unit
from kiosk.papers import NotInsured, PaperContent, PersonalPaper, RightsPaper, Slip, TestPage
from kiosk.period import Month, Year
from kiosk.terms import sex_words
from kiosk.words import N_, Words
from printing.cells import EMPTY, Cells, between_sentences
from printing.fonts import GETA
from printing.page import BODY, FAINT, INK, LABEL, LEFT, RIGHT, TITLE, TOP, Style
from printing.sheets import LINE, Sheets
from printing.titles import title_of
from printing.wrap import wrap

RUNNING_HEAD = 17.0
"""Height of the line that heads every page after the first (points)."""

_VALUE = Style(9.5)
_NOTICE = Style(9, bold=True)
_COLUMNS = 4
_NOTICE_BAR = 3.0
"""Between a notice and the rules above and below it (points)."""


def draw_title(sheets: Sheets, content: PaperContent, words: Words) -> None:
    """Draw what heads every paper: what it is, where it was printed, its number."""
    sheets.y = TOP
    sheets.text(LEFT, TOP - TITLE.size, title_of(content, words), TITLE)
    sheets.text_right(RIGHT, TOP - 9, content.issuer.hall, LABEL)
    sheets.text_right(RIGHT, TOP - 20, words("Number {number}", number=content.number), LABEL)
    sheets.y = TOP - TITLE.size - 9
    sheets.rule(sheets.y, weight=1.0, gray=INK)
    sheets.y -= 5


def draw_head(sheets: Sheets, content: PersonalPaper, cells: Cells) -> None:
    """Draw the head of a paper about a person."""
    words = cells.words
    draw_title(sheets, content, words)
    _grid(sheets, _facts(content, cells))
    sheets.y -= 2
    sheets.paragraph(_freshness(content, words), BODY)
    sheets.y -= 3
    for notice in _notices(sheets, content, words):
        _notice(sheets, notice)


def draw_running_head(sheets: Sheets, content: PaperContent, words: Words, page: int) -> None:
    """Head a later page: what this is and whose."""
    x, y, texts = LEFT, TOP - BODY.size, sheets.drafts[page].texts
    whose = "" if isinstance(content, TestPage) else f"   {content.holder_name}   {content.holder_number}"
    texts[LABEL, -1].append((x, y, title_of(content, words) + whose))
    number = words("Number {number}", number=content.number)
    texts[LABEL, -1].append((RIGHT - sheets.measure.width(number) * LABEL.size, y, number))


def _facts(content: PersonalPaper, cells: Cells) -> tuple[tuple[str, str], ...]:
    words = cells.words
    facts = (
        (words("Name"), content.holder_name),
        (words("Social security number"), content.holder_number),
        (words("Personal number"), content.person_id),
        (words("Sex"), sex_words(words, content.sex)),
        (words("Place insured"), content.place),
        (words("Agency"), content.agency),
        _when(content, cells),
    )
    return facts if isinstance(content, NotInsured) else (*facts, (words("Amounts in"), words("yuan")))


def _when(content: PersonalPaper, cells: Cells) -> tuple[str, str]:
    """The time a paper is about."""
    words = cells.words
    match content:
        case PaymentList():
            return words("Period"), cells.period(content)
        case RightsPaper():
            return words("Period"), words.period(Year(content.record.year))
        case NotInsured():
            return words("Printed"), words.date(content.printed_at.date())
        case Slip():
            count = len(content.lines)
            return words("Marked"), words.plural("{count} item", "{count} items", count)
        case _:
            assert_never(content)


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


def _reach(content: PersonalPaper) -> Iterable[tuple[Insurance, Month | None]]:
    """How far the data of each insurance on the paper reach."""
    match content:
        case PaymentList() | NotInsured():
            return [(summary.insurance, summary.as_of) for summary in content.summaries]
        case RightsPaper():
            lines, as_of = content.record.lines, content.record.as_of
            return [(line.insurance, as_of.get(line.insurance.authority)) for line in lines]
        case Slip():
            insurances = dict.fromkeys(line.case.insurance for line in content.lines)
            return [(insurance, content.as_of.get(insurance.authority)) for insurance in insurances]
        case _:
            assert_never(content)


def _freshness(content: PersonalPaper, words: Words) -> str:
    """How far the data reach, per insurance; insurances with the same month share it."""
    together: dict[str, list[str]] = defaultdict(list)
    for insurance, as_of in _reach(content):
        together[str(as_of or EMPTY)].append(words(insurance.rule.name))
    comma = words(", ")
    parts = [words("{month} ({names})", month=month, names=comma.join(names)) for month, names in together.items()]
    text = (
        words("Data as of: {parts}.", parts=words("; ").join(parts))
        if parts
        else words("No insurance is on record for this paper.")
    )
    return (
        text
        + between_sentences(words)
        + words("Data are updated once a month; the latest payment may appear next month.")
    )


def _notices(sheets: Sheets, content: PersonalPaper, words: Words) -> list[str]:
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


def _foreign_texts(content: PersonalPaper) -> tuple[str, ...]:
    """Texts that come from the data and may hold any character."""
    units = {text for unit in _units(content) for text in (unit.code, unit.name)}
    issuer = content.issuer
    own = (content.holder_name, content.holder_number, content.person_id, content.place, content.agency)
    return (*own, issuer.hall, issuer.sub_center, *sorted(units))


def _units(content: PersonalPaper) -> set[Unit]:
    """The units a paper names."""
    match content:
        case PaymentList():
            years = [year for section in content.sections for year in section.years]
            paid = {row.unit for year in years for row in year.rows if row.unit}
            cases = {
                unit
                for section in content.sections
                for gap in section.empty_months
                for case in gap.cases
                for unit in case.units
            }
            return {*content.units, *paid, *cases, *content.objection.units}
        case RightsPaper() | NotInsured():
            return set(content.objection.units)
        case Slip():
            paid = {row.unit for line in content.lines for row in line.rows if row.unit}
            return {*paid, *content.objection.units}
        case _:
            assert_never(content)


def _notice(sheets: Sheets, text: str) -> None:
    sheets.y -= 2
    sheets.rule(sheets.y, gray=FAINT)
    sheets.y -= _NOTICE_BAR
    sheets.paragraph(text, _NOTICE)
    sheets.y -= _NOTICE_BAR
    sheets.rule(sheets.y, gray=FAINT)
