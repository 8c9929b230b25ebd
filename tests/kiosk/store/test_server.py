"""What is asked again, and what a URL may say of time-outs itself."""

from __future__ import annotations

import time
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from kiosk.store.engine import make_engine, parse_url
from kiosk.store.line import AnswerLate, Line
from kiosk.store.server import (
    AGAIN_SECONDS,
    CONNECT_SECONDS,
    CONNECTED_SECONDS,
    GREETING_SECONDS,
    IDLE_SECONDS,
    NOTICED_SECONDS,
    PROBES,
    PROBES_SECONDS,
    worth_asking_again,
)

STEP_SECONDS = 0.1
"""psycopg looks at the deadline so often."""


def failed(original: Exception, *, lost: bool) -> DBAPIError:
    """As SQLAlchemy tells of a driver's error."""
    return DBAPIError("SELECT", {}, original, connection_invalidated=lost)


def test_a_line_that_broke_is_worth_another() -> None:
    assert worth_asking_again(failed(psycopg.OperationalError("server closed the connection"), lost=True))
    assert worth_asking_again(failed(psycopg.errors.AdminShutdown(), lost=True))


def test_a_question_in_the_way_of_replication_is_asked_again() -> None:
    assert worth_asking_again(failed(psycopg.errors.SerializationFailure(), lost=False))


@pytest.mark.parametrize(
    "error",
    [psycopg.errors.QueryCanceled(), psycopg.errors.InsufficientPrivilege(), psycopg.OperationalError()],
)
def test_what_would_fail_again_is_not(error: Exception) -> None:
    assert not worth_asking_again(failed(error, lost=False))


def test_what_came_late_is_not_waited_for_twice() -> None:
    assert not worth_asking_again(failed(AnswerLate(), lost=True))


@pytest.mark.parametrize(("said", "wanted"), [("", CONNECT_SECONDS), ("?connect_timeout=9", "9")])
def test_a_url_may_say_its_own_time_to_connect(said: str, wanted: object, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(parse_url(f"postgresql+psycopg://kiosk_a@127.0.0.1:1/kiosk{said}"), 7, time.monotonic)
    told: list[dict[str, Any]] = []

    def connect(**named: Any) -> None:
        told.append(named)
        raise psycopg.OperationalError

    monkeypatch.setattr(Line, "connect", connect)
    with pytest.raises(DBAPIError), engine.connect():
        pass
    engine.dispose()
    assert told[0]["connect_timeout"] == wanted
    assert "-c statement_timeout=6500 -c lock_timeout=6500" in told[0]["options"]


def test_a_lost_server_is_told_before_four_seconds() -> None:
    """C2. The network's part cannot be played on one machine: its constants are added up as the system does."""
    asked = NOTICED_SECONDS  # nothing of the question was acknowledged
    answering = IDLE_SECONDS + PROBES * PROBES_SECONDS  # it was, and then the server lost its power
    assert answering >= NOTICED_SECONDS, "or the probe's time-out would not end the line"
    assert max(asked, answering) + AGAIN_SECONDS + STEP_SECONDS < 4
    assert CONNECTED_SECONDS + STEP_SECONDS < 4
    assert GREETING_SECONDS < CONNECTED_SECONDS / 2, "a line is made after a greeting that nobody answered"
