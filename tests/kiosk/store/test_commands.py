"""`db upgrade` and `demo-data`: one line when done, one sentence when refused."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk import config
from kiosk.errors import Refused
from kiosk.passwords import Passwords
from kiosk.store import open_store
from tests.kiosk.store.commands_rules import CommandRules, run


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Settings:
    """The shipped settings with a database in the test's folder and the cheapest password hashes."""
    for key, value in (
        ("DATABASE__URL", f"sqlite:///{tmp_path / 'data.db'}"),
        ("PASSWORDS__MEMORY_KIB", "8192"),
        ("PASSWORDS__TIME_COST", "1"),
    ):
        monkeypatch.setenv(f"KIOSK_{key}", value)
    return config.load()


class TestCommandsOnSqlite(CommandRules):
    """Every rule."""


def test_demo_passwords_are_set_in_the_local_database(settings: config.Settings) -> None:
    run("demo-data")
    with closing(open_store(settings.database)) as store:
        kept = store.credentials.password_hash("1000000001")
        assert Passwords(settings.passwords).verify(kept, bytearray(b"246813"))
        assert store.credentials.password_hash("1000000002") is None


def test_demo_data_into_a_named_database(settings: config.Settings, tmp_path: Path) -> None:
    run("demo-data", "--database", f"sqlite:///{tmp_path / 'other.db'}")
    assert sorted(file.name for file in tmp_path.glob("*.db")) == ["other-local.db", "other.db"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--persons", "-1"), "--persons must be between 0 and"),
        (("--persons", "5000001"), "--persons must be between 0 and"),
        (("--months", "0"), "--months must be between 1 and 600, not 0"),
        (("--months", "601"), "--months must be between 1 and 600, not 601"),
        (("--database", "garbage"), "The database URL cannot be read"),
        (("--database", "postgresql+psycopg://me@127.0.0.1:1/x"), "x on 127.0.0.1 cannot be upgraded"),
        (("--config", "/nowhere.toml"), "/nowhere.toml does not exist"),
    ],
)
def test_bad_values_are_refused(settings: config.Settings, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        run("demo-data", *words)
    assert sentence in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("words", [("demo-data",), ("db", "upgrade")])
def test_no_database_named(words: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match=r"database\.url"):
        run(*words)
