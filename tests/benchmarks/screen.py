"""The screen: a change of screen and a key's answer, beside an empty widget's change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kiosk import config
from kiosk.insurance import Insurance
from kiosk.states import Display, EnterNumber, InsuranceDetail, Overview, Session, State, Welcome
from tests.benchmarks.measure import Measure, median_ms
from tests.ui import records
from ui.app import application
from ui.stage import Stage

SIZE = (1080, 1920)
DIGITS = "11990119850315001"


def measures() -> list[Measure]:
    """Screen changes in milliseconds, painted into the window's own memory."""
    application()
    stage = Stage(config.load(environment={}), lambda _event: None, windowed=True, size=SIZE)
    stage.open()
    record = records.worker()
    floor = _empty_change()
    changes: tuple[tuple[str, State], ...] = (
        ("welcome", Welcome()),
        ("number", EnterNumber()),
        ("overview", Overview(record)),
        ("insurance", InsuranceDetail(record, Insurance.EMPLOYEE_PENSION)),
    )
    found = [Measure(f"screen.change.{name}", _change(stage, state), "ms", floor=floor) for name, state in changes]
    found.append(Measure("screen.key", _key(stage), "ms", floor=floor))
    stage.close()
    return found


def _change(stage: Stage, state: State) -> float:
    visit = 0

    def change() -> None:
        nonlocal visit
        # Another visit is another screen, even of the same kind.
        visit += 1
        stage.show_session(Session(state, Display(), visit=visit))
        QCoreApplication.processEvents()
        stage.repaint()

    return median_ms(change)


def _key(stage: Stage) -> float:
    stage.show_session(Session(EnterNumber(), Display(), visit=-1))
    QCoreApplication.processEvents()
    digits = iter(DIGITS)

    def press() -> None:
        screen = stage.screen_shown
        if screen is not None:
            screen.typed(next(digits))
        stage.repaint()
        QCoreApplication.processEvents()

    return median_ms(press)


def _empty_change() -> float:
    window = QWidget()
    window.resize(*SIZE)
    window.show()
    shown: list[QWidget] = []

    def change() -> None:
        empty = QWidget(window)
        empty.setGeometry(window.rect())
        for old in shown:
            old.hide()
            old.deleteLater()
        shown[:] = [empty]
        empty.show()
        window.repaint()
        QCoreApplication.processEvents()

    took = median_ms(change)
    window.close()
    return took
