"""A straight import killed at any moment leaves the old month or the new one, and can be run again (C7)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from kiosk.store.upgrading import upgrade, upgrade_local
from tests.hardware.postgresql_server import PostgresServer, postgresql_server
from tests.hardware.processes import wait_until
from tests.hardware.straight.import_that_dies import ASKED
from tests.kiosk.store.test_killed_import import NEW, NEW_BASE, OLD, OLD_BASE, PERSONS, ROWS_EACH, TODAY, write_month

pytestmark = pytest.mark.postgresql

KILLS = 5
PATIENCE_SECONDS = 100
DEAD = -9


@dataclass(frozen=True)
class Imports:
    """A folder with both months, and a database to import one into."""

    folder: Path
    profile: Path
    url: str

    def run(self, month: int, moment: int = 0) -> tuple[int, str]:
        """Import, to the end or to some moment; return the exit status and what was said."""
        environment = {
            **os.environ,
            "KIOSK_DATABASE__URL": self.url,
            "KIOSK_DATABASE__LOCAL_URL": f"sqlite:///{self.folder / 'local.db'}",
            "KIOSK_DEMO__TODAY": TODAY.isoformat(),
        }
        words = [str(moment), str(self.folder / f"{month}.csv"), "--source", str(self.profile)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.hardware.straight.import_that_dies", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def whole(self, month: int) -> int:
        """Import to the end; return how much was asked of the server."""
        status, said = self.run(month)
        assert status == 0, said
        return int(said.rpartition(ASKED)[2].split()[0])

    @contextmanager
    def asking(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """A connection that asks what there is."""
        url = make_url(self.url)
        where = f"host={url.host} port={url.port} user={url.username} dbname={url.database}"
        with psycopg.connect(where, autocommit=True) as connection:
            yield connection

    def found(self) -> tuple[tuple[object, set[object]], object]:
        """How far the data reach and which bases there are; how many rows. Waits until nobody is at work any more."""
        with self.asking() as connection:
            others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            wait_until(lambda: connection.execute(others).fetchone() is None, "the killed import's connections to end")
            months = connection.execute("SELECT month FROM data_as_of").fetchall()
            bases = {base for (base,) in connection.execute("SELECT DISTINCT base FROM contributions")}
            counted = connection.execute("SELECT count(*) FROM contributions").fetchall()
        return (months[0][0], bases), counted[0][0]

    def staged(self) -> int:
        """How many staging tables there are."""
        with self.asking() as connection:
            return len(connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'staging'").fetchall())


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    shipped = (resources.files("resources") / "profiles" / "hr-csv.toml").read_text(encoding="utf-8")
    profile = tmp_path / "profile.toml"
    profile.write_text(shipped.replace('content = "increment"', 'content = "snapshot"'), encoding="utf-8")
    write_month(tmp_path / "202609.csv", 202609, OLD_BASE)
    write_month(tmp_path / "202610.csv", 202610, NEW_BASE)
    upgrade_local(f"sqlite:///{tmp_path / 'local.db'}")
    return tmp_path, profile


def test_the_old_month_or_the_new_one(files: tuple[Path, Path], migrated_url: str, postgresql: PostgresServer) -> None:
    Imports(*files, migrated_url).whole(202609)
    whole = Imports(*files, postgresql.copy_of(migrated_url))
    asked = whole.whole(202610)
    assert whole.found() == (NEW, PERSONS * ROWS_EACH)
    chance = random.Random(40217)
    outcomes, left = [], 0
    for moment in chance.sample(range(asked // 4, asked), KILLS):
        imports = Imports(*files, postgresql.copy_of(migrated_url))
        status, _ = imports.run(202610, moment)
        assert status == DEAD
        content, rows = imports.found()
        assert content in (OLD, NEW)
        assert rows == PERSONS * ROWS_EACH
        left += imports.staged()
        if content not in outcomes:
            imports.whole(202610)
            assert imports.found() == (NEW, PERSONS * ROWS_EACH)
            assert imports.staged() == 0, "what was left is thrown away"
        outcomes.append(content)
        postgresql.drop(imports.url)
    postgresql.drop(whole.url)
    assert OLD in outcomes, "no import was killed before its end"
    assert left, "no import was killed while something was staged"


def test_a_server_that_crashes_with_a_dead_import_in_it(files: tuple[Path, Path]) -> None:
    """What is staged is not logged: it is gone after a crash, and the old month is not."""
    with postgresql_server() as server:
        url = server.new_database()
        upgrade(url, partitions=2)
        imports = Imports(*files, url)
        asked = imports.whole(202609)
        assert imports.run(202610, asked * 3 // 4)[0] == DEAD
        server.stop()
        server.start()
        assert imports.found() == (OLD, PERSONS * ROWS_EACH)
        imports.whole(202610)
        assert imports.found() == (NEW, PERSONS * ROWS_EACH)
        assert imports.staged() == 0
