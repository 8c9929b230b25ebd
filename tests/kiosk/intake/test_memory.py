"""Memory does not grow with the rows."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from kiosk.intake.importing import run_import
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order
from tests.benchmarks.intake import Nowhere, write_csv, write_xml

TIMES, ROOM = 5, 2
"""The readers' memories of texts fill up at first; what grows with the rows would be five times as much."""


def peak(file: Path, source: str) -> int:
    tracemalloc.start()
    try:
        run_import(Order([file], load_profile(source), date(2026, 11, 21)), Nowhere(), lambda _: None)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("source", "few"), [("hr-csv", 3_000), ("gbt40217", 1_200)])
def test_many_times_the_rows_need_no_more_memory(tmp_path: Path, source: str, few: int) -> None:
    write = write_csv if source == "hr-csv" else write_xml
    write(tmp_path / "few", few)
    write(tmp_path / "many", TIMES * few)
    peak(tmp_path / "few", source)
    assert peak(tmp_path / "many", source) < ROOM * peak(tmp_path / "few", source)
