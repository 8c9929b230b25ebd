"""The command line: read settings, build the real or mock parts, join them, run.

Rooms are imported inside commands, so that looking something up needs neither Qt nor PC/SC.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from devices.commands import card_app
from kiosk import config
from kiosk.audit.commands import audit_app
from kiosk.config import Settings
from kiosk.configuring import configure
from kiosk.core_dumps import forbid_core_dumps
from kiosk.errors import KioskError, Refused
from kiosk.fleet.commands import fleet_app
from kiosk.hall import as_demo, issuer_of, printed_at, today_of
from kiosk.intake.commands import import_files
from kiosk.options import AsJson, ConfigFile
from kiosk.staff.commands import staff_app
from kiosk.store.commands import db_app, demo_data
from kiosk.store.copy_commands import backup, restore
from kiosk.store.journal_command import journal
from printing.commands import list_
from printing.seal.commands import key_app, verify

if TYPE_CHECKING:
    from kiosk.choices import Look
    from kiosk.ports import Clock, Examined, Finding
    from kiosk.store.opening import ServerStore, Store
    from ui.commands import TourWalk
    from ui.program import Program, Rooms

app = typer.Typer(
    help="Self-service terminal for social insurance halls.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(audit_app, name="audit")
app.add_typer(card_app, name="card")
app.add_typer(db_app, name="db")
app.add_typer(fleet_app, name="fleet")
app.add_typer(key_app, name="key")
app.add_typer(staff_app, name="staff")
app.command("demo-data")(demo_data)
app.command("backup")(backup)
app.command("configure")(configure)
app.command("restore")(restore)
app.command("journal")(journal)
app.command("import")(import_files)
app.command("list")(list_)
app.command("verify")(verify)

LangOption = Annotated[str, typer.Option("--lang", help="zh_CN or en.")]


@app.command()
def run(
    config_file: ConfigFile = None,
    demo: Annotated[bool, typer.Option(help="Demo people, mock reader, folder printer, developers' dock.")] = False,
    windowed: Annotated[bool, typer.Option(help="In a window instead of the full screen.")] = False,
) -> None:
    """Run the kiosk."""
    from ui.commands import need_a_display

    forbid_core_dumps()
    settings = config.load(config_file)
    if demo:
        settings = as_demo(settings)
    need_a_display()
    with ExitStack() as stack:
        program = assemble(settings, stack, windowed=windowed)
        if demo:
            program.open_dock()
        raise typer.Exit(program.run())


@app.command()
def tour(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the printed list.")],
    lang: Annotated[str, typer.Option("--lang", help="zh_CN, en or all.")] = "zh_CN",
    size: Annotated[str, typer.Option(help="Pixels, WIDTHxHEIGHT.")] = "1080x1920",
    look: Annotated[str, typer.Option(help="standard, elder, dark, light or all.")] = "standard",
    low: Annotated[bool, typer.Option("--low", help="With every key within reach of somebody who sits.")] = False,
    config_file: ConfigFile = None,
) -> None:
    """Walk every screen with the demo person, offscreen; save a picture of each and the printed list.

    With `all` each walk has a folder of its own below --out: LOOK-LANGUAGE, and low-LANGUAGE.
    """
    from ui.commands import make_folder, read_size, walks_of

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    pixels, settings = read_size(size), as_demo(config.load(config_file))
    walks = walks_of(out, look, lang, settings.screen.languages, low=low)
    make_folder(out)
    pictures = sum(_walk(settings, walk, pixels) for walk in walks)
    typer.echo(f"{pictures} pictures and the printed list are in {out}.")


def _walk(settings: Settings, walk: TourWalk, pixels: tuple[int, int]) -> int:
    """Walk once; how many pictures were saved. Raises Refused when the tour does not get through."""
    from printing.files import check_language
    from ui.commands import make_folder
    from ui.tour import TourStuck

    first = check_language(walk.language)
    make_folder(walk.out)
    languages = (first, *(other for other in settings.screen.languages if other != first))
    settings = settings.with_values(screen={"languages": languages}, printer={"folder": str(walk.out)})
    with ExitStack() as stack:
        program = assemble(settings, stack, windowed=True, size=pixels, look=walk.look)
        try:
            return len(program.tour(walk.out, low=walk.low))
        except TourStuck as stuck:
            raise Refused(f"The tour did not get through: {stuck}.") from None


@app.command("test-page")
def test_page(
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    lang: LangOption = "zh_CN",
    config_file: ConfigFile = None,
) -> None:
    """Write the staff's readiness report and test page: what doctor finds, gray steps, measures, characters."""
    from kiosk.paperwork import readiness_page_of
    from printing.files import check_language, write_content

    settings, language = config.load(config_file), check_language(lang)
    with ExitStack() as stack:
        content = readiness_page_of(examine_all(config_file, stack), issuer_of(settings), printed_at(settings))
    pages = write_content(content, language, out)
    typer.echo(f"{out}: {pages} page{'s' if pages > 1 else ''}.")


@app.command()
def doctor(json: AsJson = False, config_file: ConfigFile = None) -> None:
    """Look at every part: how it is, and what to do. Exits with 1 when something needs attention."""
    from kiosk.doctor import as_json, as_text, needs_attention
    from kiosk.health import with_service

    with ExitStack() as stack:
        findings = with_service(examine_all(config_file, stack))
    typer.echo(as_json(findings) if json else as_text(findings))
    if unwell := needs_attention(findings):
        raise Refused(unwell)


def examine_all(config_file: Path | None, stack: ExitStack) -> list[Finding]:
    """Examine the configuration, then every part it names."""
    from devices.configured import reader_of
    from kiosk.audit.verifying import TrailExamined
    from kiosk.clock import WallClock
    from kiosk.doctor import examine
    from kiosk.fleet.examined import FleetExamined
    from kiosk.machine_watch import machine_watch_of, newest_moment
    from kiosk.ports import Finding
    from kiosk.staff.examined import StaffExamined
    from kiosk.store.opening import local_file
    from printing.configured import printer_of
    from printing.paper import PaperMaker
    from printing.seal.signing import SealExamined

    try:
        settings = config.load(config_file)
    except Refused as refused:
        return [
            Finding("configuration", False, str(refused), "Correct the file; resources/kiosk.toml names every key.")
        ]
    findings = [Finding("configuration", True, f"{config_file or config.default_file()} ({settings.kiosk.mode})")]
    parts: list[Examined] = []
    secret, own, clock = None, None, WallClock(settings.demo.today or None)
    try:
        own = local_file(settings.database) if settings.database.url else None
        store = open_store(settings, stack)
        parts += [store.ledger, store.credentials, StaffExamined(store.staff, settings.kiosk.mode)]
        secret = store.credentials.secret
        if store.fleet is not None:
            trail = Path(settings.log.audit_file) if settings.log.audit_file else None
            parts.append(FleetExamined(store.fleet, settings.kiosk.id, store.shipping, trail, clock))
    except Refused as refused:
        findings.append(Finding("database", False, str(refused), "See to what database.url names, or correct it."))
    printer = printer_of(settings, clock)
    parts.append(machine_watch_of(settings, clock, own, newest_moment(settings)))
    parts.append(TrailExamined(settings, secret))
    parts += [PaperMaker(), SealExamined(settings, today_of(settings)), printer, reader_of(settings)]
    return findings + examine(parts)


def open_store(settings: Settings, stack: ExitStack) -> Store | ServerStore:
    """Open the databases, or make the demo's. Raises Refused."""
    from kiosk.store.configured import open_configured

    return open_configured(settings, today_of(settings), stack)


def assemble(
    settings: Settings,
    stack: ExitStack,
    *,
    windowed: bool,
    size: tuple[int, int] | None = None,
    look: Look | None = None,
) -> Program:
    """Build every part and join them. Raises Refused with one sentence when one cannot be had."""
    from kiosk.rules import rules_of
    from ui.mailbox import QtClock
    from ui.program import Program

    clock = QtClock(settings.demo.today or None)
    rooms = furnish(settings, stack, clock)
    rules = rules_of(settings, clock.today(), look)
    return Program(settings, rooms, clock, rules, issuer_of(settings), windowed=windowed, size=size)


def furnish(settings: Settings, stack: ExitStack, clock: Clock) -> Rooms:
    """Build what stands in the rooms beside the screen. Raises Refused with one sentence."""
    from devices import configured as devices
    from kiosk.audit.opening import trail_of
    from kiosk.fleet.station import station_of
    from kiosk.machine_watch import machine_watch_of, newest_moment
    from kiosk.reporting import reporting_of
    from kiosk.staff.configured import backstage_of, records_of
    from kiosk.store.admitted import admission_of
    from kiosk.store.opening import local_file
    from kiosk.workers import worker_beside
    from printing import configured as printing
    from printing.paper import PaperMaker
    from printing.seal.signing import SealExamined, sealer_of
    from ui.program import Rooms

    reader, printer = devices.reader_of(settings), printing.printer_of(settings, clock)
    if settings.kiosk.mode == "development":
        # In production the kiosk starts with what there is, says what does not work, and heals by itself.
        devices.check_reader(settings)
        printing.check_printer(settings, printer)
    paper = PaperMaker(sealer=sealer_of(settings))
    store = open_store(settings, stack)
    newest = newest_moment(settings)
    station = station_of(settings, store.fleet, store.shipping, clock, lambda: worker_beside("fleet", stack))
    shipped = (lambda: store.shipping.audit_end().number) if station is not None else None
    audit = trail_of(settings, clock, store.credentials.secret, worker_beside("audit", stack), stack, shipped)
    own = local_file(settings.database) if settings.database.url else None
    watch = machine_watch_of(settings, clock, own, newest)
    return Rooms(
        reader=reader,
        printer=printer,
        paper=paper,
        ledger=store.ledger,
        credentials=store.credentials,
        people=admission_of(settings, store, clock),
        prints=store.prints,
        audit=audit,
        simulator=devices.simulator_of(reader),
        printer_simulator=printing.simulator_of(printer),
        backstage=backstage_of(
            settings,
            store,
            (paper, SealExamined(settings, today_of(settings)), audit),
            records_of(settings, audit, clock),
            watch.disks,
            watch.clock,
        ),
        watch=watch,
        reporting=reporting_of(
            settings, store.needs, clock, worker_beside("notices", stack), worker_beside("metrics", stack), station
        ),
        look_through=store.look_through,
    )


def main() -> int:
    """Run a command; what was refused is one sentence on standard error."""
    try:
        app()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KioskError as error:
        detail = f" ({error.detail})" if error.detail else ""
        print(f"{error.failure.message}{detail}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
