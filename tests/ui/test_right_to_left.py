"""A language that runs from right to left turns the whole screen round, and nothing is cut or overlaps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.choices import Look
from kiosk.insurance import Insurance
from kiosk.states import EnterNumber, InsuranceDetail, Overview, Policy
from kiosk.words import Words, words_of
from tests.ui.conftest import Theatre
from tests.ui.other_way import LANGUAGE, english_turned_round, turned, write_catalogue
from tests.ui.states_shown import SHOWN, WORKER
from tests.ui.test_fit import (
    LANDSCAPE,
    PORTRAIT,
    SMALL,
    Panel,
    cut_texts,
    later_pages,
    on_every_panel,
    on_stage,
    overlaps,
)
from ui.parts.keypad import Keypad
from ui.parts.life_line import LifeLine
from ui.parts.progress import Progress
from ui.parts.remedy_picture import Remedy, RemedyPicture, Thing
from ui.parts.text import Text
from ui.parts.year_bars import Bar, YearBars
from ui.theme import Theme

RIGHT = Qt.AlignmentFlag.AlignRight
PANELS = pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
MOST_PX = 2
"""What rounding may move."""


@pytest.fixture(scope="session")
def other_words(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Words]:
    """The catalogues with the language made for tests among them."""
    folder = write_catalogue(tmp_path_factory.mktemp("catalogues"))
    return lambda language: words_of(language, folder)


def test_the_language_is_made_of_its_letters_and_keeps_its_values() -> None:
    assert turned("Page {page} of {pages}?").count("{page}") == 1
    assert turned("{count} month") != "{count} month"


@on_every_panel
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_nothing_is_cut_and_nothing_overlaps(
    make_theatre: Callable[..., Theatre],
    other_words: Callable[[str], Words],
    panel: Panel,
    low: bool,
    look: Look,
) -> None:
    theatre = make_theatre(*panel, words=other_words)
    theatre.low = low
    wrong = []
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, LANGUAGE, look)
        wrong += [f"{screen}: {what}" for what in (*cut_texts(theatre), *overlaps(theatre))]
        wrong += later_pages(theatre, screen)
    assert not wrong, "\n".join(wrong)


def places(theatre: Theatre) -> list[tuple[str, QRect]]:
    """Where each text, key and picture stands, in the order in which they were built."""
    shown = [part for part in theatre.stage.findChildren(QWidget) if part.isVisible() and type(part) is not QWidget]
    parts = [part for part in shown if not in_a_keypad(part)]
    return [(part.objectName() or type(part).__name__, on_stage(theatre, part)) for part in parts]


def in_a_keypad(part: QWidget | None) -> bool:
    while part is not None and not isinstance(part, Keypad):
        part = part.parentWidget()
    return part is not None


@PANELS
def test_every_part_stands_where_a_mirror_shows_it(
    make_theatre: Callable[..., Theatre], panel: tuple[tuple[int, int], tuple[float, float]]
) -> None:
    plain, other = make_theatre(*panel), make_theatre(*panel, words=english_turned_round)
    wide, wrong = plain.stage.width(), []
    for screen, state, _names in SHOWN:
        for theatre in (plain, other):
            theatre.visit += 1
            theatre.show(state, "en")
        for (name, here), (same, there) in zip(places(plain), places(other), strict=True):
            mirrored = QRect(wide - here.right() - 1, here.top(), here.width(), here.height())
            apart = max(
                abs(mirrored.left() - there.left()),
                abs(mirrored.top() - there.top()),
                abs(mirrored.width() - there.width()),
            )
            if name != same or apart > MOST_PX:
                wrong.append(f"{screen}: {name} at {here.getRect()}, mirrored at {there.getRect()}")
    assert not wrong, "\n".join(wrong)


def test_texts_begin_at_the_right_whatever_their_letters(
    make_theatre: Callable[..., Theatre], other_words: Callable[[str], Words]
) -> None:
    theatre = make_theatre(words=other_words)
    theatre.show(Overview(WORKER), LANGUAGE)
    for name in ("heading", "hall", "holder-name", "status-110", "last-paid-110"):
        label = theatre.part(name)
        assert isinstance(label, Text)
        assert label.alignment() & RIGHT, name
        assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute, name


def test_back_is_at_the_right_and_the_next_step_at_the_left(
    make_theatre: Callable[..., Theatre], other_words: Callable[[str], Words]
) -> None:
    theatre = make_theatre(words=other_words)
    theatre.show(InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION), LANGUAGE)
    middle = theatre.stage.width() / 2
    assert on_stage(theatre, theatre.part("back")).left() > middle
    assert on_stage(theatre, theatre.part("print-button")).left() < middle
    months = [on_stage(theatre, theatre.part(f"month-2026-{month:02d}")).left() for month in (1, 2, 3)]
    assert months == sorted(months, reverse=True), "the months run from right to left"


def test_the_keypad_stays_as_on_a_telephone(
    make_theatre: Callable[..., Theatre], other_words: Callable[[str], Words]
) -> None:
    theatre = make_theatre(words=other_words)
    theatre.show(EnterNumber(), LANGUAGE)
    one, two, three = (on_stage(theatre, theatre.part(f"key-{digit}")).left() for digit in (1, 2, 3))
    assert one < two < three
    for character in "119901":
        key = theatre.part(f"key-{character}")
        assert isinstance(key, QAbstractButton)
        key.click()
    assert theatre.text("field-number") == "119901"


def test_a_number_in_a_text_keeps_its_own_direction(other_words: Callable[[str], Words]) -> None:
    words = other_words(LANGUAGE)
    assert words("Page {page} of {pages}", page=1, pages=3).count("\u2068") == 2
    assert words.money(-123_456) == "\u200e-1,234.56"
    assert words_of("zh_CN").money(-123_456) == "-1,234.56"


def test_language_changes_turn_the_screen_there_and_back(
    make_theatre: Callable[..., Theatre], other_words: Callable[[str], Words], tmp_path: Path
) -> None:
    theatre = make_theatre(words=lambda language: other_words(LANGUAGE) if language == "en" else words_of(language))
    edges = []
    for language in ("zh_CN", "en", "zh_CN"):
        theatre.show(Policy(), language)
        edges.append(on_stage(theatre, theatre.part("back")).left())
    assert edges[0] == edges[2] < edges[1]


def test_the_arrow_keys_walk_along_the_line(
    make_theatre: Callable[..., Theatre], other_words: Callable[[str], Words]
) -> None:
    theatre = make_theatre(words=other_words)
    for language, on in ((LANGUAGE, Qt.Key.Key_Left), ("en", Qt.Key.Key_Right)):
        theatre.show(Policy(), language)
        theatre.part("back").setFocus()
        QTest.keyClick(theatre.part("back"), on)
        assert theatre.part("finish").hasFocus(), language


# Painted parts


def themes() -> tuple[Theme, Theme]:
    return Theme(Look.STANDARD, 1080, 1920, 268, 476), Theme(Look.STANDARD, 1080, 1920, 268, 476, right_to_left=True)


def painted(part: QWidget, lowest: int) -> QImage:
    """The part's picture down to a height: below it stand figures, which no mirror turns."""
    part.resize(600, part.height() if part.minimumHeight() == part.maximumHeight() else 240)
    part.ensurePolished()
    return part.grab(QRect(0, 0, 600, lowest)).toImage().convertToFormat(QImage.Format.Format_RGB32)


def apart(one: QImage, other: QImage) -> float:
    """Share of pixels that differ clearly."""
    here, there = bytes(one.constBits()), bytes(other.constBits())
    return sum(abs(a - b) > 64 for a, b in zip(here, there, strict=True)) / len(here)


def bars(theme: Theme) -> QWidget:
    return YearBars(theme, "bars", "", [Bar(2020, 100, ""), Bar(2021, 900, "", True), Bar(2022, 1500, "")], 2022)


def line(theme: Theme) -> QWidget:
    return LifeLine(theme, "years", 1990, 2026, 9, {1992, 2003})


def remedy(theme: Theme) -> QWidget:
    picture = RemedyPicture(theme, "")
    picture.show_remedy(Remedy(Thing(icon="circle"), Thing(icon="square")))
    return picture


@pytest.mark.parametrize(("make", "lowest", "alike"), [(bars, 200, 0.005), (line, 24, 0.005), (Progress, 30, 0.005)])
@pytest.mark.usefixtures("qapp")
def test_what_is_painted_is_mirrored(make: Callable[[Theme], QWidget], lowest: int, alike: float) -> None:
    plain, other = (painted(make(theme), lowest) for theme in themes())
    assert apart(plain.flipped(Qt.Orientation.Horizontal), other) <= alike
    assert apart(plain, other) > alike
