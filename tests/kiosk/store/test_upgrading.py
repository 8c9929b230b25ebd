"""The migrations make exactly the tables the program works with, and change nothing when run again."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.errors import Refused
from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.upgrading import upgrade, upgrade_local
from kiosk.store.version import DATA, LOCAL, Branch
from tests.kiosk.store.first_version import check_upgraded, fill_first_version


@pytest.mark.parametrize("branch", [DATA, LOCAL])
def test_migrated_tables_are_the_programs_tables(branch: Branch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    done = upgrade(url) if branch is DATA else upgrade_local(url)
    assert (done.before, done.after) == (None, branch.newest)
    engine = make_engine(parse_url(url), 1)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": branch.version_table})
        assert compare_metadata(context, branch.metadata) == []
    engine.dispose()


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new folder' / '100%.db'}"
    assert upgrade(url).before is None
    before = (tmp_path / "new folder" / "100%.db").read_bytes()
    assert upgrade(url).before == DATA.newest
    assert (tmp_path / "new folder" / "100%.db").read_bytes() == before


def test_both_databases_may_share_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    assert upgrade_local(url).before is None
    assert upgrade(url).before == DATA.newest


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="cannot be upgraded: "):
        upgrade(f"sqlite:///{tmp_path / 'file' / 'a.db'}")


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be upgraded: the file or its folder cannot be opened"):
        upgrade(f"sqlite:///{tmp_path}")


def test_a_server_that_is_away() -> None:
    with pytest.raises(Refused, match=r"x on 127\.0\.0\.1 cannot be upgraded: the server does not answer") as refused:
        upgrade("postgresql+psycopg://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(refused.value)


def test_an_upgrade_keeps_the_data(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    fill_first_version(url)
    assert (upgrade(url).before, upgrade(url).before) == ("0001", DATA.newest)
    check_upgraded(url)
