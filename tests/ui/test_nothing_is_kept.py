"""Visit after visit the kiosk holds the same things: no part, timer or animation of a screen outlives it."""

from __future__ import annotations

import gc
from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.choices import Look
from kiosk.states import Display, Session, Welcome
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN
from ui.stage import Stage

LANGUAGES = ("zh_CN", "en")


def visit(stage: Stage, number: int) -> None:
    """Every screen there is in one look and language, the help opened on each; then Welcome again."""
    display = Display(LANGUAGES[number % 2], list(Look)[number % len(Look)])
    for place, (_name, state, _names) in enumerate(SHOWN):
        stage.show_session(Session(state, display, visit=number * len(SHOWN) + place))
        assert stage.screen_shown is not None
        stage.screen_shown.show_help()
        QApplication.processEvents()
    stage.show_session(Session(Welcome(), Display(), visit=-number))
    QApplication.processEvents()


def kept(stage: Stage) -> Counter[str]:
    """What lives of Qt's: below the stage, as windows, and as Python knows it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    found = Counter(f"child {type(part).__name__}" for part in stage.findChildren(QObject))
    found.update(f"window {type(part).__name__}" for part in QApplication.topLevelWidgets())
    found.update(f"object {type(each).__name__}" for each in gc.get_objects() if isinstance(each, QObject))
    return found


def test_visits_leave_nothing_behind(theatre: Theatre) -> None:
    stage = theatre.stage
    for number in (1, 2, 3, 4):
        visit(stage, number)
    before = kept(stage)
    for number in (5, 6, 7, 8):
        visit(stage, number)
    after = kept(stage)
    assert after - before == Counter()


def test_what_is_painted_once_stays_within_its_bound(theatre: Theatre) -> None:
    for number in (4, 8):
        visit(theatre.stage, number)
    theme = theatre.stage.theme
    assert theme is not None and 0 < theme.stamps.pixels <= 1_500_000


def test_a_part_shown_by_a_stranger_is_counted(theatre: Theatre) -> None:
    before = kept(theatre.stage)
    forgotten = QWidget(theatre.stage)
    assert kept(theatre.stage) - before == Counter({"child QWidget": 1, "object QWidget": 1})
    forgotten.deleteLater()
