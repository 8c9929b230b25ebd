"""The commands `db upgrade` and `demo-data`; SQLAlchemy is loaded only when one of them runs."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.config import DatabaseSection, Settings, load
from kiosk.errors import KioskError, Refused
from kiosk.options import ConfigFile
from kiosk.store import login_commands

if TYPE_CHECKING:
    from kiosk.demo.making import Recipe
    from kiosk.store.upgrading import Upgrade

db_app = typer.Typer(help="The databases' schema, and who may log in to the data's server.", no_args_is_help=True)


db_app.add_typer(login_commands.kiosk_app, name="kiosk")
db_app.add_typer(login_commands.login_app, name="login")
db_app.command("unlock")(login_commands.unlock)
db_app.command("void")(login_commands.void)


@db_app.callback()
def _db() -> None:
    """The databases' schema, and who may log in to the data's server."""


@db_app.command("upgrade")
def upgrade_databases(config: ConfigFile = None) -> None:
    """Bring the data's and the local database to the schema this program needs, making them if need be."""
    from kiosk.store import upgrading
    from kiosk.store.meant_for import check_owners
    from kiosk.store.opening import local_url

    section = load(config).database
    if not section.url:
        raise Refused("The setting database.url is empty; name the database to upgrade there.")
    check_owners(section.url, "upgrade the tables")
    local = local_url(section)
    done = (
        upgrading.upgrade(section.url, section.partitions),
        upgrading.upgrade_local(local.render_as_string(hide_password=False)),
    )
    typer.echo("; ".join(map(_told, done)) + ".")


def demo_data(
    database: Annotated[str, typer.Option(help="URL of the database to fill; default: the configured one.")] = "",
    persons: Annotated[int, typer.Option(help="Further persons besides the demo people.")] = 0,
    months: Annotated[int, typer.Option(help="Months of contributions each further person has.")] = 24,
    seed: Annotated[int, typer.Option(help="The same seed gives the same data.")] = 1,
    config: ConfigFile = None,
) -> None:
    """Fill a database with the demo people and any number of generated further persons."""
    from kiosk.demo.making import Recipe
    from kiosk.store.filling import fill_with_demo

    settings = load(config)
    recipe = Recipe(persons, months, seed, settings.demo.today or date.today())
    recipe.check()
    section = _section_for(settings, database)
    written = fill_with_demo(section.url, recipe, section.partitions)
    told = _set_passwords(settings, section, recipe)
    typer.echo(f"{written.persons} persons with {written.contributions} contributions written; {told}.")


def _section_for(settings: Settings, database: str) -> DatabaseSection:
    """The configured databases, or the named one with a local database beside it where that can be."""
    from kiosk.store.engine import SQLITE, parse_url

    section = settings.database
    if not database:
        if not section.url:
            raise Refused("Name the database to fill with --database, or in the setting database.url.")
        return section
    parsed = parse_url(database)
    if parsed.password is not None or "password" in parsed.query:
        raise Refused(
            "Every user of this machine sees a password on the command line; leave it to ~/.pgpass or PGPASSFILE, or "
            "put the URL into the setting database.url."
        )
    beside = parsed.drivername == SQLITE
    return section.model_copy(update={"url": database, "local_url": "" if beside else section.local_url})


def _set_passwords(settings: Settings, section: DatabaseSection, recipe: Recipe) -> str:
    """Set the demo passwords and say so; never on a production kiosk, whose people have their own."""
    from kiosk.demo.people import demo_passwords
    from kiosk.passwords import Passwords
    from kiosk.store.engine import SQLITE, parse_url
    from kiosk.store.filling import seed_local_beside
    from kiosk.store.server_seeding import seed_on_server

    if settings.kiosk.mode == "production":
        return "no passwords set on a production configuration"
    if parse_url(section.url).drivername != SQLITE:
        seed_on_server(section.url, demo_passwords(recipe.today))
        return "demo passwords set on the server"
    try:
        seed_local_beside(section, recipe, Passwords(settings.passwords).hash, secrets.token_bytes)
    except KioskError as error:
        raise Refused(f"The local database could not be written: {error.detail}.") from None
    return "demo passwords set in the local database"


def _told(done: Upgrade) -> str:
    """Say what an upgrade did."""
    told = f"{done.name} upgraded from {done.before or 'nothing'} to version {done.after}"
    if done.before == done.after:
        told = f"{done.name} has version {done.after} already"
    return told if done.closed else f"{told}, and a superuser should run this once (README)"
