"""The migrations make exactly the tables the program works with, and change nothing when run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.store.upgrading import upgrade
from kiosk.store.version import DATA
from tests.kiosk.store.upgrading_rules import UpgradingRules


class TestUpgradingOnSqlite(UpgradingRules):
    """Every rule."""


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new folder' / '100%.db'}"
    assert upgrade(url).before is None
    before = (tmp_path / "new folder" / "100%.db").read_bytes()
    assert upgrade(url).before == DATA.newest
    assert (tmp_path / "new folder" / "100%.db").read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="cannot be upgraded: "):
        upgrade(f"sqlite:///{tmp_path / 'file' / 'a.db'}")


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be upgraded: the file or its folder cannot be opened"):
        upgrade(f"sqlite:///{tmp_path}")


def test_a_server_that_is_away() -> None:
    with pytest.raises(
        Refused, match=r"x on 127\.0\.0\.1 cannot be upgraded: nothing answers at this host and port"
    ) as refused:
        upgrade("postgresql+psycopg://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(refused.value)
