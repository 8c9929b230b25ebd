"""Host names are looked up without holding anybody up: a silent name server, one that knows nothing, one that went."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from kiosk.errors import DATA_AWAY, KioskError
from kiosk.store.deadline import Deadline
from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.names import FOR_NAMES, FOR_OTHERS, Names, NoAddress
from kiosk.store.server import CONNECTED_SECONDS
from tests.clock import HandClock

ADDRESSES = {"one.hall": ("10.0.0.1",), "two.hall": ("10.0.0.2", "fd00::2")}
LONG = 60.0
"""Seconds; nothing here takes so long unless it is broken."""


class NameServer:
    """Answers, or says that there is no such host; silent until it is let speak."""

    def __init__(self) -> None:
        self.silent_of = ""
        """This one alone is not answered, whatever it says of others."""
        self.hangs_up, self.speaks, self.asked = threading.Event(), threading.Event(), threading.Semaphore(0)
        self.knows, self.questions = True, 0
        self.speaks.set()

    def look_up(self, host: str) -> Sequence[str]:
        """The way the system does."""
        self.questions += 1
        self.asked.release()
        (self.hangs_up if host == self.silent_of else self.speaks).wait()
        if not self.knows or host not in ADDRESSES:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ADDRESSES[host]


@pytest.fixture
def server() -> Iterator[NameServer]:
    made = NameServer()
    yield made
    made.speaks.set()
    made.hangs_up.set()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def within(clock: HandClock, seconds: float = LONG) -> Deadline:
    return Deadline(clock.monotonic() + seconds, clock.monotonic)


@pytest.mark.parametrize(
    ("hosts", "ports", "found"),
    [
        ("one.hall", "5432", ("one.hall", "5432", "10.0.0.1")),
        (
            "one.hall,two.hall",
            "5432,5433",
            ("one.hall,two.hall,two.hall", "5432,5433,5433", "10.0.0.1,10.0.0.2,fd00::2"),
        ),
        ("two.hall,one.hall", 5432, ("two.hall,two.hall,one.hall", "5432,5432,5432", "10.0.0.2,fd00::2,10.0.0.1")),
        ("nobody.hall,one.hall", "5432,5433", ("one.hall", "5433", "10.0.0.1")),
        ("127.0.0.1,one.hall", "1,2", ("127.0.0.1,one.hall", "1,2", "127.0.0.1,10.0.0.1")),
        ("/run/postgresql,one.hall", "1,2", ("/run/postgresql,one.hall", "1,2", ",10.0.0.1")),
    ],
)
def test_each_address_stands_beside_its_hosts_name(
    server: NameServer, clock: HandClock, hosts: str, ports: object, found: tuple[str, str, str]
) -> None:
    named = Names(server.look_up).in_time({"host": hosts, "port": ports, "dbname": "kiosk"}, within(clock))
    assert (named["host"], named["port"], named["hostaddr"]) == found
    assert named["dbname"] == "kiosk"


def test_without_a_port_none_is_said(server: NameServer, clock: HandClock) -> None:
    found = Names(server.look_up).in_time({"host": "one.hall,two.hall"}, within(clock))
    assert found == {"host": "one.hall,two.hall,two.hall", "hostaddr": "10.0.0.1,10.0.0.2,fd00::2"}


@pytest.mark.parametrize(
    "named",
    [
        {"host": "127.0.0.1", "port": 5432},
        {"host": "::1,127.0.0.1", "port": "1,2"},
        {"host": "/run/postgresql"},
        {"host": "one.hall", "hostaddr": "10.0.0.9"},
        {"dbname": "kiosk"},
    ],
)
def test_what_needs_no_name_server_asks_none(server: NameServer, clock: HandClock, named: dict[str, object]) -> None:
    assert Names(server.look_up).in_time(named, within(clock)) == named
    assert server.questions == 0


def test_a_host_that_nobody_knows_is_told(server: NameServer, clock: HandClock) -> None:
    with pytest.raises(NoAddress) as none:
        Names(server.look_up).in_time({"host": "nobody.hall"}, within(clock))
    assert not none.value.late


def test_a_silent_name_server_holds_nobody_up_and_is_asked_once(server: NameServer, clock: HandClock) -> None:
    names, looks = Names(server.look_up), threading.Semaphore(0)

    def looked_at() -> float:
        seconds = clock.monotonic()
        looks.release()
        return seconds

    server.speaks.clear()
    for _ in range(3):
        with ThreadPoolExecutor() as pool:
            asking = pool.submit(names.in_time, {"host": "one.hall"}, Deadline(clock.monotonic() + 3.0, looked_at))
            try:
                for _part in (FOR_OTHERS, FOR_NAMES):  # from then on the time is running
                    assert looks.acquire(timeout=LONG)
                clock.advance(3.0 * FOR_OTHERS + 0.01)
                assert not asking.done(), "a slow name server has some more time"
                clock.advance(3.0 * (FOR_NAMES - FOR_OTHERS))
                late = asking.exception(LONG)
            finally:
                clock.advance(LONG)  # or a broken program would never end
        looks = threading.Semaphore(0)
        assert isinstance(late, NoAddress)
        assert late.late
    assert server.questions == 1
    server.speaks.set()
    assert names.in_time({"host": "one.hall"}, within(clock))["hostaddr"] == "10.0.0.1"


def test_a_host_that_is_answered_does_not_wait_long_for_the_others(server: NameServer, clock: HandClock) -> None:
    server.silent_of = "one.hall"
    names = Names(server.look_up)
    with ThreadPoolExecutor() as pool:
        asking = pool.submit(names.in_time, {"host": "one.hall,two.hall", "port": "1,2"}, within(clock, 3.0))
        for _ in range(2):
            assert server.asked.acquire(timeout=LONG)
        clock.advance(3.0 * FOR_OTHERS + 0.01)
        try:
            found = asking.result(LONG)
        finally:
            server.hangs_up.set()
    assert found["host"] == "two.hall,two.hall"


def test_a_known_address_serves_while_no_name_server_tells_it(server: NameServer, clock: HandClock) -> None:
    names = Names(server.look_up)
    names.in_time({"host": "one.hall"}, within(clock))
    server.knows = False
    assert names.in_time({"host": "one.hall"}, within(clock))["hostaddr"] == "10.0.0.1"
    server.speaks.clear()
    assert names.in_time({"host": "one.hall"}, within(clock, -1.0))["hostaddr"] == "10.0.0.1"


def test_an_engine_gives_a_silent_name_server_up(
    server: NameServer, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C2: the system's own look-up has no deadline, and psycopg asks it before it tries any host."""
    server.speaks.clear()
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: server.look_up(host))
    engine = make_engine(parse_url("postgresql+psycopg://u@/x?host=one.hall:1&host=two.hall:2"), 10, clock.monotonic)

    def read() -> None:
        with reading(engine) as connection:
            connection.execute(text("SELECT 1"))

    with ThreadPoolExecutor() as pool:
        asking = pool.submit(read)
        assert server.asked.acquire(timeout=LONG)
        clock.advance(CONNECTED_SECONDS * FOR_NAMES + 0.01)
        try:
            away = asking.exception(LONG)
        finally:
            server.speaks.set()  # or a broken program would never end
    assert isinstance(away, KioskError)
    assert away.failure is DATA_AWAY
    assert "no name server answered in time" in away.detail


def test_what_no_host_can_be_called_is_a_host_that_nobody_knows(clock: HandClock) -> None:
    """The system refuses it by another error than that of a name nobody knows."""
    with pytest.raises(NoAddress) as none:
        Names().in_time({"host": "a" * 64}, within(clock))
    assert not none.value.late
