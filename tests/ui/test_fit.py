"""Nothing is cut, nothing lies over anything else, and every target is large enough, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kiosk import errors
from kiosk.choices import Look
from kiosk.events import Health, ReaderCondition
from kiosk.states import Claim, InsuranceDetail, Overview, Register, Welcome
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, wanted_of
from ui.parts.key import Key
from ui.parts.month_grid import PeriodCell
from ui.parts.text import Text
from ui.parts.tile import Tile

PORTRAIT = ((1080, 1920), (268.0, 476.0))
LANDSCAPE = ((1920, 1080), (476.0, 268.0))
SMALL = ((1366, 768), (344.0, 194.0))
INK_EM = 1.08
"""Height of the tallest sign of the family, accents and descenders of our words included."""
ONE_AFTER_ANOTHER = {"field-number", "field-card-number", "field-password", "field-password-again", "who-pays"}
"""What a small panel shows in turn: the field that is filled; the rule beside the amounts."""
LEAST_TARGET_MM = {Look.STANDARD: 16, Look.ELDER: 20}


def visible(theatre: Theatre) -> list[QWidget]:
    return [part for part in theatre.stage.findChildren(QWidget) if part.isVisible()]


def on_stage(theatre: Theatre, part: QWidget) -> QRect:
    return QRect(part.mapTo(theatre.stage, part.rect().topLeft()), part.size())


def cut_texts(theatre: Theatre) -> Iterator[str]:
    """Labels whose words need more room than they have."""
    for part in visible(theatre):
        if isinstance(part, Text) and part.text():
            flags = int(Qt.TextFlag.TextWordWrap) if part.wordWrap() else 0
            needed = part.fontMetrics().boundingRect(QRect(0, 0, part.width(), 10_000), flags, part.text())
            # The last line needs its ink, not the air below it.
            air = part.fontMetrics().height() - round(part.font().pixelSize() * INK_EM)
            if needed.height() - air > part.height() or needed.width() > part.width() + 1:
                yield f"{part.objectName()} {part.text()!r} needs {needed.size().toTuple()} has {part.size().toTuple()}"
        elif isinstance(part, Key) and not isinstance(part, Tile) and part.text():
            room = part.words_need()
            if room.width() > part.width() or room.height() > part.height() + 1:
                yield f"{part.objectName()} {part.text()!r} needs {room.toTuple()} has {part.size().toTuple()}"


def overlaps(theatre: Theatre) -> Iterator[str]:
    """Labels and keys that lie over one another; labels on their own key may."""
    parts = [p for p in visible(theatre) if isinstance(p, (QLabel, QAbstractButton))]
    rects = [(part, on_stage(theatre, part).adjusted(1, 1, -1, -1)) for part in parts]
    for place, (one, here) in enumerate(rects):
        if not theatre.stage.rect().contains(here):
            yield f"{one.objectName()} leaves the screen"
        for other, there in rects[place + 1 :]:
            if here.intersects(there) and not one.isAncestorOf(other) and not other.isAncestorOf(one):
                yield f"{one.objectName()} {one.property('text')!r} over {other.property('text')!r}"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
def test_nothing_is_cut_and_nothing_overlaps(
    make_theatre: Callable[..., Theatre],
    panel: tuple[tuple[int, int], tuple[float, float]],
    look: Look,
    language: str,
) -> None:
    theatre = make_theatre(*panel)
    wrong = []
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, language, look)
        wrong += [f"{screen}: {what}" for what in (*cut_texts(theatre), *overlaps(theatre))]
        if isinstance(state, InsuranceDetail):
            rows = theatre.part("rows-button")
            assert isinstance(rows, QAbstractButton)
            rows.click()
            QApplication.processEvents()
            theatre.show(state, language, look)
            wrong += [f"{screen} rows: {what}" for what in (*cut_texts(theatre), *overlaps(theatre))]
            rows.click()
        wrong += later_pages(theatre, screen)
    assert not wrong, "\n".join(wrong)


def later_pages(theatre: Theatre, screen: str) -> Iterator[str]:
    """What is wrong on the pages and in the years that big keys lead to, and when a month is told."""
    for name in (
        "year-previous",
        "page-next",
        "page-next",
        "page-next",
        "month-2019-03",
        "month-2024-05",
        "more-button",
    ):
        if theatre.has(name):
            part = theatre.part(name)
            assert isinstance(part, QAbstractButton)
            part.click()
            for _ in range(2):
                QApplication.processEvents()
            # The sheet lies over the tiles and hides them.
            over = () if name == "more-button" else overlaps(theatre)
            yield from (f"{screen} after {name}: {what}" for what in (*cut_texts(theatre), *over))


HEALTHS = [
    Health(reader, printer, data)
    for reader in ReaderCondition
    for printer in (None, errors.NO_PAPER)
    for data in (None, errors.DATA_AWAY)
]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
def test_whatever_does_not_work_fits_on_welcome(
    make_theatre: Callable[..., Theatre],
    panel: tuple[tuple[int, int], tuple[float, float]],
    look: Look,
    language: str,
) -> None:
    theatre = make_theatre(*panel)
    wrong = []
    for health in HEALTHS:
        for notice in (None, errors.CARD_PULLED, errors.UNEXPECTED):
            theatre.show(Welcome(notice), language, look, health)
            wrong += [f"{health} {notice}: {what}" for what in (*cut_texts(theatre), *overlaps(theatre))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("panel", [LANDSCAPE, SMALL], ids=["landscape", "small"])
def test_no_panel_is_too_small_for_a_name(
    make_theatre: Callable[..., Theatre], panel: tuple[tuple[int, int], tuple[float, float]], look: Look
) -> None:
    theatre = make_theatre(*panel)
    missing = []
    for screen, state, names in SHOWN:
        theatre.visit += 1
        theatre.show(state, "en", look)
        wanted = wanted_of(names, look, theatre.has)
        wanted -= ONE_AFTER_ANOTHER if screen in ("register", "insurance") else set()
        missing += [f"{screen}: {name}" for name in sorted(wanted) if not theatre.has(name)]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("panel", [LANDSCAPE, SMALL], ids=["landscape", "small"])
def test_the_one_field_of_a_crowded_form_is_wide_enough_for_its_number(
    make_theatre: Callable[..., Theatre], panel: tuple[tuple[int, int], tuple[float, float]]
) -> None:
    theatre = make_theatre(*panel)
    theatre.show(Register(Claim(number=records.NUMBER)), "en", Look.ELDER)
    field = theatre.part("field-card-number")
    assert field.width() > theatre.stage.width() / 4


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_every_target_is_large_enough(make_theatre: Callable[..., Theatre], look: Look) -> None:
    theatre = make_theatre(*PORTRAIT)
    per_mm = 1080 / 268
    for screen, state, _names in SHOWN:
        theatre.show(state, "en", look)
        for part in visible(theatre):
            if isinstance(part, QAbstractButton) and not isinstance(part, PeriodCell):
                # Twelve months of 20 mm are wider than the panel; a miss tells the neighbour, and harms nothing.
                side = min(part.width(), part.height()) / per_mm
                assert side >= LEAST_TARGET_MM[look] - 0.2, f"{screen} {part.objectName()} {side}"


def test_residents_and_people_without_insurance_have_an_overview(theatre: Theatre) -> None:
    theatre.show(Overview(records.resident()), "en")
    assert theatre.text("months-170") == "12 years"
    assert theatre.text("last-paid-170") == "2026"
    assert theatre.has("balance-170")
    theatre.visit += 1
    theatre.show(Overview(records.nobody()), "en")
    assert theatre.text("empty").startswith("No insurance is recorded")
