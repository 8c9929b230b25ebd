"""Several questions of a real server are sent before the first is answered; errors are SQLAlchemy's all the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Integer, bindparam, cast, func, select, text
from sqlalchemy.exc import DBAPIError

from kiosk.errors import DATA_AWAY, KioskError
from kiosk.store.at_once import Question, ask_at_once
from kiosk.store.engine import ask, make_engine, parse_url

pytestmark = pytest.mark.postgresql

ROOT = Path(__file__).parents[2]
SECRET = "119901198503150015"
NUMBER = Question(select(cast(bindparam("number"), Integer)))
DAY = Question(text("SELECT date '2026-10-01', true"))
MANY = Question(text("SELECT n FROM generate_series(1, 3000) AS n"))
PROCESS = select(func.pg_backend_pid())


@pytest.fixture
def engine(migrated_once: str) -> Iterator[Engine]:
    made = make_engine(parse_url(migrated_once), 20)
    yield made
    made.dispose()


def test_answers_come_in_the_order_of_the_questions_as_python_wants_them(engine: Engine) -> None:
    with engine.connect() as connection:
        number, many, day = ask_at_once(connection, (NUMBER, MANY, DAY), {"number": "7"})
    assert (number, day) == ([(7,)], [(date(2026, 10, 1), True)])
    assert [n for (n,) in many] == list(range(1, 3001))


def test_a_question_that_fails_is_sqlalchemys_error_and_tells_no_value(engine: Engine) -> None:
    with engine.connect() as connection:
        with pytest.raises(DBAPIError) as caught:
            list(ask_at_once(connection, (DAY, NUMBER, DAY), {"number": SECRET}))
        assert not caught.value.connection_invalidated
        connection.rollback()
        assert [rows[0][0] for rows in ask_at_once(connection, (NUMBER,), {"number": "8"})] == [8]
    with pytest.raises(KioskError) as ours:
        ask(engine, lambda connection: list(ask_at_once(connection, (NUMBER,), {"number": SECRET})))
    assert ours.value.failure is DATA_AWAY
    assert SECRET not in str(ours.value)


def test_a_line_that_broke_is_replaced_and_the_questions_are_asked_again(engine: Engine, migrated_once: str) -> None:
    processes: list[int] = []

    def question(connection: Connection) -> list[object]:
        processes.append(connection.execute(PROCESS).scalar_one())
        if len(processes) == 1:
            _end(migrated_once, processes[0])
        return [rows[0][0] for rows in ask_at_once(connection, (NUMBER, DAY), {"number": "9"})]

    assert ask(engine, question) == [9, date(2026, 10, 1)]
    assert len(set(processes)) == 2


def test_answers_that_are_not_taken_leave_the_line_as_it_was(engine: Engine) -> None:
    with engine.connect() as connection:
        answers = ask_at_once(connection, (MANY, DAY, MANY), {})
        next(answers)
        answers.close()  # type: ignore[attr-defined]  # as when what is made of the first fails
        assert connection.execute(PROCESS).scalar_one()


_BUG = """
import sys
from kiosk.store.engine import make_engine, parse_url, reading
from tests.hardware.test_at_once import NUMBER, SECRET, Question, ask_at_once, text
engine = make_engine(parse_url(sys.argv[1]), 20)
forgotten = Question(text("SELECT CAST(:forgotten AS integer)"))
try:
    with reading(engine) as connection:
        list(ask_at_once(connection, (NUMBER, forgotten), {"number": SECRET}))
except Exception as error:
    print(type(error).__name__)
engine.dispose()
"""
"""The bug is the value that was forgotten; that the question before it fails too, the driver only tells its log."""


def test_a_bug_lets_no_driver_speak_to_standard_error(migrated_once: str) -> None:
    """In a process of its own: pytest listens to every log."""
    done = subprocess.run(
        [sys.executable, "-c", _BUG, migrated_once], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "KioskError\n", "")


def _end(url: str, process: int) -> None:
    other = make_engine(parse_url(url), 20)
    with other.connect() as connection:
        connection.execute(select(func.pg_terminate_backend(process, 10_000)))
    other.dispose()
