"""The commands `fleet ...`: how every kiosk is, what they shipped, and what was done on the server; for the agency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.audit.acknowledging import Why
from kiosk.config import Settings, load
from kiosk.errors import KioskError, Refused
from kiosk.options import AsJson, ConfigFile, well_formed

if TYPE_CHECKING:
    from kiosk.fleet.trails import Followed, ShippedTrail
    from kiosk.store.fleet_records import SqlRecords

SECONDS_A_MINUTE = 60.0
MOST_SENTENCES = 20
"""Of one trail; who sees so many breaks knows enough, and a trail that was set back breaks at each line."""

fleet_app = typer.Typer(help="Every kiosk of a server, for the agency.", invoke_without_command=True)


@fleet_app.callback()
def fleet(
    context: typer.Context,
    json: AsJson = False,
    prometheus: Annotated[bool, typer.Option("--prometheus", help="For monitoring, as Prometheus reads it.")] = False,
    silent: Annotated[int, typer.Option(help="Minutes after which a kiosk counts as silent.", min=1, max=10080)] = 5,
    config: ConfigFile = None,
) -> None:
    """Show each kiosk's last heartbeat: version, service, paper, data, failures; with an auditor's or owner's login."""
    from kiosk.fleet import view
    from kiosk.store.fleet_overview import read_overview

    if context.invoked_subcommand is not None:
        _refuse_before(context)
        return
    if json and prometheus:
        raise Refused("Either --json or --prometheus.")
    with _reading():
        kiosks = read_overview(load(config).database)
    show = view.as_json if json else view.as_figures if prometheus else view.as_table
    typer.echo(show(kiosks, silent * SECONDS_A_MINUTE))


def _refuse_before(context: typer.Context) -> None:
    """What stands before a command's name is not its own, and would be passed over."""
    unsaid = {each.name: each.default for each in context.command.params}
    if any(given != unsaid[name] for name, given in context.params.items()):
        raise Refused(f"Write the options of `fleet {context.invoked_subcommand}` behind its name.")


@fleet_app.command("verify")
def verify(
    kiosk: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Only these kiosks; default: all.")] = None,
    config: ConfigFile = None,
) -> None:
    """Follow the chain of every kiosk's audit lines on the server and name what is wrong; 1 when something is."""
    wrong: list[str] = []
    with _records(load(config)) as records:
        trails = _asked(records, tuple(kiosk or ()))
        if not trails:
            typer.echo("There is no kiosk in this database yet.")
        for trail in trails:
            for found in _followed(records, trail):
                typer.echo(_summary(found))
                sentences = list(found.wrong())
                for sentence in islice(sentences, MOST_SENTENCES):
                    typer.echo(f"  {sentence}")
                if len(sentences) > MOST_SENTENCES:
                    typer.echo(f"  And {len(sentences) - MOST_SENTENCES} more.")
                if sentences and found.kiosk not in wrong:
                    wrong.append(found.kiosk)
    if wrong:
        raise Refused(f"Not as it was written: the audit trail of {', '.join(wrong)}.")


@fleet_app.command("acknowledge")
def acknowledge(
    kiosk: Annotated[str, typer.Argument(metavar="ID", help="The kiosk whose trail is broken.")],
    why: Annotated[Why, typer.Option(help="What broke the chain, as far as is known.")],
    case: Annotated[str, typer.Option(help="Number of the agency's own record of it; nobody's name.")] = "",
    config: ConfigFile = None,
) -> None:
    """Say that the agency knows of the breaks in what a kiosk shipped: the remark ends, the breaks stay."""
    from kiosk.audit.acknowledging import reason_of
    from kiosk.operator import operator_here

    reason = reason_of(why, case)
    with _records(load(config)) as records:
        (trail,) = _asked(records, (kiosk,))
        if not any(True for found in _followed(records, trail) for _ in found.wrong()):
            raise Refused(f"There is nothing to acknowledge of kiosk {kiosk}.")
        records.acknowledge(trail, reason, operator_here())
    typer.echo(f"Acknowledged for kiosk {kiosk}: what is broken up to line {trail.end.number}.")


@fleet_app.command("acts")
def acts(
    days: Annotated[int, typer.Option(help="So many days back from now.", min=1, max=3650)] = 31,
    number: Annotated[str | None, typer.Option(help="Only what was about this ID or card number.")] = None,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Show what was done on the server: numbers unlocked, passwords voided, logins made; by whom."""
    from kiosk.fleet.acts import as_json, as_text

    settings, asked = load(config), "" if number is None else well_formed(number)
    with _records(settings) as records:
        found = records.acts(datetime.now(UTC) - timedelta(days=days), asked)
    for act in found:
        typer.echo(as_json(act) if json else as_text(act))
    if not found and not json:
        typer.echo("There is no such act.")


@contextmanager
def _reading() -> Iterator[None]:
    from kiosk.store.engine import who_may

    try:
        yield
    except KioskError as error:
        why = who_may(error.detail, "an auditor's or the owner's")
        raise Refused(f"The fleet cannot be read: {why}") from None


@contextmanager
def _records(settings: Settings) -> Iterator[SqlRecords]:
    from kiosk.store.fleet_records import open_records

    with _reading(), open_records(settings.database) as records:
        yield records


def _asked(records: SqlRecords, kiosks: tuple[str, ...]) -> list[ShippedTrail]:
    trails = {trail.kiosk: trail for trail in records.trails()}
    for kiosk in kiosks:
        if kiosk not in trails:
            raise Refused(f"There is no kiosk {kiosk} in this database.")
    return [trails[kiosk] for kiosk in kiosks or trails]


def _followed(records: SqlRecords, trail: ShippedTrail) -> Iterator[Followed]:
    from kiosk.fleet.trails import followed

    return followed(trail, lambda after, until: records.lines(trail.kiosk, after, until))


def _summary(found: Followed) -> str:
    verdict, gone = found.verdict, " (a machine that was removed)" if found.gone else ""
    if not verdict.lines and not any(found.wrong()):
        return f"{found.kiosk}{gone}: no lines."
    until = f" until {verdict.last.at:%Y-%m-%d %H:%M:%S}" if verdict.last else ""
    state = "the chain is broken" if any(found.wrong()) else "the chain is whole"
    if state == "the chain is whole" and found.known:
        state = "what is broken is known"
    return f"{found.kiosk}{gone}: {verdict.lines} lines{until}, {state}."
