"""A demo store on SQLite in the test's own folder, copied from one that is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.store import open_store
from kiosk.store.filling import demo_section, open_demo_store
from kiosk.store.opening import Store, local_url
from kiosk.store.upgrading import upgrade, upgrade_local

RECIPE = Recipe(persons=3, months=6, seed=7, today=date(2026, 11, 21))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    open_demo_store(demo_section(folder, timeout_seconds=4), RECIPE).close()
    return folder


@pytest.fixture
def section(tmp_path: Path) -> DatabaseSection:
    return demo_section(tmp_path, timeout_seconds=4)


@pytest.fixture
def recipe() -> Recipe:
    return RECIPE


@pytest.fixture
def store(section: DatabaseSection, made_once: Path, tmp_path: Path) -> Iterator[Store]:
    for file in made_once.glob("*.db"):
        shutil.copy(file, tmp_path)
    with closing(open_store(section)) as opened:
        yield opened


@pytest.fixture
def ruined(store: Store, tmp_path: Path) -> Store:
    """The same after something wrote over its files."""
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    return store


@pytest.fixture
def empty(section: DatabaseSection) -> DatabaseSection:
    """Both schemas, and nothing in them."""
    upgrade(section.url)
    upgrade_local(str(local_url(section)))
    return section


@pytest.fixture
def new_url(tmp_path: Path) -> str:
    """A database without tables."""
    return f"sqlite:///{tmp_path / 'new.db'}"


@pytest.fixture
def elsewhere(new_url: str) -> str:
    """Another database than the section's."""
    return new_url
