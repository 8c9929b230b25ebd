"""Two hosts in the URL, one or both without power: whoever asks is answered, or told before four seconds (C2)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from kiosk.store.engine import ask, make_engine, parse_url
from kiosk.store.server import AGAIN_SECONDS, CONNECTED_SECONDS
from tests.clock import HandClock
from tests.hardware.fault_proxy import FaultProxy, Mood, fault_proxy
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.test_database_faults import is_away, meanwhile

pytestmark = pytest.mark.postgresql

GREETING = b"\x04\xd2\x16\x2f"
"""The first that libpq says on a line: whether the server speaks TLS."""


@pytest.fixture(scope="module")
def empty(postgresql: PostgresServer) -> Iterator[str]:
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


@contextmanager
def both(first: FaultProxy, second: FaultProxy, empty: str, clock: HandClock) -> Iterator[Engine]:
    """An engine whose URL names two hosts. psycopg's own patience is without end: the deadline alone shall count."""
    hosts = tuple(f"127.0.0.1:{proxy.port}" for proxy in (first, second))
    asked = {"host": hosts, "connect_timeout": "600"}
    engine = make_engine(parse_url(empty).set(host=None, port=None).update_query_dict(asked), 10, clock.monotonic)
    yield engine
    engine.dispose()


def answer(asking: Future[Any], clock: HandClock) -> Any:
    """What came of it; if nothing did, the test shall end all the same."""
    try:
        return asking.result(60)
    except TimeoutError:
        clock.advance(600)
        raise


def one(connection: Connection) -> object:
    return connection.execute(text("SELECT 1")).scalar()


def test_a_host_without_power_leaves_the_next_one_its_turn(postgresql: PostgresServer, empty: str) -> None:
    clock = HandClock()
    with fault_proxy(postgresql.port) as dead, fault_proxy(postgresql.port) as alive:
        dead.set(Mood.SWALLOW)
        with both(dead, alive, empty, clock) as engine, meanwhile(lambda: ask(engine, one)) as asking:
            dead.wait_until_sent(GREETING)
            clock.advance(CONNECTED_SECONDS * 0.7)
            assert answer(asking, clock) == 1
        assert (dead.lines_made, alive.lines_made) == (1, 1)


def test_so_does_one_that_loses_power_in_the_middle_of_a_question(postgresql: PostgresServer, empty: str) -> None:
    clock = HandClock()
    with fault_proxy(postgresql.port) as dead, fault_proxy(postgresql.port) as alive:

        def lose_power() -> None:
            dead.set(Mood.SWALLOW)
            dead.break_lines()
            dead.forget()

        with both(dead, alive, empty, clock) as engine:
            assert ask(engine, one) == 1
            dead.forget()
            dead.when_sent(b"SELECT 1", lose_power)
            with meanwhile(lambda: ask(engine, one)) as asking:
                dead.wait_until_sent(GREETING)
                clock.advance(AGAIN_SECONDS * 0.7)
                assert answer(asking, clock) == 1
        assert (dead.lines_made, alive.lines_made) == (1, 1)


def test_two_hosts_without_power_are_told_before_four_seconds(postgresql: PostgresServer, empty: str) -> None:
    clock = HandClock()
    began = clock.monotonic()
    with fault_proxy(postgresql.port) as first, fault_proxy(postgresql.port) as second:
        for each in (first, second):
            each.set(Mood.SWALLOW)
        with both(first, second, empty, clock) as engine, meanwhile(lambda: is_away(lambda: ask(engine, one))) as away:
            first.wait_until_sent(GREETING)
            clock.advance(CONNECTED_SECONDS * 0.7)
            second.wait_until_sent(GREETING)
            clock.advance(CONNECTED_SECONDS * 0.3)
            assert "did not answer in time" in answer(away, clock)
    assert clock.monotonic() - began < 4
