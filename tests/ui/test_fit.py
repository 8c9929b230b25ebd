"""Nothing is cut, nothing lies over anything else, and every target is large enough, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QLabel, QWidget

from kiosk import errors
from kiosk.choices import Look
from kiosk.events import Health, ReaderCondition
from kiosk.states import Claim, InsuranceDetail, Overview, Register, State, Welcome
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, wanted_of
from ui.parts.entry import Entry
from ui.parts.key import Key
from ui.parts.sheet import Sheet
from ui.parts.staff_door import StaffDoor
from ui.parts.text import Text
from ui.parts.tile import Tile
from ui.theme import LOW_SHARE

PORTRAIT = ((1080, 1920), (268.0, 476.0))
LANDSCAPE = ((1920, 1080), (476.0, 268.0))
SMALL = ((1366, 768), (344.0, 194.0))
SHEETS = ("window-help", "more-button", "print-insurances")
"""What opens a sheet over the screen."""
Panel = tuple[tuple[int, int], tuple[float, float]]
PANELS = {
    "portrait": (PORTRAIT, False),
    "low": (PORTRAIT, True),
    "landscape": (LANDSCAPE, False),
    "small": (SMALL, False),
}
"""Pixels, millimetres, and whether the screen is shown as somebody who sits asked for it."""
on_every_panel = pytest.mark.parametrize(("panel", "low"), list(PANELS.values()), ids=list(PANELS))
PIXEL_MM = 0.2
"""Sizes are whole pixels: half of one is rounded away."""
INK_EM = 1.08
"""Height of the tallest sign of the family, accents and descenders of our words included."""
ONE_AFTER_ANOTHER = {"field-number", "field-card-number", "field-password", "field-password-again", "who-pays"}
"""What a small panel shows in turn: the field that is filled; the rule beside the amounts."""
LEAST_TARGET_MM = 16.0
ELDER_TARGET_MM = 20.0


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


def clipped(theatre: Theatre) -> Iterator[str]:
    """Keys and labels that what holds them cuts off."""
    for part in visible(theatre):
        seen = part.visibleRegion().boundingRect()
        if isinstance(part, (QLabel, QAbstractButton)) and not seen.contains(part.rect().adjusted(1, 1, -1, -1)):
            shown, whole = seen.size().toTuple(), part.size().toTuple()
            yield f"{part.objectName()} {part.property('text')!r} shows {shown} of {whole}"


def targets(theatre: Theatre) -> Iterator[QWidget]:
    """What a finger aims at."""
    for part in visible(theatre):
        if isinstance(part, (QAbstractButton, QAbstractSlider)) or (isinstance(part, Entry) and part.chosen):
            yield part


def too_small(theatre: Theatre) -> Iterator[str]:
    """Targets that miss their millimetres."""
    theme = theatre.stage.theme
    assert theme is not None
    least = ELDER_TARGET_MM if theme.elder else LEAST_TARGET_MM
    for part in targets(theatre):
        side = min(part.width(), part.height()) / theme.px_per_mm
        if side < least - PIXEL_MM:
            yield f"{part.objectName()} {side:.1f} mm"


def flaws(theatre: Theatre) -> Iterator[str]:
    """Whatever is cut, covered, outside or too small to be met."""
    yield from cut_texts(theatre)
    yield from overlaps(theatre)
    yield from clipped(theatre)
    yield from too_small(theatre)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@on_every_panel
def test_nothing_is_cut_and_nothing_overlaps(
    make_theatre: Callable[..., Theatre],
    panel: Panel,
    low: bool,
    look: Look,
    language: str,
) -> None:
    theatre = make_theatre(*panel)
    theatre.low = low
    wrong = []
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, language, look)
        wrong += [f"{screen}: {what}" for what in flaws(theatre)]
        if isinstance(state, InsuranceDetail):
            rows = theatre.part("rows-button")
            assert isinstance(rows, QAbstractButton)
            rows.click()
            QApplication.processEvents()
            theatre.show(state, language, look)
            wrong += [f"{screen} rows: {what}" for what in flaws(theatre)]
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
        "mark-button",
        "key-letters",
        *SHEETS,
    ):
        if theatre.has(name):
            part = theatre.part(name)
            assert isinstance(part, QAbstractButton)
            part.click()
            for _ in range(2):
                QApplication.processEvents()
            # A sheet lies over the screen and hides it.
            over = () if name in SHEETS else (*overlaps(theatre), *clipped(theatre))
            wrong = (*cut_texts(theatre), *too_small(theatre), *over)
            yield from (f"{screen} after {name}: {what}" for what in wrong)


HEALTHS = [
    Health(reader, printer, data)
    for reader in ReaderCondition
    for printer in (None, errors.NO_PAPER)
    for data in (None, errors.DATA_AWAY)
]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@on_every_panel
def test_whatever_does_not_work_fits_on_welcome(
    make_theatre: Callable[..., Theatre],
    panel: Panel,
    low: bool,
    look: Look,
    language: str,
) -> None:
    theatre = make_theatre(*panel)
    theatre.low = low
    wrong = []
    for health in HEALTHS:
        for notice in (None, errors.CARD_PULLED, errors.UNEXPECTED):
            theatre.show(Welcome(notice), language, look, health)
            wrong += [f"{health} {notice}: {what}" for what in (*cut_texts(theatre), *overlaps(theatre))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("panel", [LANDSCAPE, SMALL], ids=["landscape", "small"])
def test_no_panel_is_too_small_for_a_name(make_theatre: Callable[..., Theatre], panel: Panel, look: Look) -> None:
    theatre = make_theatre(*panel)
    missing = []
    for screen, state, names in SHOWN:
        theatre.visit += 1
        theatre.show(state, "en", look)
        wanted = wanted_of(names, look, theatre.has)
        wanted -= ONE_AFTER_ANOTHER if screen in ("register", "insurance", "staff-login") else set()
        missing += [f"{screen}: {name}" for name in sorted(wanted) if not theatre.has(name)]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("panel", [LANDSCAPE, SMALL], ids=["landscape", "small"])
def test_the_one_field_of_a_crowded_form_is_wide_enough_for_its_number(
    make_theatre: Callable[..., Theatre], panel: Panel
) -> None:
    theatre = make_theatre(*panel)
    theatre.show(Register(Claim(number=records.NUMBER)), "en", Look.ELDER)
    field = theatre.part("field-card-number")
    assert field.width() > theatre.stage.width() / 4


@pytest.mark.parametrize("low", [False, True], ids=["", "low"])
def test_the_high_contrast_looks_are_laid_out_like_the_calm_one(
    make_theatre: Callable[..., Theatre], low: bool
) -> None:
    theatre = make_theatre(*PORTRAIT)
    theatre.low = low

    def places(state: State, look: Look) -> list[tuple[str, QRect]]:
        theatre.visit += 1
        theatre.show(state, "en", look)
        return [(part.objectName(), on_stage(theatre, part)) for part in visible(theatre)]

    for _screen, state, _names in SHOWN:
        for look in (Look.STANDARD, Look.ELDER):
            calm = places(state, look)
            assert places(state, look.switched(Look.DARK)) == calm
            assert places(state, look.switched(Look.LIGHT)) == calm


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_who_sits_reaches_everything(make_theatre: Callable[..., Theatre], look: Look, language: str) -> None:
    theatre = make_theatre(*PORTRAIT)
    theatre.low = True
    edge = round(theatre.stage.height() * (1 - LOW_SHARE))
    wrong = []

    def beyond(where: str) -> None:
        for part in targets(theatre):
            # A field may be touched as well as walked to with the key below it; staff stand, or type their digits.
            if on_stage(theatre, part).top() < edge and not isinstance(part, Entry | StaffDoor):
                wrong.append(f"{where}: {part.objectName()} at {on_stage(theatre, part).top()}, the reach is {edge}")

    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, language, look)
        beyond(screen)
        for opener in ("window-help", "more-button", "print-insurances", "key-letters", "rows-button", "mark-button"):
            if theatre.has(opener):
                theatre.press(opener)
                # A sheet lies over the screen and hides what is below it.
                sheets = [part for part in visible(theatre) if isinstance(part, Sheet)]
                beyond(f"{screen} after {opener}") if not sheets else None
                wrong += [
                    f"{screen} {opener}: {key.objectName()}"
                    for sheet in sheets
                    for key in sheet.findChildren(QAbstractButton)
                    if on_stage(theatre, key).top() < edge
                ]
                theatre.visit += 1
                theatre.show(state, language, look)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@on_every_panel
def test_seven_insurances_are_leafed_through_and_none_is_cut(
    make_theatre: Callable[..., Theatre], panel: Panel, low: bool, look: Look
) -> None:
    theatre = make_theatre(*panel)
    theatre.low = low
    theatre.show(Overview(records.seven()), "en", look)
    seen = set()
    for _ in range(4):
        assert list(flaws(theatre)) == []
        seen |= {part.objectName() for part in visible(theatre) if part.objectName().startswith("status-")}
        if not theatre.has("page-next"):
            break
        theatre.press("page-next")
    assert seen == {f"status-{code}" for code in (110, 170, 210, 310, 390, 410, 510)}


def test_residents_and_people_without_insurance_have_an_overview(theatre: Theatre) -> None:
    theatre.show(Overview(records.resident()), "en")
    assert theatre.text("months-170") == "12 years"
    assert theatre.text("last-paid-170") == "2026"
    assert theatre.has("balance-170")
    theatre.visit += 1
    theatre.show(Overview(records.nobody()), "en")
    assert theatre.text("empty").startswith("No insurance is recorded")
