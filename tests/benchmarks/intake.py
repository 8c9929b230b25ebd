"""The monthly import beside the least that the same work costs: a bare insert of prepared rows, a bare parser.

Ours is the whole command: starting, decoding, checking, finding persons, the journal, the switch, the verified copy. It
may use two processors; the floors use one.
"""

from __future__ import annotations

import gc
import importlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWritten, Report, no_report
from kiosk.intake.rows import SourceRow
from kiosk.period import Month
from kiosk.store.upgrading import upgrade, upgrade_local
from tests.benchmarks import intake_server
from tests.benchmarks.measure import Measure
from tests.kiosk.intake.samples import NAMESPACE, PAYMENT, gbt, payment, record

CSV_ROWS, FEWER_ROWS, XML_ROWS = 1_000_000, 100_000, 100_000
ROWS_A_PERSON = 100
AT_ONCE = 10_000
MEGABYTE = 1 << 20
LATEST = 2026 * 12 + 9
"""October 2026."""
HEADER = (
    "AAC001,AAC002,AAC003,AAB301,AAB001,AAB004,AAE140,EAZ058,AAE003,AAE002,AAA115,EAD131,AAE180,AAA042,AAA041,"
    "AAE058,AAE020,AAE022,AAE080,AAE082,AAE114\n"
)
KINDS = (("110", "0.16", 160, "0.08", 80), ("210", "0.005", 5, "0.005", 5), ("410", "0.002", 2, "0", 0))
"""Category, unit's rate and person's rate, each as written and in thousandths."""
NAMES = ("示例", "示例一", "欧阳示例", "示例·例示")
PLACES = ("", "东城", "西城区", "南城经济开发区", "北城")
"""Names and units of several lengths, as people and firms have them."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """What somebody waited, and what the processors worked for it."""

    waited: float
    worked: float


class Stopwatch:
    """Adds up the seconds within its `with` blocks."""

    def __init__(self) -> None:
        self.seconds = Seconds(0, 0)
        self._begun = Seconds(0, 0)

    def __enter__(self) -> None:
        self._begun = Seconds(time.perf_counter(), time.process_time())

    def __exit__(self, *_: object) -> None:
        waited = self.seconds.waited + time.perf_counter() - self._begun.waited
        self.seconds = Seconds(waited, self.seconds.worked + time.process_time() - self._begun.worked)


def measures() -> Iterator[Measure]:
    """Import a million CSV rows and a hundred thousand XML records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, few = _imported(folder / "few", "hr-csv", write_csv, FEWER_ROWS)
        took, peak = _imported(folder / "many", "hr-csv", write_csv, CSV_ROWS)
        floor = _bare_insert(folder / "many" / "data.db", folder / "many" / "source", folder / "floor.db")
        yield from _both(f"import-csv-{CSV_ROWS}-rows", took, floor)
        yield Measure("import-csv-peak-memory", peak, "MB", peer=few)
        took, _ = _imported(folder / "xml", "gbt40217", write_xml, XML_ROWS)
        every, records = _bare_parses(folder / "xml" / "source", folder / "utf8.xml")
        yield from _both(f"import-gbt40217-{XML_ROWS}-rows", took, every)
        yield from _both(f"import-gbt40217-{XML_ROWS}-rows-by-record", took, records)
    yield from intake_server.measures(csv_row, HEADER)


def _both(name: str, ours: Seconds, floor: Seconds) -> Iterator[Measure]:
    """What somebody waits, and what it costs the processors, who on a shared machine have other work too."""
    yield Measure(name, ours.waited, "s", floor=floor.waited)
    yield Measure(f"{name}-processor", ours.worked, "s", floor=floor.worked)


def _imported(folder: Path, profile: str, write: Callable[[Path, int], None], rows: int) -> tuple[Seconds, float]:
    """Import so many rows by the command; return seconds and the bigger process's peak memory in megabytes."""
    folder.mkdir()
    source, url = folder / "source", f"sqlite:///{folder / 'data.db'}"
    write(source, rows)
    upgrade(url)
    upgrade_local(f"sqlite:///{folder / 'data-local.db'}")
    command = [sys.executable, "main.py", "import", str(source), "--source", profile]
    environment = {**os.environ, "KIOSK_DATABASE__URL": url}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begun = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    assert status == 0, "the import failed"
    took = Seconds(time.perf_counter() - begun, used.ru_utime + used.ru_stime)
    return took, used.ru_maxrss * 1024 / MEGABYTE


def _bare_insert(imported: Path, source: Path, floor: Path) -> Seconds:
    """Insert the same rows in the file's order, prepared, into the same table; return the seconds that took."""
    upgrade(f"sqlite:///{floor}")
    clock = Stopwatch()
    with closing(sqlite3.connect(imported)) as there, closing(sqlite3.connect(floor)) as target:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            target.execute(f"PRAGMA {pragma}")
        for table in ("persons", "units"):
            for row in there.execute(f"SELECT * FROM {table}"):
                target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        for prepared in _prepared(there, source):
            with clock:
                target.executemany(f"INSERT INTO contributions VALUES ({', '.join('?' * len(prepared[0]))})", prepared)
        with clock:
            target.commit()
        return clock.seconds


def _prepared(there: sqlite3.Connection, source: Path) -> Iterator[list[tuple[object, ...]]]:
    """The rows as they were imported, in the order of the file: what comes in any other order costs another time."""
    asked = "SELECT * FROM contributions WHERE person_id = ? ORDER BY length(settlement_number), settlement_number"
    with source.open(encoding="gb18030") as file:
        persons = dict.fromkeys(line.split(",", 1)[0] for line in islice(file, 1, None))
    rows = (row for person in persons for row in there.execute(asked, (person,)))
    while prepared := list(islice(rows, AT_ONCE)):
        yield prepared


class Nowhere:
    """Takes rows and forgets them: for what reading alone costs, in time or memory."""

    def begin(self, _authority: Authority, *, snapshot: bool) -> Nowhere:
        """Begin."""
        return self

    def as_of(self, _authority: Authority) -> Month | None:
        """Nothing is there."""
        return None

    def add(self, _rows: Sequence[SourceRow]) -> Sequence[Clash]:
        """Forget."""
        return ()

    def finish(self, as_of: Month | None, report: Report = no_report) -> MonthWritten:
        """End."""
        return MonthWritten(0, 0, 0, None, as_of)

    def abandon(self) -> None:
        """End."""


def _bare_parses(source: Path, utf8: Path) -> tuple[Seconds, Seconds]:
    """Parse the same bytes, decoded beforehand, by lxml's iterparse: every element, then the records alone."""
    etree: Any = importlib.import_module("lxml.etree")
    text = source.read_text(encoding="gb18030").replace(' encoding="GB 18030"', "", 1)
    utf8.write_text(text, encoding="utf-8")
    del text
    gc.collect()
    every, records = Stopwatch(), Stopwatch()
    for clock, tag in ((every, None), (records, f"{{{NAMESPACE}}}{PAYMENT}")):
        with clock:
            for _, element in etree.iterparse(str(utf8), tag=tag):
                element.clear()
    return every.seconds, records.seconds


def write_csv(path: Path, rows: int) -> None:
    """Write contributions of many persons, all right."""
    with path.open("w", encoding="gb18030") as file:
        file.write(HEADER)
        file.writelines(csv_row(number) for number in range(rows))


def csv_row(number: int, rows_a_person: int = ROWS_A_PERSON, latest: int = LATEST) -> str:
    """Write a row; the first ones of each person are for the latest month, counted from the year 0."""
    person, turn = divmod(number, rows_a_person)
    code, unit_rate, unit, person_rate, own = KINDS[turn % len(KINDS)]
    year, month = divmod(latest - turn // len(KINDS), 12)
    when = year * 100 + month + 1
    base = 300_000 + person * 1_000 % 2_000_000
    unit_due, person_due = base * unit // 1000, base * own // 1000
    both = f"{_yuan(unit_due)},{_yuan(person_due)}"
    unit_code = 900_000 + person % 977
    return (
        f"{person},X{person:09d},{NAMES[person % len(NAMES)]},119901,{unit_code},"
        f"示例{PLACES[unit_code % len(PLACES)]}公司{unit_code},{code},S{number},{when},{when},10,"
        f"{when}20,{_yuan(base)},{unit_rate},{person_rate},{_yuan(unit_due + person_due)},{both},{both},1\n"
    )


def write_xml(path: Path, rows: int) -> None:
    """Write records of table 11, all right."""
    # Taken apart once around a number that is found nowhere else, so that writing takes little time.
    head, tail = gbt(record(PAYMENT, payment(结算单号="SERIAL"))).split("SERIAL")
    before, after = head.rindex(f"<{PAYMENT}>"), tail.index(f"</{PAYMENT}>") + len(f"</{PAYMENT}>")
    with path.open("w", encoding="gb18030") as file:
        file.write(head[:before])
        file.writelines(f"{head[before:]}S{number}{tail[:after]}\n" for number in range(rows))
        file.write(tail[after:])


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
