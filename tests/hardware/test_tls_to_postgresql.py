"""C9: with a wrong certificate on either end there is no connection to a real PostgreSQL, and one security event."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, text

from kiosk.audit.steps import entries_of_step
from kiosk.errors import DATA_AWAY, SERVER_UNPROVEN
from kiosk.events import HealthChecked
from kiosk.health_look import HealthLook, Outside
from kiosk.rules import Rules
from kiosk.session import step
from kiosk.states import Session, Welcome
from kiosk.store.engine import make_engine, reading
from kiosk.store.ledger import SqlLedger
from tests.clock import HandClock
from tests.hardware.certificates import Authority, Certificate, authority
from tests.hardware.postgresql_server import USER, PostgresServer, postgresql_server
from tests.hardware.refused import refusal_of
from tests.kiosk.fakes import FakePrinter, MemoryAudit
from tests.workers import HandWorker

pytestmark = pytest.mark.postgresql

TLS_ASKED = 8
"""Bytes of the question whether the server knows TLS, which it answers by one letter."""

RULES = Rules(today=date(2026, 11, 21))
KIOSK, OTHER_KIOSK = "kiosk_hall1", "kiosk_hall2"
PASSWORD = "synthetic"  # noqa: S105 - of a server that lives for this test


@dataclass(frozen=True)
class Proven:
    """A server that asks each kiosk for a certificate, and the two authorities."""

    server: PostgresServer
    database: str
    agency: Authority
    stranger: Authority

    def url(self, trusted: Authority, shown: Certificate | None, host: str = "127.0.0.1") -> URL:
        """A kiosk's URL as resources/kiosk.toml describes it."""
        query = {"sslmode": "verify-full", "sslrootcert": str(trusted.root.file)}
        if shown is not None:
            query |= {"sslcert": str(shown.file), "sslkey": str(shown.key)}
        return URL.create("postgresql+psycopg", KIOSK, PASSWORD, host, self.server.port, self.database, query)


@pytest.fixture(scope="module")
def proven() -> Iterator[Proven]:
    with _folder() as folder:
        agency, stranger = (_found(folder / name) for name in ("agency", "stranger"))
        own = agency.sign("server", "IP:127.0.0.1")
        if os.geteuid() == 0:
            os.chown(own.key, pwd.getpwnam(USER).pw_uid, -1)
        rules = folder / "hba"
        rules.write_text(
            f"host all {USER} 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-full\n"
        )
        files = {"ssl_cert_file": own.file, "ssl_key_file": own.key, "ssl_ca_file": agency.root.file, "hba_file": rules}
        settings = ("ssl=on", *(f"{name}={file}" for name, file in files.items()))
        with postgresql_server(settings=settings) as server:
            url = server.new_database()
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
                for login in (KIOSK, OTHER_KIOSK):
                    connection.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{PASSWORD}'".encode())
            yield Proven(server, url.rpartition("/")[2], agency, stranger)


@contextmanager
def _folder() -> Iterator[Path]:
    """Not pytest's own, into which the server's user may not look."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-tls-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _found(folder: Path) -> Authority:
    folder.mkdir()
    return authority(folder)


def test_both_ends_prove_themselves(proven: Proven) -> None:
    engine = make_engine(proven.url(proven.agency, proven.agency.sign(KIOSK)), 10)
    with reading(engine) as connection:
        asked = text("SELECT version, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        assert tuple(connection.execute(asked).one()) == ("TLSv1.3", f"/CN={KIOSK}")
    engine.dispose()


def test_a_server_of_another_authority_is_not_talked_to(proven: Proven) -> None:
    shown = proven.agency.sign(KIOSK)
    assert refusal_of(proven.url(proven.stranger, shown))[0] is SERVER_UNPROVEN


def test_a_server_of_another_name_is_not_talked_to(proven: Proven) -> None:
    shown = proven.agency.sign(KIOSK)
    assert refusal_of(proven.url(proven.agency, shown, "localhost"))[0] is SERVER_UNPROVEN


def test_a_server_without_tls_is_not_talked_to(proven: Proven) -> None:
    heard: list[bytes] = []

    def refuse_tls(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line:
            line.recv(TLS_ASKED)
            line.sendall(b"N")
            heard.append(line.recv(1))

    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as stranger:
        stranger.submit(refuse_tls, listening)
        url = proven.url(proven.agency, None).set(port=listening.getsockname()[1])
        assert refusal_of(url)[0] is SERVER_UNPROVEN
    assert heard == [b""], "not even the login's name was told"


@pytest.mark.parametrize("wrong", ["none", "of another authority", "of another kiosk"])
def test_a_kiosk_without_its_own_certificate_is_not_let_in(proven: Proven, wrong: str) -> None:
    shown = {
        "none": None,
        "of another authority": proven.stranger.sign(KIOSK),
        "of another kiosk": proven.agency.sign(OTHER_KIOSK),
    }[wrong]
    failure, detail = refusal_of(proven.url(proven.agency, shown))
    assert failure is SERVER_UNPROVEN
    assert KIOSK not in detail
    assert PASSWORD not in detail


def test_a_server_that_is_away_is_no_alarm(proven: Proven) -> None:
    shown = proven.agency.sign(KIOSK)
    assert refusal_of(proven.url(proven.agency, shown).set(port=1))[0] is DATA_AWAY


def test_one_security_event_is_written_down_however_often_it_is_looked(proven: Proven) -> None:
    engine = make_engine(proven.url(proven.stranger, proven.agency.sign(KIOSK)), 10)
    worker, found = HandWorker(), list[HealthChecked]()
    look = HealthLook(SqlLedger(engine), FakePrinter(), MemoryAudit(), Outside(), HandClock(), worker, found.append)
    for _ in range(3):
        look.now()
        worker.run_all()
    engine.dispose()
    session, written = Session(Welcome(), RULES.home), list[tuple[str, str]]()
    for event in found:
        after, _ = step(session, event, RULES)
        written += [(entry.event, entry.code) for entry in entries_of_step(session, event, after)]
        session = after
    assert written == [("server-unproven", "D03")]
