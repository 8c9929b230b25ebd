"""Brings a database to the newest schema; the only place that uses alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kiosk.errors import Refused
from kiosk.store.closed_rights import close_rights
from kiosk.store.comparisons import close_comparisons
from kiosk.store.engine import SQLITE, cause_of, name_of, parse_url, passing_engine, who_may
from kiosk.store.fallback import file_of
from kiosk.store.intact import break_seal
from kiosk.store.version import DATA, LOCAL, Branch, read_version, refuse_newer

MIGRATIONS = Path(__file__).with_name("migrations")
DEFAULT_PARTITIONS = 16
OLDEST_SERVER = 15
"""The oldest PostgreSQL that the tests run on."""
_PARTS_OF_A_VERSION = 10_000
"""As PostgreSQL counts them: 15.4 is 150004."""
_THERE_ALREADY = ("23505", "42P06", "42P07", "42710")
"""A row, schema, table or role: where there was none yet, another upgrade made them meanwhile, and has just ended."""
TIMEOUT_SECONDS = 30
"""An upgrade may wait for other users of the database far longer than a person would."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did; `before` is None for a database made anew."""

    name: str
    before: str | None
    after: str
    closed: bool = True
    """On a server: whether comparisons tell a stolen kiosk nothing (comparisons.py)."""


def upgrade(url: str, partitions: int = DEFAULT_PARTITIONS) -> Upgrade:
    """Bring the data's database to the newest version, making it if need be. Raises Refused.

    On PostgreSQL the persons' tables are made of so many partitions; once made, that stays.
    """
    return _upgrade(parse_url(url), DATA, partitions)


def upgrade_local(url: str) -> Upgrade:
    """Bring the local database to the newest version, making it if need be. Raises Refused."""
    return _upgrade(parse_url(url), LOCAL)


def _upgrade(url: URL, branch: Branch, partitions: int = DEFAULT_PARTITIONS) -> Upgrade:
    try:
        _make_folder(url)
        try:
            return _upgraded(url, branch, partitions)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _THERE_ALREADY:
                raise
            return _upgraded(url, branch, partitions)
    except (SQLAlchemyError, OSError) as error:
        why = who_may(cause_of(error), "the owner's")
        raise Refused(f"The {branch.title} {name_of(url)} cannot be upgraded: {why}") from None


def _upgraded(url: URL, branch: Branch, partitions: int) -> Upgrade:
    name = name_of(url)
    with _beginning(url) as connection:
        _refuse_unfit_servers(connection, f"The {branch.title} {name}")
        before = _version_now(connection, branch)
        refuse_newer(before, branch, name)
        if before != branch.newest:
            if (file := file_of(url)) is not None:
                break_seal(file)
            _run(connection, branch, partitions)
        if url.drivername != SQLITE and branch is DATA:
            close_rights(connection)
        closed = url.drivername == SQLITE or branch is not DATA or close_comparisons(connection)
    return Upgrade(name, before, branch.newest, closed)


@contextmanager
def _beginning(url: URL) -> Iterator[Connection]:
    """One transaction, in which each statement sees what others wrote until it began: a table that is copied into
    another form may have been waited for until an import ended, whose rows would be lost with the old table.
    """
    with passing_engine(url, TIMEOUT_SECONDS) as engine:
        latest = engine if url.drivername == SQLITE else engine.execution_options(isolation_level="READ COMMITTED")
        with latest.begin() as connection:
            yield connection


def _version_now(connection: Connection, branch: Branch) -> str | None:
    """The version there is, once nobody else is about to change it."""
    found = read_version(connection, branch)
    if connection.dialect.name == SQLITE or found not in branch.versions[:-1]:
        return found
    connection.exec_driver_sql(f"LOCK TABLE {branch.version_table} IN EXCLUSIVE MODE")
    return read_version(connection, branch)


def _refuse_unfit_servers(connection: Connection, what: str) -> None:
    """Nothing is tried on older ones; and rare characters of people's names have no place but in UTF-8."""
    if connection.dialect.name == SQLITE:
        return
    version = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar())) // _PARTS_OF_A_VERSION
    if version < OLDEST_SERVER:
        raise Refused(f"{what} is on PostgreSQL {version}; this program needs PostgreSQL {OLDEST_SERVER} or newer.")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise Refused(f"{what} keeps texts in the encoding {encoding}; make it anew with ENCODING 'UTF8'.")


def _make_folder(url: URL) -> None:
    if url.drivername == SQLITE:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)


def _run(connection: Connection, branch: Branch, partitions: int) -> None:
    from alembic import command  # loaded only here: the kiosk's start needs one SELECT, not alembic
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("version_locations", str(MIGRATIONS / branch.folder).replace("%", "%%"))
    settings.attributes["connection"] = connection
    settings.attributes["version_table"] = branch.version_table
    settings.attributes["partitions"] = partitions
    command.upgrade(settings, "head")
