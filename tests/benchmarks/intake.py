"""The monthly import beside the least that the same work costs: a bare insert of prepared rows, a bare parser.

Ours is the whole command in a process of its own: decoding, checking, finding persons, the journal, the switch. Seconds
are the processor's, because the other work of a shared machine would else decide.
"""

from __future__ import annotations

import gc
import importlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from kiosk.insurance import Authority
from kiosk.intake.importing import Order, run_import
from kiosk.intake.port import Clash, MonthWritten
from kiosk.intake.profile import load_profile
from kiosk.intake.rows import SourceRow
from kiosk.period import Month
from kiosk.store.upgrading import upgrade, upgrade_local
from tests.benchmarks.measure import Measure
from tests.kiosk.intake.samples import NAMESPACE, PAYMENT, gbt, payment, record

CSV_ROWS, FEWER_ROWS, XML_ROWS = 1_000_000, 100_000, 100_000
ROWS_A_PERSON = 100
AT_ONCE = 10_000
MEGABYTE = 1 << 20
TODAY = date(2026, 11, 21)
HEADER = (
    "AAC001,AAC002,AAC003,AAB301,AAB001,AAB004,AAE140,EAZ058,AAE003,AAE002,AAA115,EAD131,AAE180,AAA042,AAA041,"
    "AAE058,AAE020,AAE022,AAE080,AAE082,AAE114\n"
)
KINDS = (("110", "0.16", 160, "0.08", 80), ("210", "0.005", 5, "0.005", 5), ("410", "0.002", 2, "0", 0))
"""Category, unit's rate and person's rate, each as written and in thousandths."""


def measures() -> Iterator[Measure]:
    """Import a million CSV rows and a hundred thousand XML records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, peak_of_few = _imported(folder / "few", FEWER_ROWS)
        seconds, peak = _imported(folder / "many", CSV_ROWS)
        floor = _bare_insert(folder / "many" / "data.db", folder / "floor.db")
        yield Measure(f"import-csv-{CSV_ROWS}-rows", seconds, "s", floor=floor)
        yield Measure("import-csv-peak-memory", peak, "MB", peer=peak_of_few)
        source = folder / "data.xml"
        write_xml(source, XML_ROWS)
        ours = _read_xml(source)
        every, records = _bare_parses(source, folder / "utf8.xml")
        yield Measure(f"read-gbt40217-{XML_ROWS}-rows", ours, "s", floor=every)
        yield Measure(f"read-gbt40217-{XML_ROWS}-rows-by-record", ours, "s", floor=records)


def _imported(folder: Path, rows: int) -> tuple[float, float]:
    """Import so many CSV rows by the command; return seconds and its peak memory in megabytes."""
    folder.mkdir()
    source, url = folder / "data.csv", f"sqlite:///{folder / 'data.db'}"
    write_csv(source, rows)
    upgrade(url)
    upgrade_local(f"sqlite:///{folder / 'data-local.db'}")
    command = [sys.executable, "main.py", "import", str(source), "--source", "hr-csv"]
    environment = {**os.environ, "KIOSK_DATABASE__URL": url}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, command, environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    assert status == 0, "the import failed"
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MEGABYTE


def _bare_insert(imported: Path, floor: Path) -> float:
    """Insert the same rows, prepared, into the same table with the same pragmas; return the seconds that took."""
    upgrade(f"sqlite:///{floor}")
    took = 0.0
    with closing(sqlite3.connect(imported)) as source, closing(sqlite3.connect(floor)) as target:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            target.execute(f"PRAGMA {pragma}")
        for table in ("persons", "units", "contributions"):
            rows = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" * len(rows.description))
            while prepared := list(islice(rows, AT_ONCE)):
                begun = time.process_time()
                target.executemany(f"INSERT INTO {table} VALUES ({marks})", prepared)
                took += time.process_time() - begun if table == "contributions" else 0
        begun = time.process_time()
        target.commit()
        return took + time.process_time() - begun


class Nowhere:
    """Takes rows and forgets them: what reading alone costs."""

    def begin(self, _authority: Authority, *, snapshot: bool) -> Nowhere:
        """Begin."""
        return self

    def as_of(self, _authority: Authority) -> Month | None:
        """Nothing is there."""
        return None

    def add(self, _rows: Sequence[SourceRow]) -> Sequence[Clash]:
        """Forget."""
        return ()

    def finish(self, as_of: Month | None) -> MonthWritten:
        """End."""
        return MonthWritten(0, 0, 0, None, as_of)

    def abandon(self) -> None:
        """End."""


def _read_xml(source: Path) -> float:
    """Decode, parse, check and make rows; return seconds."""
    order = Order([source], load_profile("gbt40217"), TODAY)
    begun = time.process_time()
    done = run_import(order, Nowhere(), lambda _: None)
    took = time.process_time() - begun
    assert done.rows.total() == XML_ROWS
    assert not done.findings.counts, "the sample must be right"
    return took


def _bare_parses(source: Path, utf8: Path) -> tuple[float, float]:
    """Parse the same bytes, decoded beforehand, by lxml's iterparse: every element, then the records alone."""
    etree: Any = importlib.import_module("lxml.etree")
    text = source.read_text(encoding="gb18030").replace(' encoding="GB 18030"', "", 1)
    utf8.write_text(text, encoding="utf-8")
    del text
    gc.collect()
    seconds = []
    for tag in (None, f"{{{NAMESPACE}}}{PAYMENT}"):
        begun = time.process_time()
        for _, element in etree.iterparse(str(utf8), tag=tag):
            element.clear()
        seconds.append(time.process_time() - begun)
    return seconds[0], seconds[1]


def write_csv(path: Path, rows: int) -> None:
    """Write contributions of many persons, all right."""
    with path.open("w", encoding="gb18030") as file:
        file.write(HEADER)
        file.writelines(_csv_row(number) for number in range(rows))


def _csv_row(number: int) -> str:
    person, turn = divmod(number, ROWS_A_PERSON)
    code, unit_rate, unit, person_rate, own = KINDS[turn % len(KINDS)]
    year, month = divmod(2026 * 12 + 9 - turn // len(KINDS), 12)
    when = year * 100 + month + 1
    base = 300_000 + person * 1_000 % 2_000_000
    unit_due, person_due = base * unit // 1000, base * own // 1000
    both = f"{_yuan(unit_due)},{_yuan(person_due)}"
    unit_code = 900_000 + person % 977
    return (
        f"{person},X{person:09d},示例,119901,{unit_code},示例公司{unit_code},{code},S{number},{when},{when},10,"
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
