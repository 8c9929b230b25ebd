"""The monthly data on a real PostgreSQL: every rule that SQLite keeps, and a server that lets go in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.store import open_store
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.store.month_bringing import NOON
from tests.kiosk.store.month_persons_rules import PersonRules
from tests.kiosk.store.month_rows import paid
from tests.kiosk.store.month_rules import MonthRules
from tests.kiosk.store.text_rules import TextRules

pytestmark = pytest.mark.postgresql

END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


@pytest.fixture
def engine(emptied_url: str) -> Iterator[Engine]:
    made = make_engine(parse_url(emptied_url), 4)
    yield made
    made.dispose()


class TestMonthOnPostgresql(MonthRules):
    """Every rule."""


class TestPersonsOnPostgresql(PersonRules):
    """Every rule."""


class TestTextsOnPostgresql(TextRules):
    """Every rule."""


def test_a_server_that_drops_the_import_leaves_the_old_month(emptied_url: str, engine: Engine) -> None:
    store = SqlMonthStore(engine, Journal(lambda: NOON))
    writer = store.begin(Authority.HUMAN_RESOURCES, snapshot=True)
    writer.add([paid()])
    with engine.connect() as connection:
        connection.execute(text(END_OTHERS))
    with pytest.raises(Refused, match="could not be written"):
        writer.add([paid(paid_for=202609)])
    writer.abandon()
    section = DatabaseSection(url=emptied_url, local_url=emptied_url, read_url="", timeout_seconds=60, partitions=2)
    with closing(open_store(section)) as opened:
        assert opened.ledger.holder_of_number(paid().number) is None
    again = store.begin(Authority.HUMAN_RESOURCES, snapshot=True)
    assert again.add([paid()]) == []
    assert again.finish(None).rows == 1


def test_a_month_that_comes_again_with_corrections_goes_in_as_sets(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row a city's correction took days."""
    store = SqlMonthStore(engine, Journal(lambda: NOON))
    settlements = [f"S{number}" for number in range(300)]
    writer = store.begin(Authority.HUMAN_RESOURCES, snapshot=False)
    assert writer.add([paid(settlement_number=each) for each in settlements]) == []
    writer.finish(None)
    asked: list[str] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: psycopg.Cursor, query: str, *values: Any, **said: Any) -> psycopg.Cursor:
        asked.append(query)
        return execute(cursor, query, *values, **said)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    writer = store.begin(Authority.HUMAN_RESOURCES, snapshot=False)
    again = [paid(settlement_number=each, status="01"[n % 2]) for n, each in enumerate(settlements)]
    clashes = writer.add([*again, *again[:2]])
    assert [clash.replaced for clash in clashes] == [True] * 150 + [False] * 2
    assert len(asked) < 50
    writer.finish(None)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM contributions WHERE status = '0'")) == 150
