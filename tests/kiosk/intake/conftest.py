"""Runs imports into memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.intake.importing import Imported, run_import
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order
from kiosk.period import Month
from tests.kiosk.intake.months import MemoryMonths

TODAY = date(2026, 11, 21)

Run = Callable[..., Imported]


@pytest.fixture
def months() -> MemoryMonths:
    return MemoryMonths()


@pytest.fixture
def run(months: MemoryMonths) -> Run:
    def run(*files: Path, source: str = "gbt40217", as_of: Month | None = None, dry_run: bool = False) -> Imported:
        return run_import(Order(files, load_profile(source), TODAY, as_of, dry_run), months, lambda _: None)

    return run
