"""A city's months on PostgreSQL beside a bare COPY of the same files into a typed, logged, unindexed table, in one run.

Ours is the whole command: starting, decoding, every check, finding the persons, writing into the keyed and partitioned
table, the switch, the journal. Nine months, one upon the other: the first one makes every person, the others come on
top of what is there. A key's pages are split when the months on them double, so the second, fourth and eighth month
take longest. Between two months a server has a month's time, so its housekeeping is done before each run. A bare COPY
runs before and after each month, because a shared machine changes its speed; ours may use two processors, and the
figures with `processor` add up what both sides worked.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import make_url

from kiosk.store.upgrading import upgrade, upgrade_local
from tests.benchmarks.measure import Measure
from tests.fleet_sim.gauges import Gauge
from tests.hardware.postgresql_server import PostgresServer, postgresql_server

ROWS = 2_000_000
ROWS_A_PERSON = 4
"""Three insurances and a back-payment: half a million employees."""
MONTHS = range(2026 * 12 + 1, 2026 * 12 + 10)
GOAL = 0.4
"""At least so fast beside the bare COPY: its seconds by ours."""
BLOCK = 1 << 18

SETTINGS = ("shared_buffers=4GB", "max_wal_size=8GB", "checkpoint_timeout=30min")
"""A city's server keeps more than its defaults: with 128 MB every page of a key is fetched and logged whole again."""

BARE = (
    "CREATE TABLE bare (source_id text, number text, name text, division text, unit_code text, unit_name text, "
    "insurance text, settlement_number text, paid_for integer, settled integer, kind text, arrived date, "
    "base numeric(14, 2), unit_rate text, person_rate text, total_due numeric(14, 2), unit_due numeric(14, 2), "
    "person_due numeric(14, 2), unit_paid numeric(14, 2), person_paid numeric(14, 2), status text)"
)


CsvRow = Callable[[int, int, int], str]
"""Writes the row of a number, of so many a person, up to a month."""

Took = tuple[float, float]
"""Seconds waited, seconds worked by both sides."""


def measures(row: CsvRow, header: str) -> Iterator[Measure]:
    """Import month after month, a bare COPY between."""
    with tempfile.TemporaryDirectory() as name, postgresql_server(settings=SETTINGS) as server:
        folder = Path(name)
        url = server.new_database()
        upgrade(url)
        work = Work(server, url, folder)
        bare: list[Took] = []
        ours: list[Took] = []
        file = folder / "month.csv"
        _write_month(file, (row(number, ROWS_A_PERSON, MONTHS[0]) for number in range(ROWS)), header)
        for month in MONTHS:
            if month != MONTHS[0]:
                _move_month(file, month)
            work.settle()
            bare.append(work.bare_copy(file))
            work.settle()
            ours.append(work.imported(file))
        bare.append(work.bare_copy(file))
        _tell(file, bare, ours)
        yield from _beside("first-month-nobody-known", ours[:1], bare[:2])
        yield from _beside(f"later-month-{work.known()}-persons-known", ours[1:], bare[1:])


def _beside(which: str, ours: list[Took], bare: list[Took]) -> Iterator[Measure]:
    name = f"import-postgresql-{ROWS}-rows-{which}"
    mine, floor = (tuple(map(median, zip(*took, strict=True))) for took in (ours, bare))
    yield Measure(name, mine[0], "s", floor=floor[0])
    yield Measure(f"{name}-processor", mine[1], "s", floor=floor[1])
    yield Measure(f"{name}-bare-by-ours", floor[0] / mine[0], "", peer=GOAL)


def _tell(file: Path, bare: list[Took], ours: list[Took]) -> None:
    """The line on which the figures stand."""
    settings, load = ", ".join(("fsync=off", *SETTINGS)), "/".join(f"{each:.0f}" for each in os.getloadavg())
    waited = (" ".join(f"{each:.1f}" for each, _ in took) for took in (bare, ours))
    print(
        f"# PostgreSQL: {file.stat().st_size / 1e6:.0f} MB a month, {os.cpu_count()} processors, load {load}, "
        f"{settings}; seconds of the bare copies {next(waited)}, of the imports {next(waited)}",
        file=sys.stderr,
        flush=True,
    )


class Work:
    """What is done on one server, and how long it takes."""

    def __init__(self, server: PostgresServer, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._gauge = Gauge(server.folder)

    def imported(self, file: Path) -> Took:
        """Import a file by the command."""
        local = f"sqlite:///{self._folder / 'local.db'}"
        upgrade_local(local)
        command = [sys.executable, "main.py", "import", str(file), "--source", "hr-csv"]
        environment = {**os.environ, "KIOSK_DATABASE__URL": self._url, "KIOSK_DATABASE__LOCAL_URL": local}
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]

        def run() -> float:
            child = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
            _, status, used = os.wait4(child, 0)
            assert status == 0, "the import failed"
            return used.ru_utime + used.ru_stime

        ours, worked = self._gauge.during(run)
        return worked.seconds, ours + worked.server

    def settle(self) -> None:
        """Let the server do what it would do by itself in the days between."""
        with self._connected() as connection:
            connection.autocommit = True
            for statement in ("DROP TABLE IF EXISTS bare", "VACUUM ANALYZE", "CHECKPOINT"):
                connection.execute(statement)

    def known(self) -> int:
        """How many persons there are."""
        with self._connected() as connection:
            ((persons,),) = connection.execute("SELECT count(*) FROM persons").fetchall()
            return int(str(persons))

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        url = make_url(self._url)
        where = f"host={url.host} port={url.port} user={url.username} dbname={url.database}"
        return psycopg.connect(f"{where} options='-c search_path=public,register'")

    def bare_copy(self, file: Path) -> Took:
        """Copy a file's bytes into a typed table."""
        with self._connected() as connection:
            connection.execute("DROP TABLE IF EXISTS bare")
            connection.execute(BARE)
            connection.commit()

            def copy() -> None:
                copying = "COPY bare FROM STDIN (FORMAT csv, HEADER, ENCODING 'GB18030')"
                with connection.cursor() as cursor, cursor.copy(copying) as taking, file.open("rb") as source:
                    while block := source.read(BLOCK):
                        taking.write(block)
                connection.commit()

            _, worked = self._gauge.during(copy)
        return worked.seconds, worked.simulator + worked.server


def _move_month(file: Path, month: int) -> None:
    """Make of a file the next month's: a month stands there twice, and begins the day of arrival."""
    text = file.read_bytes()
    for there in (month - 1, month - 2):
        one, other = (f"{each // 12}{each % 12 + 1:02d}" for each in (there, there + 1))
        text = text.replace(f",{one},{one},10,{one}20,".encode(), f",{other},{other},10,{other}20,".encode())
    file.write_bytes(text)


def _write_month(path: Path, rows: Iterable[str], header: str) -> None:
    with path.open("w", encoding="gb18030") as file:
        file.write(header)
        file.writelines(rows)
