"""How far a print is: the page at once, the share from ten seconds on, and nothing that the printer did not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QProgressBar, QWidget

from kiosk.choices import Look
from kiosk.document import JobPhase, JobState, PrintJob
from kiosk.errors import NO_PAPER, Failure
from kiosk.states import Print, Printing
from printing.conditions import CONDITIONS
from tests.clock import HandClock
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.other_way import english_turned_round
from tests.ui.test_fit import SMALL, flaws
from ui.parts.progress import Progress
from ui.parts.share_bar import ShareBar
from ui.screens.printing import SHARE_AFTER_SECONDS

PAGES = 12
WORKER = records.worker()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def theatre(make_theatre: Callable[..., Theatre], clock: HandClock) -> Theatre:
    return make_theatre(clock=clock)


def printing(
    clock: HandClock, done: int | None, *, for_seconds: float = 0, fault: Failure | None = None, pages: int = PAGES
) -> Printing:
    job = PrintJob(1, pages, deadline=999.0, begun=clock.monotonic() - for_seconds)
    phase = JobPhase.WAITING if fault else JobPhase.PRINTING
    return Printing(WORKER, records.document(pages), job, JobState(phase, fault, done))


def moving(theatre: Theatre) -> bool:
    return any(dots.isVisible() for dots in theatre.stage.findChildren(Progress))


def test_at_once_the_page_and_only_after_ten_seconds_the_share(theatre: Theatre, clock: HandClock) -> None:
    begun = printing(clock, 2)
    theatre.show(begun, "en")
    assert theatre.text("pages") == "Page 3 of 12"
    assert moving(theatre)
    clock.advance(SHARE_AFTER_SECONDS - 1)
    theatre.show(begun, "en")
    assert not theatre.has("share")
    clock.advance(1)
    theatre.show(begun, "en")
    assert theatre.text("percent") == "16 %"
    assert theatre.text("job-state") == "Printing ..."
    assert not moving(theatre)


def test_another_look_does_not_begin_the_time_anew(theatre: Theatre, clock: HandClock) -> None:
    begun = printing(clock, 6)
    theatre.show(begun)
    clock.advance(SHARE_AFTER_SECONDS)
    theatre.show(begun, look=Look.ELDER)
    assert theatre.text("percent") == "50%"


def test_the_share_has_a_name_and_a_value_for_assistive_technology(theatre: Theatre, clock: HandClock) -> None:
    theatre.show(printing(clock, 3, for_seconds=20), "en")
    bar = theatre.part("share")
    assert isinstance(bar, QProgressBar)
    found = QAccessible.queryAccessibleInterface(bar)
    assert found.role() == QAccessible.Role.ProgressBar
    assert bar.accessibleName() == "How much is printed"
    values = found.valueInterface()
    assert [values.currentValue(), values.minimumValue(), values.maximumValue()] == [25, 0, 100]


@pytest.mark.parametrize(
    ("done", "page", "percent"),
    [(1, "Page 2 of 60", "1 %"), (59, "Page 60 of 60", "98 %"), (60, "Page 60 of 60", "100 %")],
)
def test_there_is_no_page_after_the_last_and_a_share_is_rounded_down(
    theatre: Theatre, clock: HandClock, done: int, page: str, percent: str
) -> None:
    theatre.show(printing(clock, done, for_seconds=200, pages=60), "en")
    assert (theatre.text("pages"), theatre.text("percent")) == (page, percent)


def test_of_a_printer_that_does_not_say_nothing_is_made_up(theatre: Theatre, clock: HandClock) -> None:
    theatre.show(printing(clock, None), "en")
    assert theatre.text("pages") == "12 pages, A4"
    assert not theatre.has("unsaid")
    theatre.show(printing(clock, None, for_seconds=120), "en")
    assert theatre.text("unsaid") == "The printer does not say how far it is."
    assert theatre.text("pages") == "12 pages, A4"
    assert moving(theatre)
    assert not theatre.has("share")
    assert not any("%" in text for text in theatre.texts())


def test_what_it_waits_for_is_said_and_not_that_it_is_silent(theatre: Theatre, clock: HandClock) -> None:
    theatre.show(printing(clock, None, for_seconds=50, fault=NO_PAPER), "en")
    assert theatre.text("message") == NO_PAPER.message
    assert not theatre.has("unsaid")


def test_before_the_printer_has_the_job_no_share_is_shown(theatre: Theatre) -> None:
    theatre.show(Printing(WORKER, records.document(PAGES)), "en")
    assert theatre.text("job-state") == "Waiting for the printer ..."
    assert not theatre.has("share")
    assert moving(theatre)


def test_the_bar_fills_from_where_lines_begin(make_theatre: Callable[..., Theatre], clock: HandClock) -> None:
    for turned in (False, True):
        theatre = make_theatre(clock=clock, **({"words": english_turned_round} if turned else {}))
        theatre.show(printing(clock, 3, for_seconds=20))
        theme, bar = theatre.stage.theme, theatre.part("share")
        assert theme is not None
        picture = bar.grab().toImage()
        sides = [picture.pixelColor(bar.width() * eighth // 8, bar.height() // 2) for eighth in (1, 7)]
        wanted = [QColor(theme.colours.accent), QColor(theme.colours.surface)]
        assert sides == (wanted[::-1] if turned else wanted)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_whatever_it_waits_for_fits_a_small_panel_in_large_type(
    make_theatre: Callable[..., Theatre], clock: HandClock, language: str
) -> None:
    theatre = make_theatre(*SMALL, clock=clock)
    wrong: list[str] = []
    for fault in (None, *{one.during for one in CONDITIONS if one.hinders}):
        for done in (None, PAGES):
            theatre.visit += 1
            theatre.show(printing(clock, done, for_seconds=20, fault=fault), language, Look.ELDER)
            wrong += flaws(theatre)
    assert not wrong


def test_something_moves_while_the_pages_are_made(theatre: Theatre) -> None:
    theatre.show(Print(WORKER))
    assert moving(theatre)
    theatre.show(Print(WORKER, document=records.document()))
    assert not moving(theatre)
    theatre.visit += 1
    theatre.show(Print(WORKER, failure=NO_PAPER))
    assert not moving(theatre), "nothing comes any more"


def test_figures_that_grow_do_not_push_the_bar(theatre: Theatre, clock: HandClock) -> None:
    places = []
    for done in (1, 6, 12):
        theatre.show(printing(clock, done, for_seconds=20))
        shares = [part for part in theatre.stage.findChildren(ShareBar) if part.isVisible()]
        assert isinstance(shares[0], QWidget)
        places.append(theatre.part("share").geometry())
    assert places[0] == places[1] == places[2]
