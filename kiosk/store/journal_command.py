"""The command `journal`: what this kiosk printed and how each print ended."""

from __future__ import annotations

import json as to_json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.config import load
from kiosk.errors import KioskError, Refused
from kiosk.options import AsJson, ConfigFile

if TYPE_CHECKING:
    from kiosk.prints import PrintEntry


def journal(
    newest: Annotated[int, typer.Option(help="How many of the newest prints.", min=1, max=100000)] = 50,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Show what this kiosk printed: when, what, how many pages, and how it ended; it names nobody."""
    entries = _entries(config, newest)
    typer.echo(_as_json(entries) if json else "\n".join(map(_line, entries)) or "Nothing has been printed yet.")


def _entries(config: Path | None, newest: int) -> list[PrintEntry]:
    from kiosk.store.engine import passing_engine
    from kiosk.store.local.print_journal import SqlPrintJournal
    from kiosk.store.opening import local_url
    from kiosk.store.version import LOCAL, check_version

    section = load(config).database
    if not section.url:
        raise Refused("The setting database.url is empty; the demo people's journal ends with the program.")
    with passing_engine(local_url(section), section.timeout_seconds) as engine:
        check_version(engine, LOCAL)
        try:
            return list(SqlPrintJournal(engine).entries(newest))
        except KioskError as error:
            raise Refused(f"The journal cannot be read: {error.detail}.") from None


def _line(entry: PrintEntry) -> str:
    pages = f"{entry.pages} page{'' if entry.pages == 1 else 's'}"
    end = f"{entry.end.value} {entry.code}".strip()
    return f"{entry.moment:%Y-%m-%d %H:%M:%S}  {entry.kind.value:<14} {pages:<9} visit {entry.visit:<5} {end}"


def _as_json(entries: list[PrintEntry]) -> str:
    rows = [
        {
            "at": entry.moment.isoformat(timespec="seconds"),
            "kind": entry.kind.value,
            "pages": entry.pages,
            "visit": entry.visit,
            "end": entry.end.value,
            "code": entry.code,
        }
        for entry in entries
    ]
    return to_json.dumps(rows, indent=1)
