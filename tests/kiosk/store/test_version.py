"""A database of the wrong version, or none at all, is refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.store import open_store
from kiosk.store.upgrading import MIGRATIONS, upgrade
from kiosk.store.version import DATA, LOCAL, Branch
from tests.kiosk.store.version_rules import VersionRules


class TestVersionOnSqlite(VersionRules):
    """Every rule."""


@pytest.mark.parametrize("branch", [DATA, LOCAL])
def test_the_known_versions_are_the_migrations_that_ship(branch: Branch) -> None:
    steps = sorted(file.stem[1:5] for file in (MIGRATIONS / branch.folder).glob("v*.py"))
    assert tuple(steps) == branch.versions


def test_a_missing_file_is_refused_and_not_made(section: DatabaseSection, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"demo\.db does not exist; run `main.py db upgrade`"):
        open_store(section)
    assert not list(tmp_path.iterdir())


def test_a_missing_local_file_is_refused(section: DatabaseSection) -> None:
    upgrade(section.url)
    with pytest.raises(Refused, match=r"local database .*demo-local\.db does not exist"):
        open_store(section)


def test_an_empty_file_has_no_tables(section: DatabaseSection, tmp_path: Path) -> None:
    (tmp_path / "demo.db").touch()
    with pytest.raises(Refused, match="has no tables yet; run `main.py db upgrade`"):
        open_store(section)


def test_a_file_that_is_no_database(section: DatabaseSection, tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("this is a letter, not a database " * 100, encoding="utf-8")
    with pytest.raises(Refused, match=r"is damaged \(the file is not a database .*and there is no verified copy"):
        open_store(section)
    with pytest.raises(Refused, match="cannot be upgraded: the file is not a database"):
        upgrade(section.url)
