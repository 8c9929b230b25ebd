"""The commands `staff add|reset|card|remove|list`: who may look after this kiosk."""

from __future__ import annotations

from typing import Annotated

import typer

from kiosk.config import load
from kiosk.options import ConfigFile
from kiosk.staff.members import Role

staff_app = typer.Typer(help="Who may look after this kiosk.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The staff number, 3 to 12 digits.")]
Card = Annotated[str, typer.Option("--card", help="Number of the card that stands for the staff number.")]


@staff_app.command("add")
def add(
    number: Number,
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.ATTENDANT,
    card: Card = "",
    config: ConfigFile = None,
) -> None:
    """Add an account; the password is typed twice without echo, or comes by a pipe."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.staff.acts import NAMES, AddStaff
    from kiosk.staff.console import open_console, read_new_password

    settings = load(config)
    with open_console(settings) as console, trail_for_command(settings, names=True) as trail:
        console.accounts.add(number, role, read_new_password(), card)
        trail.record(NAMES[AddStaff], who=number)
    typer.echo(f"{number} is added as {role.value}.")


@staff_app.command("reset")
def reset(number: Number, config: ConfigFile = None) -> None:
    """Give an account another password, and forget its wrong tries."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.staff.acts import NAMES, ResetStaff
    from kiosk.staff.console import open_console, read_new_password

    settings = load(config)
    with open_console(settings) as console, trail_for_command(settings, names=True) as trail:
        console.accounts.reset(number, read_new_password())
        trail.record(NAMES[ResetStaff], who=number)
    typer.echo(f"{number} has a new password.")


@staff_app.command("card")
def card_of(
    number: Number,
    card: Annotated[str, typer.Option("--card", help="The card's number; empty: none any more.")],
    config: ConfigFile = None,
) -> None:
    """Let a card stand for a staff number; its password is asked for all the same."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.audit.staff_events import STAFF_CARD
    from kiosk.staff.console import open_console

    settings = load(config)
    with open_console(settings) as console, trail_for_command(settings, names=True) as trail:
        console.accounts.give_card(number, card)
        trail.record(STAFF_CARD.name, who=number)
    typer.echo(f"{number} has {'a card' if card else 'no card'}.")


@staff_app.command("remove")
def remove(number: Number, config: ConfigFile = None) -> None:
    """Remove an account; the last administrator stays."""
    from kiosk.audit.opening import trail_for_command
    from kiosk.staff.acts import NAMES, RemoveStaff
    from kiosk.staff.console import open_console

    settings = load(config)
    with open_console(settings) as console, trail_for_command(settings, names=True) as trail:
        console.accounts.remove(number)
        trail.record(NAMES[RemoveStaff], who=number)
    typer.echo(f"{number} is removed.")


@staff_app.command("list")
def list_all(config: ConfigFile = None) -> None:
    """Show the accounts: number, role, and whether there is a card."""
    from kiosk.staff.console import open_console

    with open_console(load(config)) as console:
        accounts = console.accounts.all()
    for account in accounts:
        typer.echo(f"{account.number:<12} {account.role.value:<13} {'card' if account.card_key else ''}".rstrip())
    if not accounts:
        typer.echo("Nobody is staff yet; `main.py staff add NUMBER --role administrator` adds the first.")
