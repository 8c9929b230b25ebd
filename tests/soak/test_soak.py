"""A short soak on one kiosk; and that it finds what is kept on purpose, and hears what is said by accident."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.model import Account
from kiosk.store.ledger import SqlLedger
from tests.soak import __main__ as command
from tests.soak.course import ROWS, Course, begin
from tests.soak.machine import Machine
from tests.soak.verdict import TOLERANCES

SEED = 20261122
SESSIONS = 12
"""Enough for each kind of visitor; the long run is `make soak`."""


@pytest.fixture
def course(qtbot: QtBot, tmp_path: Path) -> Iterator[Course]:
    """A kiosk of the soak, which says nothing."""
    with ExitStack() as stack:
        yield begin(stack, tmp_path, SEED, lambda line: None)


def test_random_sessions_leave_nothing_and_what_is_kept_on_purpose_is_found(course: Course) -> None:
    course.play(SESSIONS)
    assert course.unexpected() == []
    assert course.rows[-1].sessions == SESSIONS
    assert course.rows[-1].lines > SESSIONS
    assert not [row for row in course.rows if row.people]
    exact = {tolerance.column for tolerance in TOLERANCES if tolerance.at_most == 0}
    assert not [each for each in course.findings() if each.split(" ")[0] in exact], "caches may still fill"
    keep_on_purpose(course)


def keep_on_purpose(course: Course) -> None:
    """A part of the window, a timer, a file and a session that somebody forgot, each time."""
    kept: list[object] = []

    def forget(machine: Machine) -> None:
        kept.append(QWidget(machine.program.stage))
        kept.append(machine.clock.later(1e9, lambda: None))
        kept.append(open("/dev/null"))  # noqa: PTH123, SIM115 - the leak
        account = machine.program.rooms.ledger.account(person_of(machine))
        kept.append(account)

    course.rows.clear()
    course.play(8, forget)
    told = "\n".join(course.findings())
    assert all(f"{column} grew" in told for column in ("widgets", "timers", "files"))
    assert f"after {course.played} sessions 8 accounts were still held" in told
    for each in kept:
        if hasattr(each, "close") and not isinstance(each, Account):
            each.close()


def person_of(machine: Machine) -> str:
    """Somebody's personal number."""
    ledger = machine.program.rooms.ledger
    assert isinstance(ledger, SqlLedger)
    holder = ledger.holder_of_number("119901198503150015")
    assert holder is not None
    return holder.person_id


def test_a_visitor_who_gets_stuck_and_a_bug_end_the_course(course: Course) -> None:
    course.machine.settle()
    course.machine.program.conductor.bug(RuntimeError("a bug on purpose"))
    course.play(ROWS)
    assert course.played == 0
    assert any('"bug"' in line for line in course.unexpected())


@pytest.mark.parametrize("asked", [[], ["many"], ["3"], ["8", "9"]])
def test_a_wrong_number_of_sessions_is_refused(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(asked) == 2
    assert "usage: make soak N=2000" in capsys.readouterr().err
