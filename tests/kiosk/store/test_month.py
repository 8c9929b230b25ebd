"""The monthly data on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kiosk.store.engine import make_engine, parse_url
from kiosk.store.upgrading import upgrade
from tests.kiosk.store.month_persons_rules import PersonRules
from tests.kiosk.store.month_rules import MonthRules
from tests.kiosk.store.text_rules import TextRules


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'data.db'}"
    upgrade(url)
    made = make_engine(parse_url(url), 1)
    yield made
    made.dispose()


class TestMonthOnSqlite(MonthRules):
    """Every rule."""


class TestPersonsOnSqlite(PersonRules):
    """Every rule."""


class TestTextsOnSqlite(TextRules):
    """Every rule."""
