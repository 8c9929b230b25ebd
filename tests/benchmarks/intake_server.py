"""A city's month on PostgreSQL beside a bare COPY of the same file into a typed, logged, unindexed table, in one run.

Ours is the whole command: starting, decoding, every check, finding the persons, writing into the keyed and partitioned
table that holds last month already, the switch, the journal. It may use two processors, and the server's work for it
counts: the figure with `processor` adds up what both sides worked.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from kiosk.store.upgrading import upgrade, upgrade_local
from tests.benchmarks.measure import Measure
from tests.hardware.postgresql_server import PostgresServer, postgresql_server

ROWS = 2_000_000
ROWS_A_PERSON = 4
"""Three insurances and a back-payment: half a million employees."""
LAST_MONTH, THIS_MONTH = 2026 * 12 + 8, 2026 * 12 + 9
BLOCK = 1 << 18
TICKS = os.sysconf("SC_CLK_TCK")

SETTINGS = ("shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min")
"""A city's server keeps more than its defaults: with 128 MB every page of a key is fetched and logged whole again."""

BARE = (
    "CREATE TABLE bare (source_id text, number text, name text, division text, unit_code text, unit_name text, "
    "insurance text, settlement_number text, paid_for integer, settled integer, kind text, arrived date, "
    "base numeric(14, 2), unit_rate text, person_rate text, total_due numeric(14, 2), unit_due numeric(14, 2), "
    "person_due numeric(14, 2), unit_paid numeric(14, 2), person_paid numeric(14, 2), status text)"
)


CsvRow = Callable[[int, int, int], str]
"""Writes the row of a number, of so many a person, up to a month."""

KNOWN_PERSONS = (
    "INSERT INTO persons (person_id, number, name, division, told_by, document, sex, ethnicity, household, employment, "
    "place, agency) SELECT DISTINCT source_id, number, name, division, 'hr', '', '', '', '', '', '', '' FROM bare"
)


def measures(row: CsvRow, header: str) -> Iterator[Measure]:
    """Import a month after a month; the bare COPY runs before and after it: a shared machine changes its speed."""
    with tempfile.TemporaryDirectory() as name, postgresql_server(settings=SETTINGS) as server:
        folder = Path(name)
        url = server.new_database()
        upgrade(url)
        last, this = folder / "last.csv", folder / "this.csv"
        for file, month in ((last, LAST_MONTH), (this, THIS_MONTH)):
            _write_month(file, (row(number, ROWS_A_PERSON, month) for number in range(ROWS)), header)
        work = Work(server, url, folder)
        work.bare_copy(last)
        work.make_known()
        work.imported(last)
        before = work.bare_copy(this)
        ours = work.imported(this)
        after = work.bare_copy(this)
        floor = [(one + other) / 2 for one, other in zip(before, after, strict=True)]
        yield Measure(f"import-postgresql-{ROWS}-rows", ours[0], "s", floor=floor[0])
        yield Measure(f"import-postgresql-{ROWS}-rows-processor", ours[1], "s", floor=floor[1])


class Work:
    """What is done on one server, and how long it takes: seconds waited, seconds worked by both sides."""

    def __init__(self, server: PostgresServer, url: str, folder: Path) -> None:
        self._server, self._url, self._folder = server, url, folder

    def imported(self, file: Path) -> tuple[float, float]:
        """Import a file by the command."""
        local = f"sqlite:///{self._folder / 'local.db'}"
        upgrade_local(local)
        command = [sys.executable, "main.py", "import", str(file), "--source", "hr-csv"]
        environment = {**os.environ, "KIOSK_DATABASE__URL": self._url, "KIOSK_DATABASE__LOCAL_URL": local}
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        worked, begun = self._server_worked(), time.perf_counter()
        child = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
        _, status, used = os.wait4(child, 0)
        assert status == 0, "the import failed"
        return time.perf_counter() - begun, used.ru_utime + used.ru_stime + self._server_worked() - worked

    def make_known(self) -> None:
        """Let everybody in the bare table be known since an earlier month; the months here are about old employees."""
        with self._connected() as connection:
            connection.execute("SET session_replication_role = replica")  # no cards yet, so none to look for
            connection.execute(KNOWN_PERSONS)
            connection.execute("INSERT INTO aliases SELECT DISTINCT 'hr', source_id, source_id FROM bare")
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        url = make_url(self._url)
        where = f"host={url.host} port={url.port} user={url.username} dbname={url.database}"
        return psycopg.connect(f"{where} options='-c search_path=public,register'")

    def bare_copy(self, file: Path) -> tuple[float, float]:
        """Copy a file's bytes into a typed table."""
        with self._connected() as connection:
            connection.execute("DROP TABLE IF EXISTS bare")
            connection.execute(BARE)
            connection.commit()
            worked, ours, begun = self._server_worked(), time.process_time(), time.perf_counter()
            copying = "COPY bare FROM STDIN (FORMAT csv, HEADER, ENCODING 'GB18030')"
            with connection.cursor() as cursor, cursor.copy(copying) as taking, file.open("rb") as source:
                while block := source.read(BLOCK):
                    taking.write(block)
            connection.commit()
            waited = time.perf_counter() - begun
            return waited, time.process_time() - ours + self._server_worked() - worked

    def _server_worked(self) -> float:
        """Processor seconds of the server's processes, those that ended too (the first one has buried them)."""
        first = int((self._server.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return _ticks(first, 13, 17) + sum(_ticks(int(child), 13, 15) for child in children)


def _ticks(process: int, begin: int, end: int) -> float:
    """Of /proc/PID/stat: user, system, and the same of children that ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, fields[begin - 2 : end - 2])) / TICKS


def _write_month(path: Path, rows: Iterable[str], header: str) -> None:
    with path.open("w", encoding="gb18030") as file:
        file.write(header)
        file.writelines(rows)
