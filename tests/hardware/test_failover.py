"""The primary of a real PostgreSQL dies: who is in reads on from the standby, and all come back once it is promoted.

Also C5: what a replica shows that is behind is shown with its own date.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from kiosk import config
from kiosk.errors import DATA_AWAY, DATA_BEHIND, KioskError, Refused
from kiosk.outcomes import LoggedIn
from kiosk.period import Month
from kiosk.store.clerk import unlock
from kiosk.store.engine import make_engine, reading
from kiosk.store.opening import ServerStore, open_for_kiosk
from kiosk.store.roles import add_kiosk
from kiosk.store.upgrading import upgrade_local
from tests.clock import HandClock
from tests.hardware.postgresql_server import PostgresServer, postgresql_server, standby_of
from tests.hardware.processes import wait_until
from tests.hardware.served_people import ZHANG_ID, ServedKiosk, as_owner, fill
from tests.kiosk.people import ZHANG

pytestmark = pytest.mark.postgresql

MONTHS = 890


@dataclass
class Pair:
    """A primary, its standby, and the owner's URL of the data on each."""

    primary: PostgresServer
    standby: PostgresServer
    url: str
    followed_url: str

    def catch_up(self) -> None:
        """Wait until the standby has all that the primary has."""
        written = as_owner(self.url, "SELECT pg_current_wal_lsn()::text")[0][0]
        wait_until(
            lambda: as_owner(self.followed_url, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", written)[0][0],
            "the standby has caught up",
        )

    def with_both(self, url: URL) -> str:
        """The URL as resources/kiosk.toml describes it for several servers."""
        hosts = tuple(f"127.0.0.1:{server.port}" for server in (self.primary, self.standby))
        both = url.set(host=None, port=None).update_query_dict({"host": hosts})
        return both.render_as_string(hide_password=False)


@pytest.fixture
def pair() -> Iterator[Pair]:
    with postgresql_server() as primary:
        url = primary.new_database()
        fill(url)
        with standby_of(primary) as standby:
            followed = make_url(url).set(port=standby.port).render_as_string()
            yield Pair(primary, standby, url, followed)


@contextmanager
def kiosk(pair: Pair, name: str, folder: Path) -> Iterator[ServedKiosk]:
    """A kiosk that knows both servers, and reads from the standby."""
    own = add_kiosk(pair.url, name)
    local = f"sqlite:///{folder / name}.db"
    upgrade_local(local)
    section = config.load(environment={}).database.model_copy(
        update={
            "url": pair.with_both(own),
            "read_url": own.set(port=pair.standby.port).render_as_string(hide_password=False),
            "local_url": local,
        }
    )
    store = open_for_kiosk(section, production=True)
    assert isinstance(store, ServerStore)
    with closing(store):
        yield ServedKiosk(section, store, HandClock())


def is_away(kiosk: ServedKiosk) -> bool:
    with pytest.raises(KioskError) as failed:
        kiosk.log_in(ZHANG)
    return failed.value.failure is DATA_AWAY


def test_a_standby_is_read_from_takes_over_and_never_shows_what_it_has_not(pair: Pair, tmp_path: Path) -> None:
    """One pair of servers, which takes long to make: its replica is behind, then its primary dies."""
    with ExitStack() as stack:
        inside, outside = (stack.enter_context(kiosk(pair, name, tmp_path)) for name in ("IN", "OUT"))
        _a_login_that_has_not_reached_the_replica_reads_from_the_primary(pair, inside)
        _a_replica_that_is_behind_shows_its_own_date(pair, inside)
        _a_standby_takes_no_changes_and_says_so(pair)
        _who_is_in_reads_on_when_the_primary_dies(pair, inside, outside)
        pair.standby.promote()
        for each in (inside, outside):
            assert each.store.ledger.as_of()
            assert each.log_in(ZHANG) == LoggedIn(ZHANG_ID)
            assert each.contributions(ZHANG_ID) == MONTHS
            each.access.leave()


def _a_login_that_has_not_reached_the_replica_reads_from_the_primary(pair: Pair, kiosk: ServedKiosk) -> None:
    pair.catch_up()
    as_owner(pair.followed_url, "SELECT pg_wal_replay_pause()")
    assert kiosk.log_in(ZHANG) == LoggedIn(ZHANG_ID)
    assert kiosk.contributions(ZHANG_ID) == MONTHS, "and not an account without rows"
    as_owner(pair.followed_url, "SELECT pg_wal_replay_resume()")


def _a_standby_takes_no_changes_and_says_so(pair: Pair) -> None:
    changing = partial(add_kiosk, pair.followed_url, "NOT-HERE"), partial(unlock, pair.followed_url, "1", "a-test")
    for change in changing:
        with pytest.raises(Refused, match="this server takes no changes: it is a standby, or was set read-only"):
            change()
    for wanted in ("read-write", "primary"):
        engine = make_engine(make_url(pair.followed_url).update_query_dict({"target_session_attrs": wanted}), 5)
        with pytest.raises(KioskError, match="this server takes no changes"), reading(engine):
            pass
        engine.dispose()


def _a_replica_that_is_behind_shows_its_own_date(pair: Pair, kiosk: ServedKiosk) -> None:
    pair.catch_up()
    before, newer = kiosk.store.ledger.as_of(), Month(2027, 1)
    assert newer not in before.values()
    as_owner(pair.followed_url, "SELECT pg_wal_replay_pause()")
    as_owner(pair.url, "UPDATE data_as_of SET month = %s", newer.number)
    account = kiosk.store.ledger.account(ZHANG_ID)
    assert account.as_of == before == kiosk.store.ledger.as_of()
    assert kiosk.store.ledger.behind()
    assert _replica_found(kiosk) == [(False, DATA_BEHIND.remedy)]
    as_owner(pair.followed_url, "SELECT pg_wal_replay_resume()")
    pair.catch_up()
    assert set(kiosk.store.ledger.account(ZHANG_ID).as_of.values()) == {newer}
    assert set(kiosk.store.ledger.as_of().values()) == {newer}
    assert not kiosk.store.ledger.behind()
    assert _replica_found(kiosk) == [(True, "")]


def _replica_found(kiosk: ServedKiosk) -> list[tuple[bool, str]]:
    found = [each for each in kiosk.store.ledger.examine() if each.part == "replica"]
    return [(each.well, each.advice) for each in found]


def _who_is_in_reads_on_when_the_primary_dies(pair: Pair, inside: ServedKiosk, outside: ServedKiosk) -> None:
    pair.primary.stop()
    for _ in range(2):
        assert inside.contributions(ZHANG_ID) == MONTHS
    assert is_away(outside)
    with pytest.raises(KioskError):
        outside.store.ledger.as_of()  # which is what Welcome looks at
    inside.access.leave()
    with pytest.raises(KioskError):
        inside.contributions(ZHANG_ID)
