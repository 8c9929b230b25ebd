"""Schema versions: which this program knows, which a database has, and whether they go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, MetaData, inspect, text

from kiosk.errors import KioskError, Refused
from kiosk.store.engine import SQLITE, name_of, parse_url, passing_engine, reading, who_may
from kiosk.store.local.tables import LOCAL_TABLES
from kiosk.store.tables import DATA_TABLES


@dataclass(frozen=True, slots=True)
class Branch:
    """One database's migrations: its folder, the table that holds the version, the versions known in order."""

    title: str
    folder: str
    version_table: str
    metadata: MetaData
    versions: tuple[str, ...]

    @property
    def newest(self) -> str:
        """The version this program works with."""
        return self.versions[-1]


DATA = Branch(
    "database",
    "data",
    "data_version",
    DATA_TABLES,
    ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"),
)
LOCAL = Branch("local database", "local", "local_version", LOCAL_TABLES, ("0001", "0002", "0003", "0004", "0005"))

_UPGRADE = "run `main.py db upgrade`"


def read_version(connection: Connection, branch: Branch) -> str | None:
    """Read a database's version; None when it has no schema yet."""
    if not inspect(connection).has_table(branch.version_table):
        return None
    return connection.execute(text(f"SELECT version_num FROM {branch.version_table}")).scalar()  # noqa: S608 our own name


def check_version(engine: Engine, branch: Branch, whose: str = "") -> None:
    """Make sure a database is there and has the version this program knows. Raises Refused with one sentence.

    `whose` login may do what comes next; a login that may not even ask for the version is told so.
    """
    name = name_of(engine.url)
    _check_file(engine.url, branch)
    try:
        with reading(engine) as connection:
            version = read_version(connection, branch)
    except KioskError as error:
        raise Refused(f"The {branch.title} {name} cannot be used: {_why(error, whose)}") from None
    check_found(version, branch, name)


def _why(error: KioskError, whose: str) -> str:
    return who_may(error.detail, whose) if whose else f"{error.detail}."


def check_found(version: str | None, branch: Branch, name: str) -> None:
    """Make sure that a version that was read is the one this program knows. Raises Refused."""
    if version is None:
        raise Refused(f"The {branch.title} {name} has no tables yet; {_UPGRADE}.")
    refuse_newer(version, branch, name)
    if version != branch.newest:
        raise Refused(
            f"The {branch.title} {name} has version {version}, this program needs {branch.newest}; {_UPGRADE}."
        )


def check_copy(file: Path, branch: Branch) -> None:
    """Make sure a file is a copy of such a database, not newer than this program. Raises Refused."""
    url = parse_url(f"{SQLITE}:///{file}")
    _check_file(url, branch)
    try:
        with passing_engine(url, 1) as engine, reading(engine) as connection:
            version = read_version(connection, branch)
    except KioskError as error:
        raise Refused(f"The copy {file} cannot be used: {error.detail}.") from None
    if version is None:
        raise Refused(f"{file} is no copy of the {branch.title}.")
    refuse_newer(version, branch, str(file))


def refuse_newer(version: str | None, branch: Branch, name: str) -> None:
    """Raise Refused when a database was made by a newer program."""
    if version is not None and version not in branch.versions:
        raise Refused(
            f"The {branch.title} {name} has version {version}, made by a newer program; "
            f"this one knows up to {branch.newest}."
        )


def _check_file(url: URL, branch: Branch) -> None:
    """SQLite would make a missing file; a kiosk must rather say that it is missing."""
    if url.drivername == SQLITE and not Path(str(url.database)).is_file():
        raise Refused(f"The {branch.title} {name_of(url)} does not exist; {_UPGRADE}.")
