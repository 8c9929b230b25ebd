"""The command `import`: the monthly data, from files into the configured database."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk.config import load
from kiosk.errors import Refused
from kiosk.options import ConfigFile
from kiosk.period import Month


def import_files(
    files: Annotated[list[Path], typer.Argument(help="One or more files; they are one import, all or nothing.")],
    source: Annotated[str, typer.Option(help="A profile: its name, or the path of a TOML file.", metavar="PROFILE")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything, then take it back.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="How far the data reach, 2026-10; default: the latest settlement month."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Import the monthly data; prints a report. Nothing is changed unless everything could be read."""
    from kiosk.audit.machine_events import IMPORT_REFUSED, IMPORTED
    from kiosk.audit.opening import trail_for_command
    from kiosk.intake.apart import reading_for
    from kiosk.intake.importing import run_import
    from kiosk.intake.profile import load_profile
    from kiosk.intake.reading import Order
    from kiosk.intake.report import told
    from kiosk.intake.straight import run_straight
    from kiosk.store.month import open_months

    settings = load(config)
    profile = load_profile(source)
    order = Order(files, profile, settings.demo.today or date.today(), _month(as_of), dry_run)
    with trail_for_command(settings) as trail:
        try:
            with open_months(settings, datetime.now, profile.name) as store, _progress(files) as bar:
                done = run_straight(order, store, bar.update) or run_import(
                    order, store, bar.update, reading_for(order)
                )
        except Refused:
            trail.record(IMPORT_REFUSED.name, profile.name)
            raise
        if not dry_run:
            persons = done.written.persons if done.written is not None else 0
            trail.record(IMPORTED.name, f"{profile.name} rows={sum(done.rows.values())} persons={persons}")
    typer.echo(told(done, dry_run=dry_run))


def _progress(files: list[Path]) -> Any:
    """Shown on a terminal alone: elsewhere standard error holds nothing but the sentence of a refusal."""
    total = sum(file.stat().st_size for file in files if file.is_file())
    shown = sys.stderr if sys.stderr.isatty() else io.StringIO()
    return typer.progressbar(length=total, label="Importing", file=shown)


def _month(text: str | None) -> Month | None:
    try:
        return Month.parse(text) if text else None
    except ValueError:
        raise Refused("--as-of is not a month; write it as 2026-10.") from None
