"""Upgrading a real PostgreSQL that others use meanwhile: an import that ends, another upgrade."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from kiosk.store.upgrading import Upgrade, upgrade
from kiosk.store.version import DATA
from tests.hardware.attack.attacker import as_owner
from tests.hardware.kiosk_process import ROOT
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.processes import wait_until
from tests.kiosk.store.first_version import fill_first_version

pytestmark = pytest.mark.postgresql

PARTITIONS = 2
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
_ANOTHER = (
    "CREATE TEMP TABLE another AS TABLE contributions; UPDATE another SET settlement_number = 'S2';"
    "INSERT INTO contributions TABLE another"
)


@pytest.fixture
def first(postgresql: PostgresServer) -> str:
    url = postgresql.new_database()
    fill_first_version(url)
    return url


class Upgrading(threading.Thread):
    """An upgrade on a thread of its own."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.done: Upgrade | None = None
        self.start()

    def run(self) -> None:
        self.done = upgrade(self.url, PARTITIONS)

    def end(self) -> Upgrade:
        """What it did."""
        self.join()
        assert self.done is not None
        return self.done


def wait_for_waiting(url: str, wanted: int) -> None:
    """Until so many lines wait for a lock."""
    wait_until(lambda: as_owner(url, _WAITING, url.rpartition("/")[2])[0][0] >= wanted, f"{wanted} wait")


def test_what_an_import_brought_while_it_was_waited_for_is_there(first: str) -> None:
    with psycopg.connect(first.replace("+psycopg", "")) as importing:
        importing.execute(_ANOTHER)
        upgrading = Upgrading(first)
        wait_for_waiting(first, 1)
    assert upgrading.end().before == "0001"
    assert as_owner(first, "SELECT settlement_number FROM contributions ORDER BY 1") == [("S1",), ("S2",)]


def test_of_two_at_once_one_upgrades_and_the_other_finds_it_done(first: str) -> None:
    with psycopg.connect(first.replace("+psycopg", "")) as using:
        using.execute("SELECT count(*) FROM contributions")
        upgrading = [Upgrading(first) for _ in range(2)]
        wait_for_waiting(first, 2)
    assert sorted(str(each.end().before) for each in upgrading) == ["0001", DATA.newest]


def test_of_two_at_once_on_a_new_database_one_makes_it_and_the_other_finds_it_done(
    postgresql: PostgresServer, tmp_path: Path
) -> None:
    """In processes of their own: alembic keeps one upgrade a process."""
    url = postgresql.new_database()
    with psycopg.connect(url.replace("+psycopg", "")) as making:
        making.execute("CREATE TABLE data_version (version_num text)")
        upgrading = [_upgrading(url, tmp_path / f"{number}.db") for number in range(2)]
        wait_for_waiting(url, 2)
        making.rollback()
    told = sorted(each.communicate()[0].partition(";")[0].split(" ", 3)[3] for each in upgrading)
    assert told == [f"has version {DATA.newest} already", f"upgraded from nothing to version {DATA.newest}"]
    postgresql.drop(url)


def _upgrading(url: str, local: Path) -> subprocess.Popen[str]:
    settings = {"KIOSK_DATABASE__URL": url, "KIOSK_DATABASE__LOCAL_URL": f"sqlite:///{local}"}
    command = [sys.executable, "main.py", "db", "upgrade"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
