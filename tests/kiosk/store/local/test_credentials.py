"""Passwords and wrong tries are kept across restarts, forgotten when told, and need a database."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.opening import Store
from tests.kiosk.store.local.credentials_rules import LocalRules


class TestLocalOnSqlite(LocalRules):
    """Every rule."""


def test_an_examination(store: Store, tmp_path: Path) -> None:
    (finding,) = store.credentials.examine()
    assert (finding.part, finding.well) == ("local-database", True)
    store.close()
    for file in tmp_path.glob("demo-local.db*"):
        file.unlink()
    (tmp_path / "demo-local.db").mkdir()
    (away,) = store.credentials.examine()
    assert not away.well and away.advice
