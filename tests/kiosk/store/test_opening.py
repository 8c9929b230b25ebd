"""Opening says what is wrong at the start, and knows demo data from real ones."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.store import open_store
from tests.kiosk.store.opening_rules import OpeningRules


class TestOpeningOnSqlite(OpeningRules):
    """Every rule."""


def test_no_url_is_refused(section: DatabaseSection) -> None:
    with pytest.raises(Refused, match=r"database\.url is empty"):
        open_store(section.model_copy(update={"url": ""}))


def test_a_server_that_is_away_is_refused(section: DatabaseSection) -> None:
    url = "postgresql+psycopg://me:secret@127.0.0.1:1/x"
    away = section.model_copy(update={"url": url, "local_url": section.url})
    with pytest.raises(
        Refused, match=r"x on 127\.0\.0\.1 cannot be used: nothing answers at this host and port"
    ) as refused:
        open_store(away)
    assert "secret" not in str(refused.value)


def test_opening_loads_no_alembic_and_the_commands_no_sqlalchemy() -> None:
    assert _loaded("kiosk.store, kiosk.store.commands, kiosk.demo.making", "sqlalchemy") == "False"
    for module in ("kiosk.store.opening", "kiosk.store.filling"):
        assert _loaded(module, "sqlalchemy") == "True"
        assert _loaded(module, "alembic") == "False"


def test_a_command_that_shows_nobody_waits_for_no_account() -> None:
    assert _loaded("main, kiosk.audit.opening, kiosk.intake.straight, kiosk.store.month", "kiosk.account") == "False"
    assert _loaded("main", "sqlalchemy") == "False"


def _loaded(modules: str, asked: str) -> str:
    ask = f"import sys, {modules}; print({asked!r} in sys.modules)"
    return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
