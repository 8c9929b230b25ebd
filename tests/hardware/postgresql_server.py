"""A private PostgreSQL: its own cluster in a temporary folder, on a free loopback port, stopped afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from tests.hardware.loopback import free_ports

BINARIES = Path("/usr/lib/postgresql")
USER = "postgres"
"""initdb refuses root; Debian's package makes this user."""

START_SECONDS = 60


@dataclass(frozen=True)
class PostgresServer:
    """A running server; each `new_database` is empty."""

    binaries: Path
    folder: Path
    port: int
    settings: tuple[str, ...] = ()
    """Further settings, "name=value"; they win over these defaults."""
    language: str = ""
    """Of its messages, as gettext names it; empty: English."""

    def new_database(self, how: str = "") -> str:
        """Make an empty database and return its SQLAlchemy URL; `how` is what else to say to CREATE DATABASE."""
        name = f"kiosk_{next(_NUMBERS)}"
        self._run(f"CREATE DATABASE {name} {how}")
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def copy_of(self, url: str) -> str:
        """Make a database with all that is in another, which nobody may be using now: faster than to fill it anew."""
        return self.new_database(f"TEMPLATE {_name_in(url)}")

    def drop(self, url: str) -> None:
        """Remove a database, whoever still uses it."""
        self._run(f"DROP DATABASE {_name_in(url)} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """Stop the server at once, as a power cut would."""
        self._control("stop", "-m", "immediate")

    def promote(self) -> None:
        """Let a standby become a primary, and wait until it takes changes."""
        self._control("promote", "-w", "-t", str(START_SECONDS))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += "".join(f" -c {setting}" for setting in self.settings)
        self._control("start", "-w", "-t", str(START_SECONDS), "-o", options, "-l", str(self.folder / "log"))

    def _control(self, *words: str) -> None:
        _as_postgres(self.binaries / "pg_ctl", "-D", str(self.folder / "data"), *words, language=self.language)

    def _dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={database} connect_timeout=10"


_NUMBERS = count(1)


@contextmanager
def postgresql_server(*initdb: str, settings: tuple[str, ...] = (), language: str = "") -> Iterator[PostgresServer]:
    """Start a private cluster and stop it at the end; `initdb` are further words for that program.

    It speaks English, or another language whose messages are installed.
    """
    with _stopped_server(settings, language) as server:
        words = ("-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", *initdb)
        _as_postgres(server.binaries / "initdb", "-D", str(server.folder / "data"), *words)
        server.start()
        yield server


@contextmanager
def standby_of(primary: PostgresServer) -> Iterator[PostgresServer]:
    """Start a server that follows another one, change by change; it only reads until it is promoted."""
    with _stopped_server(primary.settings) as server:
        words = (
            "-h",
            "127.0.0.1",
            "-p",
            str(primary.port),
            "-U",
            USER,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        )
        _as_postgres(server.binaries / "pg_basebackup", "-D", str(server.folder / "data"), *words)
        server.start()
        yield server


@contextmanager
def _stopped_server(settings: tuple[str, ...], language: str = "") -> Iterator[PostgresServer]:
    binaries = max(BINARIES.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    (port,) = free_ports(1)
    server = PostgresServer(binaries, folder, port, settings, language)
    try:
        if os.geteuid() == 0:
            user = pwd.getpwnam(USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


def _name_in(url: str) -> str:
    return url.rpartition("/")[2]


def _as_postgres(program: Path, *words: str, language: str = "") -> None:
    user = USER if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(program), *words],
        user=user,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANGUAGE": language},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=2 * START_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{program.name} {words[0]} ended with {done.returncode}"
