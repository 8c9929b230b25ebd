"""The commands `backup` and `restore`: verified copies of the data and of this kiosk's own database."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.config import DatabaseSection, Settings, load
from kiosk.errors import KioskError, Refused
from kiosk.options import ConfigFile

Local = Annotated[bool, typer.Option("--local", help="The kiosk's own database (passwords) instead of the data.")]


def backup(
    out: Annotated[
        Path | None, typer.Option(help="File to write; the kiosk's own database goes beside it, as NAME-local.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Keep a verified copy of the data and of the kiosk's own database; for every night."""
    from kiosk.audit.machine_events import BACKED_UP
    from kiosk.audit.opening import trail_for_command
    from kiosk.store.copies import keep_copy

    settings = _settings(config)
    section = settings.database
    data, local = _data_file(section), _local_file(section)
    if data is None and local is None:
        raise Refused(f"Both databases are on PostgreSQL, {_SERVER_TOOLS}.")
    now = datetime.now()
    with trail_for_command(settings) as trail:
        if data is not None:
            typer.echo(f"{keep_copy(data, now, out).file}: the data, verified.")
            trail.record(BACKED_UP.name, "data")
        else:
            typer.echo(f"The data are on PostgreSQL, {_SERVER_TOOLS}.")
        if local is not None and local.exists():
            _make_secret(section)
            beside = _local_beside(out) if out is not None and data is not None else out
            typer.echo(f"{keep_copy(local, now, beside, sealed=False).file}: the kiosk's own database, verified.")
            trail.record(BACKED_UP.name, "local")


def restore(
    source: Annotated[
        Path | None, typer.Argument(metavar="FROM", help="A copy; default: the newest beside the database.")
    ] = None,
    local: Local = False,
    config: ConfigFile = None,
) -> None:
    """Put a verified copy in the place of the data; what was there is moved aside. Passwords are not touched."""
    from kiosk.audit.machine_events import RESTORED
    from kiosk.audit.opening import trail_for_command
    from kiosk.store import copies
    from kiosk.store.version import DATA, LOCAL, check_copy

    settings = _settings(config)
    section = settings.database
    file = _local_file(section) if local else _data_file(section)
    if file is None:
        raise Refused(f"The database is on PostgreSQL, {_SERVER_TOOLS}.")
    if source is None:
        newest = copies.newest_whole_copy(file)
        if newest is None:
            raise Refused(f"There is no verified copy beside {file}; name one.")
        source = newest.file
    check_copy(source, LOCAL if local else DATA)
    with trail_for_command(settings) as trail:
        aside = copies.restore(file, source, datetime.now(), sealed=not local)
        trail.record(RESTORED.name, "local" if local else "data")
    kept = f"; what was there is kept as {aside}" if aside else ""
    typer.echo(f"{file} is now what {source} holds{kept}. Start the kiosk anew.")


_SERVER_TOOLS = "which keeps its copies by itself: use pg_dump and pg_restore with a superuser's login (agency.md)"


def _settings(config: Path | None) -> Settings:
    settings = load(config)
    if not settings.database.url:
        raise Refused("The setting database.url is empty; there is nothing to copy.")
    return settings


def _make_secret(section: DatabaseSection) -> None:
    """A kiosk that never ran has no secret yet, and a copy without it could not follow the trail written meanwhile."""
    from kiosk.store.local.kept_secret import kept_secret

    with suppress(Refused, KioskError):  # whether the file can be copied is found out by copying it
        kept_secret(section)


def _data_file(section: DatabaseSection) -> Path | None:
    from kiosk.store.engine import parse_url
    from kiosk.store.fallback import file_of

    return file_of(parse_url(section.url))


def _local_file(section: DatabaseSection) -> Path | None:
    from kiosk.store.opening import local_file

    return local_file(section)


def _local_beside(out: Path) -> Path:
    from kiosk.store.engine import LOCAL_SUFFIX

    return out.with_name(f"{out.stem}{LOCAL_SUFFIX}{out.suffix}")
