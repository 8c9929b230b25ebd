"""The command line: read settings, build the real or mock parts, join them, run.

Rooms are imported inside commands, so that looking something up needs neither Qt nor PC/SC.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from devices.commands import card_app
from kiosk import config
from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.insurance import Insurance
from kiosk.payment_list import Issuer, ListRequest
from kiosk.period import Month, Span
from kiosk.ports import Finding
from kiosk.store.commands import db_app, demo_data
from kiosk.words import words_of

if TYPE_CHECKING:
    from kiosk.ports import CardReader, Clock, Examined, Printer, PrinterSimulator, Simulator
    from kiosk.store import Store
    from ui.program import Program

app = typer.Typer(
    help="Self-service terminal for social insurance halls.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(card_app, name="card")
app.add_typer(db_app, name="db")
app.command("demo-data")(demo_data)

ConfigOption = Annotated[Path | None, typer.Option("--config", help="Settings; default: the development ones.")]
LangOption = Annotated[str, typer.Option("--lang", help="zh_CN or en.")]

SWITCH_INTERVAL = 0.0005
"""Seconds a thread may hold the interpreter: with work in another thread the screen still changes in 45 ms."""

DEMO_DATE_TIME = time(14, 32)
"""The time of day a demo paper is printed at, so that the same demo gives the same bytes."""


@app.command()
def run(
    config_file: ConfigOption = None,
    demo: Annotated[bool, typer.Option(help="Demo people, mock reader, folder printer, developers' dock.")] = False,
    windowed: Annotated[bool, typer.Option(help="In a window instead of the full screen.")] = False,
) -> None:
    """Run the kiosk."""
    settings = config.load(config_file)
    if demo:
        settings = as_demo(settings)
    _need_a_display()
    with ExitStack() as stack:
        program = assemble(settings, stack, windowed=windowed)
        raise typer.Exit(program.run())


@app.command()
def tour(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the printed list.")],
    lang: LangOption = "zh_CN",
    size: Annotated[str, typer.Option(help="Pixels, WIDTHxHEIGHT.")] = "1080x1920",
    look: Annotated[str, typer.Option(help="standard, elder, dark or light.")] = "standard",
    config_file: ConfigOption = None,
) -> None:
    """Walk every screen with the demo person, offscreen; save a picture of each and the printed list."""
    from kiosk.events import Look

    words_or_refuse(lang)
    pixels = _size(size)
    if look not in {one.value for one in Look}:
        raise Refused(f"{look!r} is not a look; there are: {', '.join(one.value for one in Look)}.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    settings = as_demo(config.load(config_file))
    languages = (lang, *(other for other in settings.screen.languages if other != lang))
    with ExitStack() as stack:
        make_folder(out)
        settings = settings.with_values(screen={"languages": languages}, printer={"folder": str(out)})
        program = assemble(settings, stack, windowed=True, size=pixels, look=Look(look))
        pictures = program.tour(out)
    typer.echo(f"{len(pictures)} pictures and the printed list are in {out}.")


@app.command("list")
def list_(
    person: Annotated[str, typer.Option(help="ID number, or a card number.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    first: Annotated[str | None, typer.Option("--from", help="First month, 2024-01.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month, 2026-10.")] = None,
    insurance: Annotated[list[str] | None, typer.Option(help="Category codes; default: all.")] = None,
    full_number: Annotated[bool, typer.Option(help="Print the whole name and number, not masked.")] = False,
    lang: LangOption = "zh_CN",
    config_file: ConfigOption = None,
) -> None:
    """Write a person's payment list without the screen."""
    from kiosk.account import draw_up
    from printing.paper import ListPaper

    settings = config.load(config_file)
    if settings.kiosk.mode == "production":
        raise Refused("On a production kiosk `list` needs a staff login, and this kiosk has no staff login yet.")
    words_or_refuse(lang)
    request = ListRequest(_span(first, last), _insurances(insurance or []), full_number)
    with ExitStack() as stack:
        ledger = open_store(settings, stack).ledger
        holder = ledger.holder_of_number(person.strip().upper())
        if holder is None:
            raise Refused("There is no person with this number in the data.")
        content = draw_up(ledger.account(holder.person_id), request, issuer_of(settings), _printed_at(settings))
    document = ListPaper().payment_list(content, lang, previews=0)
    _write(out, document.pdf)
    typer.echo(f"{out}: {document.pages} pages.")


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False, config_file: ConfigOption = None
) -> None:
    """Look at every part: how it is, and what to do. Exits with 1 when something needs attention."""
    with ExitStack() as stack:
        findings = _examine(config_file, stack)
    if as_json:
        typer.echo(json.dumps([finding_as_json(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            typer.echo(f"{'ok' if finding.well else '!!':3}{finding.part:16}{finding.state}")
            if finding.advice:
                typer.echo(f"{'':19}-> {finding.advice}")
    unwell = [finding.part for finding in findings if not finding.well]
    if unwell:
        raise Refused(f"Needs attention: {', '.join(unwell)}.")


def finding_as_json(finding: Finding) -> dict[str, object]:
    """One finding for programs."""
    return {"part": finding.part, "well": finding.well, "state": finding.state, "advice": finding.advice}


def _examine(config_file: Path | None, stack: ExitStack) -> Sequence[Finding]:
    from printing.paper import ListPaper

    try:
        settings = config.load(config_file)
    except Refused as refused:
        return [Finding("configuration", False, str(refused), "Correct the file; resources/kiosk.toml names every key.")]
    findings = [Finding("configuration", True, f"{config_file or config.default_file()} ({settings.kiosk.mode})")]
    clock = SystemClock(settings)
    examined: list[Examined] = [ListPaper(), make_printer(settings, clock), make_reader(settings)]
    try:
        store = open_store(settings, stack)
    except Refused as refused:
        findings.append(Finding("database", False, str(refused), "Correct database.url, or run: main.py db upgrade"))
    else:
        examined[:0] = [store.ledger, store.credentials]
    for part in examined:
        findings.extend(part.examine())
    return findings


# Parts, real or mock, as the settings say.


def as_demo(settings: Settings) -> Settings:
    """The same kiosk with nothing real in it."""
    return settings.with_values(
        kiosk={"mode": "development"},
        reader={"kind": "mock"},
        printer={"kind": "folder"},
        database={"url": "", "local_url": "", "read_url": ""},
        demo={"today": settings.demo.today or date(2026, 11, 21)},
    )


def issuer_of(settings: Settings) -> Issuer:
    """What every list says of where it was printed."""
    hall = settings.hall
    return Issuer(hall.name, hall.agency, hall.division, hall.hotline, hall.sub_center, settings.kiosk.id)


def make_reader(settings: Settings) -> CardReader:
    """The reader the settings ask for."""
    if settings.reader.kind == "mock":
        from devices.mock import MockReader

        return MockReader()
    from devices.reader import PcscReader

    return PcscReader(settings.reader.name_pattern)


def make_printer(settings: Settings, clock: Clock) -> Printer:
    """The printer the settings ask for."""
    if settings.printer.kind == "folder":
        from printing.folder import FolderPrinter

        return FolderPrinter(Path(settings.printer.folder), clock)
    from printing.cups import CupsPrinter

    return CupsPrinter(settings.printer.queue, settings.printer.device_uri, clock)


def open_store(settings: Settings, stack: ExitStack) -> Store:
    """Open the databases; without a database.url the demo people, made anew in a folder that goes with the program.

    In development made-up people get their made-up passwords. Raises Refused.
    """
    from kiosk import store
    from kiosk.passwords import Passwords
    from kiosk.store import demo, upgrading

    section = settings.database
    if not section.url:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shebao-kiosk-"))
        url = f"sqlite:///{folder}/demo.db"
        demo.make(url, persons=0, today=today_of(settings))
        section = section.model_copy(update={"url": url, "local_url": ""})
    opened = store.open_store(section)
    stack.callback(opened.close)
    if opened.is_demo and settings.kiosk.mode == "development":
        demo.seed_demo_passwords(opened, Passwords(settings.passwords).hash)
    return opened
