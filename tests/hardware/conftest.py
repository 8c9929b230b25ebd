"""Real parts that several files share: a scheduler and printer for each file, one PostgreSQL for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.store.engine import make_engine, parse_url
from kiosk.store.upgrading import upgrade, upgrade_local
from tests.hardware.cups_daemon import CupsDaemon, cups_daemon
from tests.hardware.fault_proxy import FaultProxy, fault_proxy
from tests.hardware.postgresql_server import PostgresServer, postgresql_server
from tests.hardware.served_people import as_filled, fill
from tests.kiosk.store.month_rows import delete_all

SORTS_AS_A_DICTIONARY = ("--locale-provider=icu", "--icu-locale=zh-CN")
"""As an agency's database administrator may have made it: `a` before `B`, and Chinese by its sound."""

FEW_PARTITIONS = 2
"""A database is copied file by file, and each partition is some files."""


@pytest.fixture(scope="module")
def cups_running() -> Iterator[CupsDaemon]:
    """The daemons, whatever the last test left of them."""
    with cups_daemon() as daemon:
        yield daemon


@pytest.fixture
def cups(cups_running: CupsDaemon, monkeypatch: pytest.MonkeyPatch) -> CupsDaemon:
    """The daemons, well and empty; this process prints there."""
    cups_running.reset()
    for name, value in cups_running.environment.items():
        monkeypatch.setenv(name, value)
    return cups_running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """One server for all tests that do not stop it."""
    with postgresql_server(*SORTS_AS_A_DICTIONARY) as running:
        yield running


@pytest.fixture
def proxy(postgresql: PostgresServer) -> Iterator[FaultProxy]:
    """A way to that server which can be broken."""
    with fault_proxy(postgresql.port) as between:
        yield between


@pytest.fixture(scope="session")
def migrated_once(postgresql: PostgresServer) -> str:
    """A database with both schemas and nothing in it, to be copied."""
    url = postgresql.new_database()
    upgrade(url, partitions=FEW_PARTITIONS)
    upgrade_local(url)
    return url


@pytest.fixture
def migrated_url(postgresql: PostgresServer, migrated_once: str) -> Iterator[str]:
    """A database of the test's own with both schemas and nothing in it."""
    url = postgresql.copy_of(migrated_once)
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="session")
def _used_again(postgresql: PostgresServer, migrated_once: str) -> str:
    return postgresql.copy_of(migrated_once)


@pytest.fixture
def emptied_url(_used_again: str) -> str:
    """The same for tests that leave the schema as it is: the rows of the last one are deleted, which takes no time."""
    engine = make_engine(parse_url(_used_again), 10)
    delete_all(engine)
    engine.dispose()
    return _used_again


@pytest.fixture(scope="session")
def served_once(postgresql: PostgresServer) -> str:
    """A database with the demo people, to be copied: no test writes here, so a copy holds nothing of another test."""
    url = postgresql.new_database()
    fill(url, FEW_PARTITIONS)
    return url


@pytest.fixture(scope="session")
def served_again(postgresql: PostgresServer, served_once: str) -> str:
    """A copy that one test after the other uses."""
    return postgresql.copy_of(served_once)


@pytest.fixture
def served_url(served_again: str) -> str:
    """The owner's URL of a database with the demo people, who log in by passwords it keeps; as it was filled."""
    as_filled(served_again)
    return served_again
