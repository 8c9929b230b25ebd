"""What becomes of a question when the network to a real PostgreSQL breaks, falls silent or holds back (C2-C4)."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, text

from kiosk.demo.making import Recipe
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.model import Account
from kiosk.store.engine import ask, make_engine, parse_url, reading, writing
from kiosk.store.filling import fill_with_demo
from kiosk.store.ledger import SqlLedger
from kiosk.store.server import IDLE_SECONDS, NOTICED_SECONDS
from tests.clock import HandClock
from tests.hardware.fault_proxy import FaultProxy, Mood, fault_proxy
from tests.hardware.postgresql_server import PostgresServer

pytestmark = pytest.mark.postgresql

PERSON, MONTHS = "1000000001", 890
TIMEOUT_SECONDS = 10
TOO_LATE = TIMEOUT_SECONDS + 0.1
"""Cancelled at ten seconds (C3), whether the server or the network between holds the answer back."""
CONTRIBUTIONS = b"FROM contributions"


@dataclass
class Line:
    """A ledger that reads a real server through the proxy, by a clock of the test's."""

    proxy: FaultProxy
    engine: Engine
    clock: HandClock

    @property
    def ledger(self) -> SqlLedger:
        """Reads everybody."""
        return SqlLedger(self.engine)

    def account(self) -> Account:
        """One account with 890 contributions."""
        return self.ledger.account(PERSON)

    def in_the_middle(self, call: Callable[[], None], times: int = 1) -> None:
        """When the person is known, and their rows are asked for."""
        self.proxy.when_sent(CONTRIBUTIONS, call, times)


@pytest.fixture(scope="module")
def filled(postgresql: PostgresServer) -> Iterator[str]:
    url = postgresql.new_database()
    fill_with_demo(url, Recipe(0, 1, 1, date(2026, 11, 21)), partitions=2)
    yield url
    postgresql.drop(url)


@pytest.fixture
def line(postgresql: PostgresServer, filled: str) -> Iterator[Line]:
    with fault_proxy(postgresql.port) as proxy:
        url = parse_url(filled).set(port=proxy.port)
        clock = HandClock()
        engine = make_engine(url, TIMEOUT_SECONDS, clock.monotonic)
        line = Line(proxy, engine, clock)
        assert len(line.account().contributions) == MONTHS
        proxy.forget()
        yield line
        engine.dispose()


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[Future[Any]]:
    """Do something on another thread, as the kiosk's workers do."""
    with ThreadPoolExecutor(1) as workers:
        yield workers.submit(work)


def is_away(work: Callable[[], object]) -> str:
    with pytest.raises(KioskError) as failed:
        work()
    assert failed.value.failure is DATA_AWAY
    return failed.value.detail


# C2: lost in the middle.


def test_an_account_whose_line_breaks_in_the_middle_is_read_again_whole(line: Line) -> None:
    whole = line.account()
    line.proxy.forget()
    line.in_the_middle(line.proxy.break_lines)
    assert line.account() == whole
    assert line.proxy.lines_made == 1


@pytest.mark.parametrize("mood", [Mood.BREAK, Mood.LOSE_ANSWER, Mood.CUT_ANSWER])
def test_an_account_whose_server_stays_away_is_never_told_in_part(line: Line, mood: Mood) -> None:
    line.in_the_middle(lambda: line.proxy.set(mood))
    assert "the server does not answer" in is_away(line.account)
    assert line.proxy.lines_made == 1, "one try more, and no storm"
    line.proxy.set(Mood.PASS)
    assert len(line.account().contributions) == MONTHS


def test_a_line_that_breaks_twice_is_given_up(line: Line) -> None:
    line.in_the_middle(line.proxy.break_lines, times=2)
    is_away(line.account)
    assert line.proxy.lines_made == 1


def test_a_server_that_ended_the_pooled_lines_is_asked_on_new_ones(line: Line, filled: str) -> None:
    with psycopg.connect(filled.replace("+psycopg", ""), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with writing(line.engine) as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


# What may have been done is not done again.


def test_what_writes_is_sent_once_although_its_answer_is_lost(line: Line) -> None:
    def write() -> None:
        with writing(line.engine) as connection:
            connection.execute(text("SELECT 1"))
            line.proxy.set(Mood.LOSE_ANSWER)
            connection.execute(text("UPDATE origin SET made_from = 'once'"))

    is_away(write)
    line.proxy.set(Mood.PASS)
    assert line.proxy.times_sent(b"UPDATE origin") == 1
    assert line.proxy.lines_made == 0


def test_a_commit_whose_answer_is_lost_is_sent_once(line: Line) -> None:
    def write() -> None:
        with writing(line.engine) as connection:
            connection.execute(text("UPDATE origin SET made_from = 'committed'"))
            line.proxy.set(Mood.LOSE_ANSWER)

    is_away(write)
    line.proxy.set(Mood.PASS)
    line.proxy.forget()
    with reading(line.engine) as connection:
        assert connection.execute(text("SELECT made_from FROM origin")).scalar() == "committed"
    assert line.proxy.times_sent(b"UPDATE origin") == 0


# C3: slow.


def test_an_answer_that_takes_five_seconds_is_waited_for(line: Line) -> None:
    line.in_the_middle(lambda: line.proxy.set(Mood.HOLD))
    with meanwhile(line.account) as account:
        line.proxy.wait_until_sent(CONTRIBUTIONS)
        line.clock.advance(5)
        line.proxy.set(Mood.PASS)
        assert len(account.result().contributions) == MONTHS
    assert line.proxy.lines_made == 0


def test_an_answer_that_takes_thirty_seconds_is_not(line: Line) -> None:
    line.in_the_middle(lambda: line.proxy.set(Mood.HOLD))
    with meanwhile(lambda: is_away(line.account)) as account:
        line.proxy.wait_until_sent(CONTRIBUTIONS)
        line.clock.advance(TOO_LATE)
        assert "did not answer in time" in account.result()
    assert line.proxy.lines_made == 0, "who was late once is not asked again in the same breath"
    line.proxy.set(Mood.PASS)
    assert len(line.account().contributions) == MONTHS


def test_many_answers_that_are_each_in_time_are_late_together(line: Line) -> None:
    def ask_four_times(connection: Connection) -> None:
        for _ in range(4):
            connection.execute(text("SELECT 1"))
            line.clock.advance(4)

    assert "did not answer in time" in is_away(lambda: ask(line.engine, ask_four_times))


def test_who_waits_for_nobody_has_no_deadline(line: Line) -> None:
    """An import asks on the engine itself, and takes minutes."""
    with line.engine.begin() as connection:
        line.clock.advance(600)
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_slow_question_is_cancelled_by_the_server_itself(line: Line) -> None:
    engine = make_engine(line.engine.url, 1, line.clock.monotonic)
    assert is_away(lambda: ask(engine, lambda asking: asking.execute(text("SELECT pg_sleep(600)")))) == (
        "it took too long (57014)"
    )
    assert ask(engine, lambda asking: asking.execute(text("SELECT 1")).scalar()) == 1
    assert line.proxy.lines_made == 1, "the line is as good as before"
    engine.dispose()


# C4: nobody says that the line is dead.


def test_a_line_that_fell_silent_in_the_pool_is_replaced(line: Line) -> None:
    line.proxy.silence_lines()
    with meanwhile(line.account) as account:
        line.proxy.wait_until_sent(b";")
        line.clock.advance(1.6)
        assert len(account.result().contributions) == MONTHS
    assert line.proxy.lines_made == 1


def test_a_line_that_falls_silent_in_the_middle_ends_at_the_deadline(line: Line) -> None:
    line.in_the_middle(line.proxy.silence_lines)
    with meanwhile(lambda: is_away(line.account)) as account:
        line.proxy.wait_until_sent(CONTRIBUTIONS)
        line.clock.advance(TOO_LATE)
        assert "did not answer in time" in account.result()
    assert len(line.account().contributions) == MONTHS
    assert line.proxy.lines_made == 1


def test_a_network_that_swallows_everything_is_given_up(line: Line) -> None:
    line.proxy.set(Mood.SWALLOW)
    line.engine.dispose()
    assert "the server does not answer" in is_away(line.account)
    line.proxy.set(Mood.PASS)
    assert len(line.account().contributions) == MONTHS


def test_a_frozen_server_process_is_given_up(line: Line) -> None:
    frozen: list[int] = []

    def freeze(connection: Connection) -> None:
        frozen.append(int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one()))
        os.kill(frozen[0], signal.SIGSTOP)
        line.proxy.forget()
        connection.execute(text("SELECT 'are you there'"))

    try:
        with meanwhile(lambda: is_away(lambda: ask(line.engine, freeze))) as asking:
            line.proxy.wait_until_sent(b"are you there")
            line.clock.advance(TOO_LATE)
            assert "did not answer in time" in asking.result()
        assert len(line.account().contributions) == MONTHS
    finally:
        os.kill(frozen[0], signal.SIGCONT)


def test_the_systems_network_is_told_to_notice_a_dead_server(line: Line) -> None:
    """A server without power acknowledges nothing; no proxy on this machine can play that."""
    with reading(line.engine) as connection:
        driver: Any = connection.connection.driver_connection
        with socket.socket(fileno=os.dup(driver.fileno())) as own:
            found = [
                own.getsockopt(level, option)
                for level, option in (
                    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
                    (socket.SOL_SOCKET, socket.SO_KEEPALIVE),
                    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
                )
            ]
    assert found == [round(NOTICED_SECONDS * 1000), 1, IDLE_SECONDS]
