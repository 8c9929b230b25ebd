"""Reading in a process of its own: the same rows, the same report, the same sentence, and nobody left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.errors import Refused
from kiosk.intake import apart
from kiosk.intake.apart import read_apart, reading_for
from kiosk.intake.importing import run_import
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order, Outcome, Portion, Reading, read_here
from tests.benchmarks.intake import write_csv
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.months import MemoryMonths

FEW, MORE_THAN_THE_PIPE_HOLDS = 1_500, 20_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    write_csv(path, FEW)
    with path.open("a", encoding="gb18030") as more:
        more.write('9,X9,"王\n?",119901,1,甲,610,S,202610,202610,99,,1.00,0.1,0.1,0.20,0.10,0.10,0.10,0.10,1\n')
    return path


def order_of(path: Path) -> Order:
    return Order([path], load_profile("hr-csv"), TODAY)


def close_of(read: Reading, order: Order) -> closing[Generator[Portion | Outcome, None, None]]:
    return closing(cast(Generator[Portion | Outcome, None, None], read(order)))


def test_it_gives_what_reading_here_gives(file: Path) -> None:
    *here, told_here = read_here(order_of(file))
    *there, told_there = read_apart(order_of(file))
    assert [each for each in there] == [each for each in here if isinstance(each, Portion) and each.rows]
    assert isinstance(told_here, Outcome)
    assert isinstance(told_there, Outcome)
    assert told_here.findings.counts
    assert _plain(told_here) == _plain(told_there)
    assert multiprocessing.active_children() == []


def _plain(outcome: Outcome) -> list[Any]:
    sums = {code: astuple(each) for code, each in outcome.sums.items()}
    return [outcome.rows, sums, outcome.latest, vars(outcome.findings)]


def test_an_import_that_reads_apart_is_the_same(file: Path) -> None:
    here, there = MemoryMonths(), MemoryMonths()
    run_import(order_of(file), here, lambda _: None)
    run_import(order_of(file), there, lambda _: None, read_apart)
    assert there.kept == here.kept
    assert there.reach == here.reach


def test_what_is_refused_there_is_the_same_sentence(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"9,X9\n")
    months = MemoryMonths()
    for read in (read_here, read_apart):
        with pytest.raises(Refused, match=rf"line {FEW + 4} has 2 columns and the header 21"):
            run_import(order_of(file), months, lambda _: None, read)
    assert months.kept == {}


def test_a_reader_that_dies_refuses_the_import(tmp_path: Path) -> None:
    write_csv(tmp_path / "data.csv", MORE_THAN_THE_PIPE_HOLDS)
    with close_of(read_apart, order_of(tmp_path / "data.csv")) as portions:
        next(portions)
        (reader,) = multiprocessing.active_children()
        os.kill(reader.pid or 0, signal.SIGKILL)
        with pytest.raises(Refused, match="ended before they did; nothing was imported"):
            list(portions)


def test_an_import_that_ends_early_leaves_no_reader_behind(tmp_path: Path) -> None:
    write_csv(tmp_path / "data.csv", MORE_THAN_THE_PIPE_HOLDS)
    with close_of(read_apart, order_of(tmp_path / "data.csv")) as portions:
        next(portions)
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_only_much_is_read_apart(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading_for(order_of(file)) is read_here
    monkeypatch.setattr(apart, "WORTH_IT", 1000)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert reading_for(order_of(file)) is read_apart
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert reading_for(order_of(file)) is read_here
