"""A database of the wrong version, or none at all, is refused with one sentence."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.store import open_store
from kiosk.store.engine import make_engine, parse_url, writing
from kiosk.store.opening import Store, local_url
from kiosk.store.version import DATA, LOCAL, Branch, check_version


def set_version(url: str, timeout_seconds: int, branch: Branch, version: str) -> None:
    engine = make_engine(parse_url(url), timeout_seconds)
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE {branch.version_table} SET version_num = '{version}'"))
    engine.dispose()


class VersionRules:
    """Every rule of versions that do not fit; needs fixtures `store` and `section`."""

    def test_a_newer_database_is_refused_naming_both_versions(self, store: Store, section: DatabaseSection) -> None:
        set_version(section.url, section.timeout_seconds, DATA, "0042")
        with pytest.raises(Refused, match=f"version 0042, made by a newer program; this one knows up to {DATA.newest}"):
            open_store(section)
        assert not store.ledger.examine()[0].well

    def test_a_newer_local_database_is_refused(self, store: Store, section: DatabaseSection) -> None:
        set_version(str(local_url(section)), section.timeout_seconds, LOCAL, "0042")
        with pytest.raises(Refused, match="local database .* version 0042"):
            open_store(section)
        assert not store.credentials.examine()[0].well

    def test_an_older_database_must_be_upgraded(self, store: Store, section: DatabaseSection) -> None:
        later = Branch(DATA.title, DATA.folder, DATA.version_table, DATA.metadata, (*DATA.versions, "9999"))
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with pytest.raises(
            Refused, match=f"has version {DATA.newest}, this program needs 9999; run `main.py db upgrade`"
        ):
            check_version(engine, later)
        engine.dispose()
