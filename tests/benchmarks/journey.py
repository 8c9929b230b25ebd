"""From the card in the slot to the overview on the screen, and from the card pulled to Welcome with nothing personal.

A real pcscd, real threads, a real window offscreen. The card's and the daemon's own time is the floor, from the same
run: plain scard calls with the same commands, and a plain wait that sees the card go. The person's typing is not
counted. faults.md wants Welcome within a second of the pull (I1, A4).
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

import main
from kiosk import config
from kiosk.demo.making import Recipe
from kiosk.hall import issuer_of
from kiosk.rules import rules_of
from kiosk.states import Session
from kiosk.store.filling import fill_with_demo
from tests.benchmarks.card import VERSION_3, first_slot, played, read_plainly, seen_plainly
from tests.benchmarks.measure import Measure
from tests.clock import HandClock
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon
from ui.mailbox import QtClock
from ui.program import Program

ROUNDS = 7
PERSONS = 1000
PATIENCE_MS = 15_000
CARD, PERSON_ID, PASSWORD = "career", "1000000003", "582917"
"""The thirty-year career: 1,800 rows, the longest account there is in the demo."""


def measures() -> list[Measure]:
    """Card to password, password to overview, and our own work in both."""
    with ExitStack() as stack:
        daemon = stack.enter_context(pcsc_daemon())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        fill_with_demo(f"sqlite:///{folder / 'data.db'}", Recipe(PERSONS, 24, 1, HandClock().today()))
        program = _open(stack, folder)
        rounds = [_journey(program, daemon) for _ in range(ROUNDS)]
        to_password = statistics.median(each.to_password for each in rounds)
        card_floor = statistics.median(each.card_floor for each in rounds)
        to_overview = statistics.median(each.to_overview for each in rounds)
        to_welcome = statistics.median(each.to_welcome for each in rounds)
        pulled_floor = statistics.median(each.pulled_floor for each in rounds)
        data_floor = statistics.median(_plain_login(folder / "data.db") for _ in range(ROUNDS))
    return [
        Measure("journey.card-to-password", to_password, "ms", floor=card_floor),
        Measure("journey.password-to-overview", to_overview, "ms", floor=data_floor),
        Measure("journey.our-own-work", to_password - card_floor + to_overview, "ms"),
        Measure("journey.card-pulled-to-welcome", to_welcome, "ms", floor=pulled_floor),
    ]


def _open(stack: ExitStack, folder: Path) -> Program:
    settings = config.load().with_values(
        database={"url": f"sqlite:///{folder / 'data.db'}"},
        reader={"kind": "pcsc"},
        printer={"folder": str(folder)},
        log={"level": "error"},
    )
    clock = QtClock(HandClock().today())
    rooms = main.furnish(settings, stack, clock)
    rules = rules_of(settings, clock.today())
    program = Program(settings, rooms, clock, rules, issuer_of(settings), windowed=True, size=(1080, 1920))
    stack.callback(program.close)
    program.open()
    _wait_for(program, "welcome")
    return program


@dataclass(frozen=True, slots=True)
class _Journey:
    """One visit, in milliseconds."""

    to_password: float
    card_floor: float
    to_overview: float
    to_welcome: float
    pulled_floor: float


def _journey(program: Program, daemon: PcscDaemon) -> _Journey:
    slot = first_slot()
    with ExitStack() as card:
        to_password, card_floor = _insert(program, daemon, slot, card)
        for digit in PASSWORD:
            _press(program, f"key-{digit}")
        begun = time.perf_counter()
        _press(program, "confirm")
        _wait_for(program, "overview")
        program.stage.repaint()
        to_overview = time.perf_counter() - begun
        with seen_plainly(slot, present=False) as gone:
            pulled = time.perf_counter()
            card.close()
            _wait_for(program, "welcome")
            program.stage.repaint()
            to_welcome = time.perf_counter() - pulled
            pulled_floor = gone.get(timeout=PATIENCE_MS / 1000) - pulled
    seconds = (to_password, card_floor, to_overview, to_welcome, pulled_floor)
    return _Journey(*(1000 * each for each in seconds))


def _insert(program: Program, daemon: PcscDaemon, slot: str, card: ExitStack) -> tuple[float, float]:
    """Seconds from the card in the slot to the password's screen, and those of a plain read beside it."""
    with seen_plainly(slot) as seen:
        inserted = card.enter_context(played(daemon, CARD))
        _wait_for(program, "enter-password")
        to_password = time.perf_counter() - inserted
        seen_after = seen.get(timeout=PATIENCE_MS / 1000) - inserted
    begun = time.perf_counter()
    read_plainly(slot, VERSION_3)
    return to_password, seen_after + time.perf_counter() - begun


def _shown(program: Program) -> str:
    shown = program.stage.screen_shown
    return shown.objectName() if shown else ""


def _press(program: Program, name: str) -> None:
    part = program.stage.findChild(QWidget, name)
    assert isinstance(part, QAbstractButton), name
    part.click()


def _wait_for(program: Program, screen: str) -> None:
    """Run Qt's own loop, as the kiosk does, until a screen is shown: looking at it from Python would cost the kiosk."""
    loop, show = QEventLoop(), program.stage.show_session
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    patience.start(PATIENCE_MS)

    def show_and_tell(session: Session) -> None:
        show(session)
        if _shown(program) == screen:
            loop.quit()

    program.stage.show_session = show_and_tell  # type: ignore[method-assign]  # only for this wait
    if _shown(program) != screen:
        loop.exec()
    program.stage.show_session = show  # type: ignore[method-assign]
    assert _shown(program) == screen, "the kiosk did not get there"


def _plain_login(database: Path) -> float:
    """Milliseconds for one password hash of the configured cost and the account's rows by plain SQL."""
    cost = config.load().passwords
    hasher = PasswordHasher(cost.time_cost, cost.memory_kib, cost.parallelism)
    kept = hasher.hash(PASSWORD)
    connection = sqlite3.connect(database)
    begun = time.perf_counter()
    hasher.verify(kept, PASSWORD)
    connection.execute("SELECT * FROM contributions WHERE person_id = ?", (PERSON_ID,)).fetchall()
    took = time.perf_counter() - begun
    connection.close()
    return took * 1000
