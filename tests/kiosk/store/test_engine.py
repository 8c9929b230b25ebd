"""URLs are read without ever being told, and SQLite is set up as it must be."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.store.engine import cause_of, local_url_beside, make_engine, name_of, parse_url, reading, writing
from tests.workers import steps_of

OTHERS = "its tables are not this program's; run `main.py db upgrade`"


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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            psycopg.errors.ReadOnlySqlTransaction("here 张三"),
            "this server takes no changes: it is a standby, or was set read-only (25006)",
        ),
        (psycopg.errors.UndefinedTable("here 张三"), f"{OTHERS} (42P01)"),
        (psycopg.errors.InvalidSchemaName("here 张三"), f"{OTHERS} (3F000)"),
        (psycopg.errors.UndefinedColumn("here 张三"), f"{OTHERS} (42703)"),
        (psycopg.errors.UndefinedFunction("here 张三"), f"{OTHERS} (42883)"),
        (psycopg.errors.ProgramLimitExceeded("here"), "the server takes no more of this login today (54000)"),
        (psycopg.errors.InsufficientPrivilege("here 张三"), "this login may not do that (42501)"),
        (
            psycopg.errors.OutOfMemory("here 张三"),
            "the server has too little memory, or too small a max_locks_per_transaction for so many partitions (53200)",
        ),
    ],
)
def test_a_servers_code_is_told_in_words(error: psycopg.Error, words: str) -> None:
    assert cause_of(DBAPIError("SELECT 张三", {}, error)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "connection failed: session is read-only",
            "this server takes no changes: it is a standby, or was set read-only",
        ),
        (
            'connection to "a" failed: Connection refused\nconnection to "b" failed: server is in hot standby mode',
            "this server takes no changes: it is a standby, or was set read-only",
        ),
        ("failed to resolve host 'x': [Errno -2] Name or service not known", "nobody knows this host's name"),
        ('could not translate host name "x" to address', "nobody knows this host's name"),
        (
            'failed: root certificate file "/x" does not exist',
            "the file that sslrootcert names is not there or cannot be read",
        ),
        (
            'could not read root certificate file "/x": No such file or directory',
            "the file that sslrootcert names is not there or cannot be read",
        ),
        (
            "SSL error: certificate verify failed",
            "nobody in sslrootcert vouches for the server's certificate, or it has expired",
        ),
        ("SSL error: tlsv1 alert unknown ca", "the server does not accept the certificate that sslcert names"),
        (
            "SSL error: sslv3 alert certificate expired",
            "the server does not accept the certificate that sslcert names",
        ),
        ("SSL error: sslv3 alert bad certificate", "the server does not accept the certificate that sslcert names"),
        (
            'server certificate for "a" does not match host name "b"',
            "the server's certificate bears another host's name",
        ),
        ("server does not support SSL, but SSL was required", "the server does not speak TLS"),
        (
            'certificate present, but not private key file "/x"',
            "the key that sslkey names is not there, cannot be read, is open to others or another's",
        ),
        ('could not open certificate file "/x": Permission denied', "the file that sslcert names cannot be read"),
        ('definition of service "x" not found', "the URL names a service that no file describes"),
        ('on socket "/x/.s.PGSQL.5432" failed: No such file or directory', "nothing answers at this host and port"),
    ],
)
def test_why_nobody_gets_in_is_told_in_words_of_its_own(said: str, words: str) -> None:
    assert cause_of(psycopg.OperationalError(said)) == f"{words} (OperationalError)"


def test_each_question_is_a_sign_of_life(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'data.db'}"), 4)

    def ask() -> None:
        with reading(engine) as connection:
            for _ in range(3):
                connection.execute(text("SELECT 1"))

    # Beginning the transaction is one as well.
    assert steps_of(ask) >= 3
    engine.dispose()
