"""A whole kiosk on mocks, with time and threads driven by hand, and a visitor who touches and looks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

import main
from kiosk import config
from kiosk.config import Settings
from kiosk.demo.making import Recipe
from kiosk.errors import Failure
from kiosk.hall import as_demo, issuer_of
from kiosk.heartbeat import Watched
from kiosk.ports import PrinterSimulator, Simulator, Workers
from kiosk.rules import rules_of
from kiosk.store import filling
from tests.clock import HandClock
from tests.ui.speakers import HeardSpeaker
from tests.workers import HandWorkers
from ui.program import Program

PASSWORD = "246813"
"""张三's, published in the README."""
KEY_SECONDS = 0.1
"""From one key to the next: ten a second is a quick person."""
MOST_STEPS = 80
"""No screen has so many stops."""


class HandThreads:
    """Implements ui.program.Threads: nothing runs until a visitor lets it."""

    def __init__(self) -> None:
        self.hands = HandWorkers()
        self.workers: Workers = self.hands.as_workers()

    def post(self, call: Callable[[], None]) -> None:
        """Queue for the UI thread."""
        self.hands.mail(call)

    def apart(self, task: Callable[[], None]) -> None:
        """Queue behind the health checks."""
        self.hands.health(task)

    def watched(self) -> Sequence[Watched]:
        """Nobody watches hands."""
        return ()

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Let what is queued run."""
        self.hands.settle()


class Kiosk:
    """The running program as a visitor and the hall know it."""

    def __init__(
        self, program: Program, clock: HandClock, threads: HandThreads, printed: Path, speaker: HeardSpeaker
    ) -> None:
        self.program, self._clock, self.threads = program, clock, threads
        self._printed, self.speaker = printed, speaker

    @property
    def cards(self) -> Simulator:
        """The reader's slot."""
        assert self.program.rooms.simulator is not None
        return self.program.rooms.simulator

    @property
    def _printer(self) -> PrinterSimulator:
        assert self.program.rooms.printer_simulator is not None
        return self.program.rooms.printer_simulator

    def printer_has(self, failure: Failure | None) -> None:
        """Break the printer, or mend it."""
        self._printer.fail_with(failure)

    def printed(self) -> list[Path]:
        """What came out of the printer."""
        return sorted(self._printed.glob("*.pdf"))

    def settle(self) -> None:
        """Let every worker finish what it has."""
        self.threads.hands.settle()

    def wait(self, seconds: float) -> None:
        """Let time pass, second by second."""
        for _ in range(int(seconds * 2)):
            self._clock.advance(0.5)
            self.settle()

    def another_day(self) -> None:
        """Midnight passes."""
        self.clock_jumps(timedelta(days=1))

    def clock_jumps(self, by: timedelta) -> None:
        """The wall clock is set, as an operator or a time server would."""
        self._clock.set_wall(self._clock.now() + by)

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        self.settle()
        shown = self.program.stage.screen_shown
        return shown.objectName() if shown else ""

    def find(self, name: str) -> QWidget | None:
        """A visible part by its name."""
        parts = self.program.stage.findChildren(QWidget, name)
        return next((part for part in parts if part.isVisible()), None)

    def press(self, name: str) -> None:
        """Press a part; it must be there and enabled."""
        self.settle()
        part = self.find(name)
        assert isinstance(part, QAbstractButton), f"no {name} on {self.screen}"
        assert part.isEnabled(), f"{name} cannot be pressed on {self.screen}"
        part.click()
        self.settle()

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys of the hardware keyboard, one after another as a person does."""
        for key in keys:
            QTest.keyClick(self.program.stage.windowHandle(), key, modifiers)
            self._clock.advance(KEY_SECONDS)
            self.settle()

    @property
    def focus(self) -> str:
        """The name of what the keyboard is on."""
        part = self.program.stage.focusWidget()
        return part.objectName() if part is not None else ""

    def walk_to(self, name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Walk with a key until the keyboard is on a part."""
        for _ in range(MOST_STEPS):
            if self.focus == name:
                return
            self.key(key)
        raise AssertionError(f"keys do not lead to {name} on {self.screen}")

    def type(self, text: str) -> None:
        """Type on the keypad; letters are on its second page."""
        self.settle()
        for character in text:
            if character.isalpha() and self.find(f"key-{character.lower()}") is None:
                self.press("key-letters")
            if character.isdigit() and self.find(f"key-{character}") is None:
                self.press("key-letters")
            self.press(f"key-{character.lower()}")

    def read(self, name: str) -> str:
        """What a value says."""
        part = self.find(name)
        assert part is not None, f"no {name} on {self.screen}"
        return said_by(part)

    def texts(self) -> str:
        """Everything that can be read on the window."""
        self.settle()
        parts = [part for part in self.program.stage.findChildren(QWidget) if part.isVisible()]
        return "\n".join(filter(None, map(said_by, parts)))

    def insert_and_log_in(self, card: str = "zhang-san") -> None:
        """The usual way in."""
        self.cards.insert(card)
        assert self.screen == "enter-password"
        self.type(PASSWORD)
        self.press("confirm")
        assert self.screen == "overview"


def said_by(part: QWidget) -> str:
    """What assistive technology says of a part: its name and its description."""
    access = QAccessible.queryAccessibleInterface(part)
    said = [access.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)]
    return " ".join(filter(None, said))


MakeKiosk = Callable[..., Kiosk]


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo people and their passwords, made once."""
    folder = tmp_path_factory.mktemp("demo")
    with ExitStack() as stack:
        filling.fill_with_demo(f"sqlite:///{folder / 'demo.db'}", Recipe(0, 1, 1, HandClock().today()))
        settings = as_demo(config.load(environment={}))
        url = f"sqlite:///{folder / 'demo.db'}"
        main.open_store(settings.with_values(database={"url": url}), stack)
    return folder


@pytest.fixture
def make_kiosk(qtbot: QtBot, tmp_path: Path, demo_data: Path) -> Iterator[MakeKiosk]:
    """Make a kiosk; sections of settings may be given."""
    for file in demo_data.iterdir():
        shutil.copy(file, tmp_path)
    with ExitStack() as stack:

        def make(**sections: dict[str, object]) -> Kiosk:
            settings = demo_settings(tmp_path).with_values(**sections)
            clock, threads, speaker = HandClock(), HandThreads(), HeardSpeaker()
            rooms = main.furnish(settings, stack, clock)
            rules = rules_of(settings, clock.today())
            program = Program(
                settings,
                rooms,
                clock,
                rules,
                issuer_of(settings),
                windowed=True,
                size=(1080, 1920),
                threads=threads,
                speaker=speaker,
            )
            qtbot.addWidget(program.stage)
            stack.callback(program.close)
            program.open()
            return Kiosk(program, clock, threads, tmp_path / "printed", speaker)

        yield make
    # Without a running loop a window that was told to go stays, and a hundred megabytes with it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def demo_settings(folder: Path) -> Settings:
    """The demo with a cheap password hash and its paper in a folder of the test."""
    return as_demo(config.load(environment={})).with_values(
        database={"url": f"sqlite:///{folder / 'demo.db'}"},
        printer={"folder": str(folder / "printed")},
        passwords={"time_cost": 1, "memory_kib": 8192},
        log={"audit_file": str(folder / "audit.log"), "level": "error"},
    )


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk) -> Kiosk:
    """A kiosk on Welcome."""
    made = make_kiosk()
    assert made.screen == "welcome"
    return made
