"""What the paper costs: our whole list beside bare tables of the same texts by other ways, in one run.

Ours stands with its head, sums, footers and signed code; the others with rows and headings only.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from kiosk.account.payment_list import PaymentList
from kiosk.period import Month
from kiosk.words import words_of
from printing.cells import Cells
from printing.fonts import FONT_FILES, find_font, load_fonts
from printing.paper import PaperMaker
from printing.seal.key_file import demo_key
from printing.seal.sealer import KeySealer
from printing.table import fit
from tests.benchmarks import while_printing
from tests.benchmarks.measure import Measure, median_ms
from tests.benchmarks.tables import BareTable, ways
from tests.printing.lists import payment_list
from ui.app import application

MONTHS = 360
"""Thirty years of five insurances: 1,800 rows."""
ROUNDS = 5
LISTS = 500
SETTLED = 50
"""After so many lists every cache has what it will hold."""
TIMES_LONGER = 4
"""Four times 51 pages are more than 200."""

IMPORT_ONLY = "import reportlab.pdfgen.canvas, pypdfium2"
OURS_WARM = "from printing.paper import PaperMaker; PaperMaker().warm()"


def measures() -> list[Measure]:
    """Measure our lists, and the same rows by other ways."""
    application()
    paper = PaperMaker(sealer=KeySealer(demo_key()))
    paper.warm()
    content = payment_list(MONTHS)
    floor = median_ms(lambda: paper.make(payment_list(1), "zh_CN", previews=0))
    return [
        *_beside_others(paper),
        Measure("paper.list-1800-rows-preview", median_ms(lambda: paper.make(content, "zh_CN")), "ms", floor),
        Measure("paper.list-12-months", median_ms(lambda: paper.make(payment_list(12), "zh_CN")), "ms", floor),
        _very_long(paper),
        _page_drawn(paper),
        Measure("paper.warm", _seconds(OURS_WARM), "s", floor=_seconds(IMPORT_ONLY)),
        *while_printing.measures(paper),
        _memory(),
    ]


def career(number: int) -> PaymentList:
    """A list of 1,800 rows; each number has other months and amounts, so that nobody finds it in a cache."""
    return payment_list(MONTHS, last=Month(2026, 10).plus(-number))


def bare(content: PaymentList) -> BareTable:
    """Our rows as plain texts: the payments alone, without subtotals."""
    cells = Cells(words_of("zh_CN"))
    columns = cells.row_columns()
    every = [row for section in content.sections for year in section.years for row in year.rows]
    rows = [cells.row(row, keep=False) for row in every]
    places = fit(columns, rows, load_fonts())
    return BareTable(
        tuple(column.heading for column in columns),
        tuple(row.cells for row in rows),
        tuple((place.left, place.right) for place in places),
        tuple(place.figures for place in places),
    )


def _beside_others(paper: PaperMaker) -> list[Measure]:
    """The best of some rounds, ours and all others in each, so that a busy moment meets everybody."""
    makers = ways(str(find_font(FONT_FILES[0])))
    took: dict[str, list[float]] = {name: [] for name in ("ours", *makers)}
    for number in range(ROUNDS + 1):
        content = career(number)
        table = bare(content)
        took["ours"].append(_ms(partial(paper.make, content, "zh_CN", previews=0)))
        for name, make in makers.items():
            took[name].append(_ms(partial(make, table)))
    best = {name: min(times[1:]) for name, times in took.items()}
    return [Measure(f"paper.list-1800-rows-{name}", best["ours"], "ms", peer=best[name]) for name in makers]


def _very_long(paper: PaperMaker) -> Measure:
    content = payment_list(MONTHS)
    content = replace(content, sections=content.sections * TIMES_LONGER)
    pages = paper.make(content, "zh_CN", previews=0).pages
    return Measure(f"paper.list-{pages}-pages", median_ms(lambda: paper.make(content, "zh_CN", 0), 3) / 1000, "s")


def _page_drawn(paper: PaperMaker) -> Measure:
    """A page of a long list as pixels."""
    document = paper.make(payment_list(MONTHS), "zh_CN", previews=0)
    pages = iter(range(document.pages))
    return Measure("paper.page-drawn", median_ms(lambda: paper.draw(document, next(pages))), "ms")


def _memory() -> Measure:
    """Memory after many lists beside memory after a few, in a process of its own: the others keep theirs."""
    command = [sys.executable, "-m", "tests.benchmarks.many_lists", str(SETTLED), str(LISTS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    settled, ended = map(float, done.stdout.split())
    return Measure(f"paper.memory-after-{LISTS}-lists", ended, "MB", floor=settled)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _seconds(code: str) -> float:
    """Median time of a fresh interpreter that runs this."""
    command: Sequence[str] = [sys.executable, "-c", code]
    return statistics.median(_ms(lambda: subprocess.run(command, check=True)) / 1000 for _ in range(ROUNDS))
