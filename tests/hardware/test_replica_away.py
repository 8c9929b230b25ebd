"""A replica that says nothing: nobody waits for it twice, and whoever finds no server at all is told in time (C2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count

import pytest

from kiosk.outcomes import LoggedIn
from kiosk.server_access import ServerAccess
from kiosk.states import Claim
from kiosk.store.engine import make_engine
from kiosk.store.findings import CHECK_SERVER
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.server import CONNECTED_SECONDS
from kiosk.store.server_fitness import ServerFitness
from kiosk.store.server_ledger import ServerLedger
from kiosk.store.server_logins import SqlServerLogins
from kiosk.store.server_visit import ServerVisit
from tests.clock import HandClock
from tests.hardware.fault_proxy import FaultProxy, Mood, fault_proxy
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.served_people import ZHANG_ID, ZHANGS
from tests.hardware.test_database_faults import is_away, meanwhile
from tests.hardware.test_hosts_without_power import GREETING, answer
from tests.kiosk.people import ZHANG

pytestmark = pytest.mark.postgresql

MONTHS = 890
ME = b"public.me()"
TIMEOUT_SECONDS, REPLICAS_SECONDS = 10, 5
_NAMES = count(1)


@dataclass
class Reading:
    """Somebody is in, who reads from what stands for a replica; each server is behind a proxy of its own."""

    ledger: ServerLedger
    replica: FaultProxy
    primary: FaultProxy
    clock: HandClock

    def months(self) -> int:
        """How many the account has that is shown."""
        return len(self.ledger.account(ZHANG_ID).contributions)

    def both(self, mood: Mood) -> None:
        """The network to both changes."""
        self.replica.set(mood)
        self.primary.set(mood)


@pytest.fixture
def reading(postgresql: PostgresServer, served_url: str) -> Iterator[Reading]:
    with ExitStack() as stack:
        replica, primary = (stack.enter_context(fault_proxy(postgresql.port)) for _ in range(2))
        name, clock, visit = f"REPLICA{next(_NAMES)}", HandClock(), ServerVisit()
        own = add_kiosk(served_url, name).update_query_dict({"connect_timeout": "600"})  # the deadline alone counts
        stack.callback(remove_kiosk, served_url, name)
        near, far = (
            make_engine(own.set(port=proxy.port), seconds, clock.monotonic)
            for proxy, seconds in ((replica, REPLICAS_SECONDS), (primary, TIMEOUT_SECONDS))
        )
        ledger = ServerLedger(ServerFitness(far), visit, near)
        stack.callback(ledger.close)
        claim, password = Claim(number=ZHANG), bytearray(ZHANGS.encode())
        assert ServerAccess(SqlServerLogins(far, visit), clock).log_in(claim, password) == LoggedIn(ZHANG_ID)
        found = Reading(ledger, replica, primary, clock)
        assert found.months() == MONTHS
        assert replica.times_sent(ME) == 1
        assert primary.times_sent(ME) == 0
        found.ledger.as_of()
        for proxy in (replica, primary):
            proxy.forget()
        yield found
        found.both(Mood.PASS)


def test_examined_it_says_whether_the_replica_answers(reading: Reading) -> None:
    reading.replica.set(Mood.BREAK)
    told = {each.part: each for each in reading.ledger.examine()}
    assert told["database"].well
    assert (told["replica"].well, told["replica"].advice) == (False, CHECK_SERVER)
    reading.replica.set(Mood.PASS)
    assert {each.part: each.well for each in reading.ledger.examine()}["replica"]


def test_a_replica_that_gave_no_answer_is_asked_after_the_primary_until_it_does(reading: Reading) -> None:
    reading.replica.set(Mood.BREAK)
    assert [reading.months() for _ in range(3)] == [MONTHS] * 3
    assert reading.primary.times_sent(ME) == 3
    assert reading.replica.lines_made <= 1, "only the first waited for it"
    reading.ledger.as_of()
    reading.replica.set(Mood.PASS)
    reading.primary.forget()
    assert reading.months() == MONTHS
    assert reading.primary.times_sent(ME) == 1, "nothing was heard of it yet"
    reading.ledger.as_of()
    assert reading.months() == MONTHS
    assert reading.primary.times_sent(ME) == 1
    assert reading.replica.times_sent(ME) == 1


def test_it_is_still_read_from_when_the_primary_dies(reading: Reading) -> None:
    reading.replica.set(Mood.BREAK)
    assert reading.months() == MONTHS
    reading.replica.set(Mood.PASS)
    reading.primary.set(Mood.BREAK)
    assert reading.months() == MONTHS
    assert is_away(reading.ledger.as_of)
    reading.primary.forget()
    assert reading.months() == MONTHS
    assert reading.primary.lines_made == 0, "the replica is first again, now that it answered"


def test_with_neither_it_is_told_before_four_seconds(reading: Reading) -> None:
    """The lines are gone as well: each server has to be connected to."""
    for proxy in (reading.replica, reading.primary):
        proxy.break_lines()
    reading.both(Mood.SWALLOW)
    began = reading.clock.monotonic()
    with meanwhile(lambda: is_away(reading.months)) as away:
        for proxy in (reading.replica, reading.primary):
            proxy.wait_until_sent(GREETING)
            reading.clock.advance(CONNECTED_SECONDS / 2)
        assert "did not answer in time" in answer(away, reading.clock)
    assert reading.clock.monotonic() - began < 4


def test_lost_in_the_middle_with_both_it_is_told_before_four_seconds(reading: Reading) -> None:
    """The replica's line breaks when its death is noticed; it is not tried again before the primary."""

    def lose_both() -> None:
        reading.replica.break_lines()
        reading.both(Mood.SWALLOW)

    reading.replica.when_sent(ME, lose_both)
    reading.primary.break_lines()
    with meanwhile(lambda: is_away(reading.months)) as away:
        reading.primary.wait_until_sent(GREETING)
        assert reading.replica.times_sent(GREETING) == 0
        reading.clock.advance(CONNECTED_SECONDS / 2)
        assert "did not answer in time" in answer(away, reading.clock)


def test_an_account_is_whole_wherever_it_is_read(reading: Reading) -> None:
    """Half an answer of the replica's is thrown away."""
    reading.replica.when_sent(b"FROM contributions", lambda: reading.replica.set(Mood.CUT_ANSWER))
    assert reading.months() == MONTHS
