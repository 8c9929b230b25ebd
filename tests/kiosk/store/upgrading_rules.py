"""The migrations make exactly the tables the program works with, and change nothing when run again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.upgrading import upgrade, upgrade_local
from kiosk.store.version import DATA, LOCAL, Branch
from tests.kiosk.store.first_version import check_upgraded, fill_first_version


def told(difference: Any) -> str:
    """A difference between what the program knows and what was made, without its details."""
    what, *_, which = difference
    return f"{what} {which.name or ''}".strip()


class UpgradingRules:
    """Every rule of the schema; needs a fixture `new_url`: a database without tables, for both."""

    made_besides: Mapping[str, Set[str]] = {"data": set(), "local": set()}
    """What an engine has more or less of than the program's tables, as alembic would mend it, by database."""

    @pytest.mark.parametrize("branch", [DATA, LOCAL])
    def test_migrated_tables_are_the_programs_tables(self, branch: Branch, new_url: str) -> None:
        done = upgrade(new_url) if branch is DATA else upgrade_local(new_url)
        assert (done.before, done.after) == (None, branch.newest)
        engine = make_engine(parse_url(new_url), 10)
        with reading(engine) as connection:
            context = MigrationContext.configure(connection, opts={"version_table": branch.version_table})
            assert set(map(told, compare_metadata(context, branch.metadata))) == self.made_besides[branch.folder]
        engine.dispose()

    def test_both_databases_may_share_one(self, new_url: str) -> None:
        upgrade(new_url)
        assert upgrade_local(new_url).before is None
        assert upgrade(new_url).before == DATA.newest

    def test_an_upgrade_keeps_the_data(self, new_url: str) -> None:
        fill_first_version(new_url)
        assert (upgrade(new_url).before, upgrade(new_url).before) == ("0001", DATA.newest)
        check_upgraded(new_url)
