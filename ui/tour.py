"""Walks the running program as a person would, by the names of its parts, and saves a picture of each screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk import errors
from kiosk.choices import SWITCHES
from kiosk.ports import Simulator
from kiosk.states import (
    CardProblem,
    Claim,
    Display,
    EnterPin,
    OutOfService,
    Print,
    PrintFailed,
    Session,
    State,
    StillThere,
    Welcome,
)
from ui.stage import Stage
from ui.tour_of_staff import walk_staff

DEADLINE_SECONDS = 20.0
"""Reading, loading and printing together take a second or two; a slow machine gets ten times that."""
SETTLE_MS = 60
"""Layout and paint of a new screen."""
CARD = "zhang-san"
NUMBER = "119901198503150015"
PASSWORD = "246813"  # noqa: S105 - the demo person's, published in the README
WRONG_PASSWORD = "135790"  # noqa: S105
MARKED = "month-2026-03"
"""A month of the latest year, which every panel shows first."""
SHOWN_SECONDS = 27
"""What the still-there picture counts from."""


class TourStuck(Exception):
    """A screen or a part did not come in time; says which."""


class Tour:
    """One walk; `pictures` are the files saved so far."""

    def __init__(self, stage: Stage, out: Path) -> None:
        self._stage, self._out = stage, out
        self.pictures: list[Path] = []

    def wait_for(self, screen: str, name: str = "") -> QWidget:
        """Spin the event loop until a screen (and a part that can be pressed on it) is there. Raises TourStuck."""
        return self._until(lambda: self._find(screen, name), f"{screen} {name}".strip())

    def _find(self, screen: str, name: str) -> QWidget | None:
        shown = self._stage.screen_shown
        if shown is None or shown.objectName() != screen:
            return None
        if not name:
            return shown
        parts = shown.findChildren(QWidget, name)
        return next((part for part in parts if part.isVisible() and part.isEnabled()), None)

    def _until(self, found: Callable[[], QWidget | None], what: str) -> QWidget:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            part = found()
            if part is not None:
                return part
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, QDeadlineTimer(20))
        raise TourStuck(f"waiting for {what}, the stage shows {self._shown()}")

    def _shown(self) -> str:
        return self._stage.screen_shown.objectName() if self._stage.screen_shown else "nothing"

    def settle(self, done: Callable[[], bool], what: str) -> None:
        """Spin the event loop until something is so. Raises TourStuck."""
        self._until(lambda: self._stage if done() else None, what)

    def comes_first(self, *screens: str) -> str:
        """Which of some screens comes first; a quick one may be gone before it is seen. Raises TourStuck."""
        found = self._until(lambda: next((w for w in map(self._bare, screens) if w), None), " or ".join(screens))
        return found.objectName()

    def _bare(self, screen: str) -> QWidget | None:
        return self._find(screen, "")

    def has(self, name: str) -> bool:
        """Whether a part of that name is on the screen."""
        return self._find(self._shown(), name) is not None

    def press(self, screen: str, name: str) -> None:
        """Press a part by its name."""
        part = self.wait_for(screen, name)
        if isinstance(part, QAbstractButton):
            part.click()

    def type(self, screen: str, characters: str) -> None:
        """Type on the keypad."""
        for character in characters:
            self.press(screen, f"key-{character.lower()}")

    def save(self, name: str) -> None:
        """Save what is shown as NN-NAME.png."""
        settled = time.monotonic() + SETTLE_MS / 1000
        while time.monotonic() < settled:
            QCoreApplication.processEvents()
        self.picture(name)

    def picture(self, name: str) -> None:
        """Save at once, without letting the program go on."""
        file = self._out / f"{len(self.pictures) + 1:02d}-{name}.png"
        self._stage.grab().save(str(file))
        self.pictures.append(file)


def walk(stage: Stage, simulator: Simulator, out: Path, display: Display | None = None) -> list[Path]:
    """Walk every screen and save NN-NAME.png in `out`; return the files.

    The stage must be open and the program running on its mocks with the demo people. Language and look are chosen on
    the screen, as each visit returns to the default. Raises TourStuck when a screen does not come.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = display or Display()
    tour = Tour(stage, out)
    tour.wait_for("welcome")
    _dress(tour, stage, "welcome", wanted)
    tour.save("welcome")
    tour.press("welcome", "guide-button")
    tour.wait_for("guide")
    tour.save("guide")
    tour.press("guide", "back")
    tour.wait_for("welcome")
    _by_card(tour, stage, simulator, wanted)
    _by_number(tour, stage, wanted)
    walk_staff(tour, stage, lambda screen: _dress(tour, stage, screen, wanted))
    _shown_by_hand(tour, stage, wanted)
    return tour.pictures


def _dress(tour: Tour, stage: Stage, screen: str, wanted: Display) -> None:
    """Choose language and look on a screen where they are not yet as wanted."""
    if stage.display.language != wanted.language:
        tour.press(screen, f"language-{wanted.language}")
    for switch in SWITCHES:
        if stage.display.look.has(switch) != wanted.look.has(switch):
            tour.press(screen, f"look-{switch.value}")
    if stage.display.low != wanted.low and tour.has("low-screen"):
        tour.press(screen, "low-screen")


def _by_card(tour: Tour, stage: Stage, simulator: Simulator, wanted: Display) -> None:
    simulator.insert(CARD)
    tour.wait_for("enter-password", "key-1")
    _dress(tour, stage, "enter-password", wanted)
    tour.type("enter-password", PASSWORD[:4])
    tour.save("enter-password")
    tour.type("enter-password", PASSWORD[4:])
    tour.press("enter-password", "confirm")
    if tour.comes_first("reading-card", "overview") == "reading-card":
        tour.picture("reading-card")
    tour.wait_for("overview", "tile-110")
    tour.save("overview")
    tour.press("overview", "tile-110")
    tour.wait_for("insurance")
    tour.save("insurance")
    tour.press("insurance", "rows-button")
    tour.save("insurance-rows")
    for topic in ("account", "policy", "discrepancy"):
        tour.press("insurance", f"{topic}-button")
        tour.wait_for(topic)
        tour.save(topic)
        tour.press(topic, "back")
    tour.press("insurance", "back")
    _topics(tour)
    _papers(tour, stage)
    tour.press("print", "print-confirm")
    if tour.comes_first("printing", "take-paper") == "printing":
        tour.picture("printing")
    tour.wait_for("take-paper")
    tour.save("take-paper")
    tour.press("take-paper", "finish")
    tour.wait_for("take-card")
    _dress(tour, stage, "take-card", wanted)
    tour.save("take-card")
    simulator.pull()
    tour.wait_for("welcome")


def _mark_a_month(tour: Tour) -> None:
    """And look at the slip that names it."""
    if tour.has("mark-button"):
        tour.press("discrepancy", "mark-button")
    tour.press("discrepancy", MARKED)
    tour.wait_for("discrepancy", "print-button")
    tour.save("discrepancy-marked")
    tour.press("discrepancy", "print-button")
    tour.wait_for("print", "print-confirm")
    tour.save("print-slip")
    tour.press("print", "back")
    tour.wait_for("discrepancy")


def _papers(tour: Tour, stage: Stage) -> None:
    """Each paper's preview, the payment list last."""
    tour.press("overview", "print-button")
    tour.wait_for("print", "print-confirm")
    tour.save("print")
    for paper in ("rights-record", "not-insured", "list"):
        tour.press("print", f"paper-{paper}")
        tour.settle(partial(_is_made, stage, paper), f"the paper {paper}")
        if paper != "list":
            tour.save(f"print-{paper}")
    tour.press("print", "period-year")
    tour.settle(lambda: _is_made(stage, "list") and tour.has("print-year"), "the list of a year")
    tour.save("print-year")
    tour.wait_for("print", "print-confirm")
    _failed(tour, stage)


def _is_made(stage: Stage, paper: str) -> bool:
    """Whether the pages are there, or why they are not."""
    state = stage.session.state if stage.session else None
    if not isinstance(state, Print) or state.choice.kind.value != paper:
        return False
    return state.failure is not None or (state.document is not None and state.picture is not None)


def _failed(tour: Tour, stage: Stage) -> None:
    """How a failed print looks, shown as the session would; then the program's own screen again."""
    before = stage.session
    if before is not None and isinstance(before.state, Print):
        stage.show_session(replace(before, state=PrintFailed(before.state.record, errors.PRINT_BROKEN_OFF)))
        tour.save("print-failed")
        stage.show_session(before)


def _topics(tour: Tour) -> None:
    """What is looked into from the overview; larger looks and small panels keep the keys behind one."""
    for topic in ("points", "benefits", "my-data", "rights-record", "discrepancy"):
        tour.wait_for("overview")
        if tour.has("more-button"):
            tour.press("overview", "more-button")
        tour.press("overview", f"{topic}-button")
        tour.wait_for(topic)
        if topic == "discrepancy":
            _mark_a_month(tour)
        else:
            tour.save(topic)
        tour.press(topic, "back")
    tour.wait_for("overview")


def _by_number(tour: Tour, stage: Stage, wanted: Display) -> None:
    tour.press("welcome", "enter-number-button")
    tour.wait_for("enter-number")
    _dress(tour, stage, "enter-number", wanted)
    tour.type("enter-number", NUMBER)
    tour.save("enter-number")
    tour.press("enter-number", "key-letters")
    tour.save("enter-number-letters")
    tour.press("enter-number", "confirm")
    tour.wait_for("enter-password", "key-1")
    tour.type("enter-password", WRONG_PASSWORD)
    tour.press("enter-password", "confirm")
    tour.wait_for("enter-password", "message")
    tour.save("wrong-password")
    tour.press("enter-password", "register-button")
    tour.wait_for("register")
    tour.save("register")
    tour.press("register", "window-help")
    tour.save("window-help")
    tour.press("register", "help-close")
    tour.press("register", "finish")
    tour.wait_for("welcome")


def _shown_by_hand(tour: Tour, stage: Stage, wanted: Display) -> None:
    """Screens that come only after minutes or faults are shown as the session would, then the program's own again."""
    before = stage.session
    states: tuple[tuple[str, State], ...] = (
        ("card-problem", CardProblem(errors.CARD_UNREADABLE)),
        ("card-problem-foreign", CardProblem(errors.CARD_FOREIGN)),
        ("card-problem-not-in-use", CardProblem(errors.CARD_NOT_IN_USE)),
        ("enter-pin", EnterPin(Claim(), tries_left=3)),
        ("still-there", StillThere(Welcome(), SHOWN_SECONDS)),
        ("out-of-service", OutOfService(errors.DATA_AWAY)),
    )
    for name, state in states:
        stage.show_session(Session(state, wanted, visit=-1))
        tour.save(name)
    if before is not None:
        stage.show_session(before)
