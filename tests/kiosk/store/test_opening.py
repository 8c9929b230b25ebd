"""Opening says what is wrong at the start, and knows demo data from real ones."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.store import open_store
from kiosk.store.engine import make_engine, parse_url, writing
from kiosk.store.filling import fill_with_demo
from kiosk.store.opening import Store
from kiosk.store.upgrading import upgrade, upgrade_local


def test_no_url_is_refused(section: DatabaseSection) -> None:
    with pytest.raises(Refused, match=r"database\.url is empty"):
        open_store(section.model_copy(update={"url": ""}))


def test_a_server_that_is_away_is_refused(section: DatabaseSection) -> None:
    url = "postgresql+psycopg://me:secret@127.0.0.1:1/x"
    away = section.model_copy(update={"url": url, "local_url": section.url})
    with pytest.raises(Refused, match=r"x on 127\.0\.0\.1 cannot be used: the server does not answer") as refused:
        open_store(away)
    assert "secret" not in str(refused.value)


def test_demo_data_are_known_as_such(store: Store, section: DatabaseSection) -> None:
    assert store.is_demo
    engine = make_engine(parse_url(section.url), 1)
    with writing(engine) as connection:
        connection.execute(text("UPDATE origin SET kind = 'imported'"))
    engine.dispose()
    with closing(open_store(section)) as real:
        assert not real.is_demo


def test_an_empty_database_opens_and_is_no_demo(section: DatabaseSection, tmp_path: Path) -> None:
    upgrade(section.url)
    upgrade_local(f"sqlite:///{tmp_path / 'demo-local.db'}")
    with closing(open_store(section)) as empty:
        assert not empty.is_demo
        assert empty.ledger.as_of() == {}
        assert empty.ledger.examine()[0].state.endswith("no data")


def test_the_copy_to_read_from_is_read(store: Store, section: DatabaseSection, recipe: Recipe, tmp_path: Path) -> None:
    copy = f"sqlite:///{tmp_path / 'copy.db'}"
    fill_with_demo(copy, recipe)
    engine = make_engine(parse_url(copy), 1)
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM contributions"))
    engine.dispose()
    with closing(open_store(section.model_copy(update={"read_url": copy}))) as reading:
        assert reading.ledger.account("1000000001").contributions == ()
        assert reading.credentials.examine()[0].state.startswith(str(tmp_path / "demo-local.db"))


def test_opening_loads_no_alembic_and_the_commands_no_sqlalchemy() -> None:
    ask = "import sys, {0}; print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])"
    for module, loaded in (
        ("kiosk.store, kiosk.store.commands, kiosk.demo.making", "[]"),
        ("kiosk.store.opening", "['sqlalchemy']"),
        ("kiosk.store.filling", "['sqlalchemy']"),
    ):
        told = subprocess.run([sys.executable, "-c", ask.format(module)], capture_output=True, text=True, check=True)
        assert told.stdout.strip() == loaded
