"""The command `fleet`: how every kiosk is, for the agency."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kiosk.config import load
from kiosk.errors import KioskError, Refused

SECONDS_A_MINUTE = 60.0


def fleet(
    json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    prometheus: Annotated[bool, typer.Option("--prometheus", help="For monitoring, as Prometheus reads it.")] = False,
    silent: Annotated[int, typer.Option(help="Minutes after which a kiosk counts as silent.", min=1, max=10080)] = 5,
    config: Annotated[
        Path | None, typer.Option("--config", help="Configuration file; default: the shipped one.")
    ] = None,
) -> None:
    """Show each kiosk's last heartbeat: version, service, paper, data, failures; with an auditor's or owner's login."""
    from kiosk.fleet import view
    from kiosk.store.fleet_overview import read_overview

    if json and prometheus:
        raise Refused("Either --json or --prometheus.")
    try:
        kiosks = read_overview(load(config).database)
    except KioskError as error:
        raise Refused(
            f"The fleet cannot be read: {error.detail}. Only an auditor's or the owner's login may read it."
        ) from None
    show = view.as_json if json else view.as_figures if prometheus else view.as_table
    typer.echo(show(kiosks, silent * SECONDS_A_MINUTE))
