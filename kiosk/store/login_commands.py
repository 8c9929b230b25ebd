"""The commands `db kiosk ...`, `db login ...`, `db unlock` and `db void`: who may log in to the data's server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.config import Settings, load
from kiosk.errors import Refused, cause_of_file
from kiosk.operator import operator_here
from kiosk.options import ConfigFile, well_formed

if TYPE_CHECKING:
    from sqlalchemy import URL

    from kiosk.store.role_making import Renewed

kiosk_app = typer.Typer(help="Which kiosks may log in to the data's server.", no_args_is_help=True)
login_app = typer.Typer(help="Who else may log in to the data's server.", no_args_is_help=True)

OWNER_ONLY = 0o600
"""The URL holds the password."""

KioskId = Annotated[str, typer.Argument(metavar="ID", help="The kiosk's ID, as in its setting kiosk.id.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the URL to this new file instead of showing it.")]
Number = Annotated[str, typer.Argument(help="ID number or card number, after the document was checked.")]


@kiosk_app.command("add")
def add_kiosk(kiosk_id: KioskId, out: Out = None, config: ConfigFile = None) -> None:
    """Give a kiosk a login of its own, or a new password; prints once the URL that is its setting database.url."""
    from kiosk.store import roles

    url = _url(load(config))
    _hand_over(lambda renewed: roles.add_kiosk(url, kiosk_id, renewed), out)


@kiosk_app.command("remove")
def remove_kiosk(kiosk_id: KioskId, config: ConfigFile = None) -> None:
    """Take a kiosk's login away, at once: one that was stolen, or is no longer used."""
    from kiosk.store import roles

    roles.remove_kiosk(_url(load(config)), kiosk_id)
    typer.echo(f"The kiosk {kiosk_id} can no longer log in.")


@kiosk_app.command("list")
def list_kiosks(config: ConfigFile = None) -> None:
    """Show the kiosks that may log in, and since when."""
    from kiosk.store import roles

    lines = [f"{kiosk.id}  {kiosk.login}  {kiosk.added:%Y-%m-%d}" for kiosk in roles.kiosks(_url(load(config)))]
    _list(lines, "No kiosk may log in yet; `main.py db kiosk add ID` makes a login.")


@login_app.command("add")
def add_login(
    group: Annotated[str, typer.Argument(help="importer, clerk or auditor.")],
    name: Annotated[str, typer.Argument(help="Name of the login.")],
    out: Out = None,
    config: ConfigFile = None,
) -> None:
    """Make a login that imports, looks up for people at a counter, or audits, or give it a new password.

    Prints its URL once.
    """
    from kiosk.store import agency_logins

    url = _url(load(config))
    _hand_over(lambda renewed: agency_logins.add_login(url, group, name, renewed), out)


@login_app.command("remove")
def remove_login(
    name: Annotated[str, typer.Argument(help="Name of the login.")],
    config: ConfigFile = None,
) -> None:
    """Take a login away, at once: whose work has ended, or whose password somebody else knows."""
    from kiosk.store import agency_logins

    agency_logins.remove_login(_url(load(config)), name)
    typer.echo(f"The login {name} can no longer log in.")


@login_app.command("list")
def list_logins(config: ConfigFile = None) -> None:
    """Show the importers, clerks and auditors that may log in, and since when they have their passwords."""
    from kiosk.store import agency_logins

    found = agency_logins.logins(_url(load(config)))
    lines = [f"{login.name}  {login.group}  {login.added:%Y-%m-%d}" for login in found]
    _list(lines, "Nobody but the owner may log in yet; `main.py db login add` makes a login.")


def _list(lines: list[str], nobody: str) -> None:
    for line in lines or [nobody]:
        typer.echo(line)


def unlock(number: Number, config: ConfigFile = None) -> None:
    """Let a number try again, and its holder's cards, at every kiosk of the server; with a clerk's or owner's URL."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.staff.acts import NAMES, Unlock
    from kiosk.store import clerk

    settings = load(config)
    with trail_for_command(settings) as trail:
        clerk.unlock(_url(settings), well_formed(number), operator_here())
        trail.record(NAMES[Unlock])
    # Said the same whether the number is known.
    typer.echo("The number can try again.")


def void(number: Number, config: ConfigFile = None) -> None:
    """Delete the password of a number's holder on the server; with a clerk's or owner's URL."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.staff.acts import NAMES, VoidRegistration
    from kiosk.store import clerk

    settings = load(config)
    with trail_for_command(settings) as trail:
        there = clerk.void(_url(settings), well_formed(number), operator_here())
        if there:
            trail.record(NAMES[VoidRegistration])
    typer.echo("The password is deleted." if there else "There was no password.")


def _url(settings: Settings) -> str:
    if not settings.database.url:
        raise Refused("The setting database.url is empty; name the data's server there.")
    return settings.database.url


def _hand_over(make: Callable[[Renewed], URL], out: Path | None) -> None:
    """Show the URL with its password, or write it to a file; beside it, not among it, who had a login before."""
    renewed: list[str] = []

    def made() -> str:
        return make(renewed.append).render_as_string(hide_password=False)

    if out is None:
        typer.echo(made())
    else:
        _write_for_its_owner(out, made)
        typer.echo(f"The URL is in {out}.")
    for whose in renewed:
        typer.echo(f"{whose} had a login already: its former password is no longer right.", err=True)


def _write_for_its_owner(out: Path, made: Callable[[], str]) -> None:
    """The file is made before the login: a password not handed over would be lost, and the former one with it."""
    try:
        number = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as error:
        raise Refused(f"The file {out} cannot be made: {cause_of_file(error)}.") from None
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(f"{made()}\n")
    except BaseException:
        out.unlink(missing_ok=True)
        raise
