"""A real server that does not let a kiosk in is recognised whatever language it speaks (C9); so is one that is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import psycopg
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from kiosk.errors import DATA_AWAY, SERVER_UNPROVEN, Failure
from kiosk.store.engine import make_engine, reading
from kiosk.store.line import Line
from tests.hardware.postgresql_server import USER, PostgresServer, postgresql_server
from tests.hardware.refused import refusal_of

pytestmark = pytest.mark.postgresql

PASSWORD = "synthetic"  # noqa: S105 - of a server that lives for this test
MESSAGES = Path("/usr/share/locale")
LANGUAGE = "zh_CN"
ITS_WORDS = {True: "除以零", False: "division by zero"}
WRONG_PASSWORD = "the server refuses this login's password, or its certificate bears another name (28P01)"
"""What 1/0 is, where PostgreSQL's Chinese messages are installed and where they are not."""


@pytest.fixture(scope="module")
def foreign() -> Iterator[PostgresServer]:
    # Not in pytest's own folder, into which the server's user may not look.
    with NamedTemporaryFile("w", prefix="kiosk-hba-") as rules:
        rules.write(f"host all {USER} 127.0.0.1/32 trust\nhost postgres,nothing all 127.0.0.1/32 scram-sha-256\n")
        rules.flush()
        Path(rules.name).chmod(0o644)
        with postgresql_server(settings=(f"hba_file={rules.name}",), language=LANGUAGE) as server:
            with psycopg.connect(f"host=127.0.0.1 port={server.port} user={USER} dbname=postgres") as connection:
                for login, how in (("known", "LOGIN"), ("removed", "NOLOGIN"), ("many", "LOGIN CONNECTION LIMIT 0")):
                    connection.execute(f"CREATE ROLE {login} {how} PASSWORD '{PASSWORD}'".encode())
            yield server


def refusal(
    server: PostgresServer, login: str, password: str | None = PASSWORD, database: str = "postgres"
) -> tuple[Failure, str]:
    url = URL.create("postgresql+psycopg", login, password, "127.0.0.1", server.port, database)
    return refusal_of(url)


def test_it_speaks_another_language_and_says_all_of_it_once_somebody_is_in(foreign: PostgresServer) -> None:
    engine = make_engine(URL.create("postgresql+psycopg", "known", PASSWORD, "127.0.0.1", foreign.port, "postgres"), 10)
    with engine.connect() as connection, pytest.raises(DBAPIError) as told:
        connection.execute(text("SELECT 1 / 0"))
    engine.dispose()
    spoken = any((MESSAGES / LANGUAGE / "LC_MESSAGES").glob("postgres-*.mo"))
    assert ITS_WORDS[spoken] in str(told.value)


@pytest.mark.parametrize(
    ("login", "password", "detail"),
    [
        ("known", "another", WRONG_PASSWORD),
        ("unknown", PASSWORD, WRONG_PASSWORD),
        ("removed", PASSWORD, "the server does not let this login in (28000)"),
        ("known", None, "the server asks for a password and the URL has none (OperationalError)"),
    ],
)
def test_a_login_that_is_not_let_in_is_no_outage(
    foreign: PostgresServer, login: str, password: str | None, detail: str
) -> None:
    assert refusal(foreign, login, password) == (SERVER_UNPROVEN, detail)


def test_nor_is_one_that_no_rule_lets_in(foreign: PostgresServer) -> None:
    assert refusal(foreign, "known", database="template1") == (
        SERVER_UNPROVEN,
        "the server does not let this login in (28000)",
    )


@pytest.mark.parametrize(
    ("login", "database", "detail"),
    [
        ("known", "nothing", "the server has no such database (3D000)"),
        ("many", "postgres", "the server has no connection left (53300)"),
    ],
)
def test_whatever_else_a_server_refuses_is_an_outage(
    foreign: PostgresServer, login: str, database: str, detail: str
) -> None:
    assert refusal(foreign, login, database=database) == (DATA_AWAY, detail)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_several_hosts_the_one_that_does_not_let_in_counts(foreign: PostgresServer, order: tuple[int, int]) -> None:
    hosts = [f"127.0.0.1:{foreign.port}", "127.0.0.1:1"]
    url = URL.create("postgresql+psycopg", "known", "another", database="postgres").update_query_dict(
        {"host": [hosts[each] for each in order]}
    )
    assert refusal_of(url) == (SERVER_UNPROVEN, WRONG_PASSWORD)


def test_a_password_need_not_stand_in_the_url(
    foreign: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As README and resources/deploy/agency.md have it for everybody but a kiosk."""
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:{foreign.port}:postgres:known:{PASSWORD}\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    engine = make_engine(URL.create("postgresql+psycopg", "known", None, "127.0.0.1", foreign.port, "postgres"), 10)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT session_user")).scalar() == "known"
    engine.dispose()


def test_what_libpq_says_holds_no_words_of_the_server(foreign: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match=r":  28P01$"):
        Line.connect(f"host=127.0.0.1 port={foreign.port} user=known password=another dbname=postgres")
