"""URLs are read without ever being told, and SQLite is set up as it must be."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.store.engine import cause_of, local_url_beside, make_engine, name_of, parse_url, reading, writing
from tests.workers import steps_of


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("data.db", "cannot be read"),
        ("", "cannot be read"),
        ("postgresql+psycopg://u:secret@h:port/x", "cannot be read"),
        ("mysql://u:secret@h/x", "begins with mysql"),
        ("postgresql://u:secret@h/x", "begins with postgresql;"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a.db?password=secret", "names no file"),
    ],
)
def test_a_wrong_url_is_one_sentence_without_the_url(url: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        parse_url(url)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["u:se@cret@h/x", "u:@secret@h:5432/x", "u:secret@1:2@h/x", "u:se@c/ret@h/x"])
def test_a_bare_at_in_a_password_is_told_and_is_no_host(url: str) -> None:
    with pytest.raises(Refused, match=r"more than one @; in a password or login write @ as %40") as refused:
        parse_url(f"postgresql+psycopg://{url}")
    assert "cret" not in str(refused.value)


def test_whatever_else_a_password_holds_is_taken_as_it_is() -> None:
    for written, meant in (("a%40b", "a@b"), ("a:b/c?d#e", "a:b/c?d#e"), ("100%25", "100%")):
        url = parse_url(f"postgresql+psycopg://u:{written}@h:5432/x?application_name=me@hall")
        assert (url.password, url.host, url.port, url.database) == (meant, "h", 5432, "x")


def test_a_database_is_named_without_user_and_password() -> None:
    assert name_of(parse_url("postgresql+psycopg://me:secret@db.hall:5432/kiosk?password=secret")) == "kiosk on db.hall"
    assert name_of(parse_url("postgresql+psycopg:///kiosk")) == "kiosk on this machine"
    assert name_of(parse_url("sqlite:////var/lib/data.db")) == "/var/lib/data.db"


def test_the_local_database_stands_beside_the_data() -> None:
    assert local_url_beside(parse_url("sqlite:////var/lib/data.db")).database == "/var/lib/data-local.db"
    with pytest.raises(Refused, match=r"database\.local_url is empty"):
        local_url_beside(parse_url("postgresql+psycopg://h/x"))


def test_sqlite_is_safe_against_power_cuts_and_strangers(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'a.db'}"), 7)
    with reading(engine) as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.execute(text(f"PRAGMA {pragma}")).scalar() for pragma in asked]
    engine.dispose()
    full, on = 2, 1
    assert found == ["wal", full, on, 7000]


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'a.db'}"), 1)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE one (x INTEGER)"))
    with pytest.raises(KioskError) as failed, writing(engine) as connection:
        connection.execute(text("INSERT INTO one VALUES (1)"))
        connection.execute(text("INSERT INTO two VALUES (:name)"), {"name": "张三"})
    assert failed.value.failure is DATA_AWAY
    assert "张三" not in str(failed.value)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM one")).scalar() == 0
    engine.dispose()


def test_causes_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("not a database " * 100, encoding="utf-8")
    for url, cause in (
        (f"sqlite:///{tmp_path / 'letter.db'}", "the file is not a database (SQLITE_NOTADB)"),
        (f"sqlite:///{tmp_path}", "the file or its folder cannot be opened or written (SQLITE_CANTOPEN)"),
        (
            "postgresql+psycopg://127.0.0.1:1/x",
            "nothing answers at this host and port (OperationalError)",
        ),
    ):
        engine = make_engine(parse_url(url), 1)
        with pytest.raises(KioskError) as failed, reading(engine):
            pass
        engine.dispose()
        assert failed.value.detail == cause


def test_another_programs_lock_ends_after_the_time_set(tmp_path: Path) -> None:
    first, second = (make_engine(parse_url(f"sqlite:///{tmp_path / 'a.db'}"), 1) for _ in range(2))
    with writing(first) as connection:
        connection.execute(text("CREATE TABLE one (x INTEGER)"))
        with pytest.raises(KioskError, match="another program holds it"), writing(second) as other:
            other.execute(text("CREATE TABLE two (x INTEGER)"))
    first.dispose()
    second.dispose()


def test_a_cause_is_a_name_not_a_text() -> None:
    error = OperationalError("SELECT 张三", {}, RuntimeError("number 119901198503150015"))
    assert cause_of(error) == "RuntimeError"
    assert cause_of(OSError("secret")) == "OSError"


def test_each_question_is_a_sign_of_life(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'data.db'}"), 4)

    def ask() -> None:
        with reading(engine) as connection:
            for _ in range(3):
                connection.execute(text("SELECT 1"))

    # Beginning the transaction is one as well.
    assert steps_of(ask) >= 3
    engine.dispose()
