"""A stage without a session behind it: what it sends is kept in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk import config
from kiosk.choices import Look
from kiosk.events import Event, Health, ReaderCondition
from kiosk.period import Month
from kiosk.ports import Clock
from kiosk.states import Display, Session, State
from kiosk.words import Words, words_of
from ui.app import application
from ui.parts.mock_banner import mock_words
from ui.stage import Stage

BANNER = mock_words(reader=True, printer=True)
"""The longest: what fits with it fits with any, and without."""

HEALTHY = Health(ReaderCondition.NO_CARD, None, None, Month(2026, 10))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """pytest-qt takes the application as the kiosk makes it."""
    return application()


@pytest.fixture(autouse=True)
def _windows_go(qapp: QApplication) -> Iterator[None]:
    """Without a running loop a window that was told to go stays, with all its pixels."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@dataclass
class Theatre:
    """A stage, what it sent, and a way to show a state on it."""

    stage: Stage
    sent: list[Event] = field(default_factory=list)
    visit: int = 1
    low: bool = False
    """Whether the screen is shown as somebody who sits asked for it."""

    def show(self, state: State, language: str = "zh_CN", look: Look = Look.STANDARD, health: Health = HEALTHY) -> None:
        """Show a state as the session would."""
        self.stage.show_session(Session(state, Display(language, look, low=self.low), visit=self.visit, health=health))
        for _ in range(3):
            QApplication.processEvents()

    def part(self, name: str) -> QWidget:
        """The visible part of that name."""
        found = [part for part in self.stage.findChildren(QWidget, name) if part.isVisible()]
        assert found, f"no {name} is visible"
        return found[0]

    def press(self, name: str) -> None:
        """Press a visible part, and let the screen settle."""
        part = self.part(name)
        assert isinstance(part, QAbstractButton)
        part.click()
        for _ in range(2):
            QApplication.processEvents()

    def has(self, name: str) -> bool:
        """Whether a part of that name is visible."""
        return any(part.isVisible() for part in self.stage.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        """What a part shows."""
        return str(self.part(name).property("text"))

    def texts(self) -> list[str]:
        """Every text that is visible, and every accessible name."""
        shown = [part for part in self.stage.findChildren(QWidget) if part.isVisible()]
        return [text for part in shown for text in (str(part.property("text") or ""), part.accessibleName()) if text]

    def sent_of(self, kind: type[Event]) -> list[Event]:
        """The events of one kind that were sent."""
        return [event for event in self.sent if isinstance(event, kind)]


@pytest.fixture
def make_theatre(qapp: QApplication) -> Iterator[Callable[..., Theatre]]:
    """Build a stage of a size in pixels on a panel in millimetres."""
    made: list[Stage] = []

    def make(
        size: tuple[int, int] = (1080, 1920),
        panel: tuple[float, float] = (268, 476),
        banner: str = BANNER,
        words: Callable[[str], Words] = words_of,
        clock: Clock | None = None,
    ) -> Theatre:
        settings = config.load(environment={}).with_values(screen={"width_mm": panel[0], "height_mm": panel[1]})
        sent: list[Event] = []
        stage = Stage(settings, sent.append, windowed=True, size=size, clock=clock, banner=banner, words=words)
        stage.open()
        # Focus is kept in the active window only, and a test before this one may have had another.
        stage.activateWindow()
        made.append(stage)
        return Theatre(stage, sent)

    yield make
    for stage in made:
        stage.close()
        stage.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def theatre(make_theatre: Callable[..., Theatre]) -> Theatre:
    """A stage on the first panel: 21.5 inches, portrait."""
    return make_theatre()
