"""The same seed gives the same bytes; the demo is made anew and passwords set at the kiosk stay."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.store import open_store
from kiosk.store.filling import fill_with_demo, make_missing_local
from tests.kiosk.store.filling_rules import FillingRules


class TestFillingOnSqlite(FillingRules):
    """Every rule."""


def bytes_of(file: Path, recipe: Recipe) -> bytes:
    fill_with_demo(f"sqlite:///{file}", recipe)
    return file.read_bytes()


def test_same_seed_same_bytes(tmp_path: Path, recipe: Recipe) -> None:
    first, second = bytes_of(tmp_path / "a.db", recipe), bytes_of(tmp_path / "b.db", recipe)
    assert first == second
    assert bytes_of(tmp_path / "c.db", replace(recipe, seed=8)) != first
    assert {file.name for file in tmp_path.iterdir()} == {"a.db", "b.db", "c.db"}


def test_a_missing_local_database_is_made_and_one_there_is_left(section: DatabaseSection, recipe: Recipe) -> None:
    fill_with_demo(section.url, recipe)
    make_missing_local(section)
    with closing(open_store(section)) as store:
        store.credentials.keep_password_hash("p", "own")
    make_missing_local(section)
    with closing(open_store(section)) as store:
        assert store.credentials.password_hash("p") == "own"
