"""The command `list`: a person's papers without the screen."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.config import Settings, load
from kiosk.errors import Refused
from kiosk.hall import issuer_of, printed_at, today_of
from kiosk.options import ConfigFile

if TYPE_CHECKING:
    from kiosk.ports import Register

LangOption = Annotated[str, typer.Option("--lang", help="zh_CN or en.")]


def list_(
    person: Annotated[str, typer.Option(help="ID number, or a card number.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    first: Annotated[str | None, typer.Option("--from", help="First month, 2024-01.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month, 2026-10.")] = None,
    insurance: Annotated[list[str] | None, typer.Option(help="A category code, 110; more may follow it.")] = None,
    more: Annotated[list[str] | None, typer.Argument(hidden=True, metavar="CODE")] = None,
    paper: Annotated[str, typer.Option(help="list, rights-record, not-insured or slip.")] = "list",
    year: Annotated[int | None, typer.Option(help="The year of a list or of the rights record.")] = None,
    recent: Annotated[int | None, typer.Option(help="The last 12, 24 or 36 months: the short proof.")] = None,
    month: Annotated[list[str] | None, typer.Option(help="A month for the slip, 110:2019-03; may be repeated.")] = None,
    staff: Annotated[
        str, typer.Option(help="Your staff number, on a production kiosk; its password is asked for.")
    ] = "",
    full_number: Annotated[bool, typer.Option(help="The whole name and number instead of masked ones.")] = False,
    lang: LangOption = "zh_CN",
    config_file: ConfigFile = None,
) -> None:
    """Write a person's payment list or another paper without the screen; without dates all months."""
    from kiosk.identity import plain
    from printing.asked import PaperOptions, read_request
    from printing.files import check_language, write_paper
    from printing.seal.signing import sealer_of

    if more and not insurance:
        raise typer.BadParameter(f"{more[0]} stands alone; category codes follow --insurance.")
    settings = load(config_file)
    codes = (*(insurance or []), *(more or []))
    options = PaperOptions(paper, first, last, year, recent, codes, tuple(month or ()), full_number)
    language, request = check_language(lang), read_request(options)
    with ExitStack() as stack:
        sealer = sealer_of(settings)
        ledger = _ledger_for(person, staff, settings, stack)
        moment, issuer = printed_at(settings), issuer_of(settings)
        pages = write_paper(ledger, plain(person), request, issuer, moment, language, out, sealer)
    typer.echo(f"{out}: {pages} page{'s' if pages > 1 else ''}.")


def _ledger_for(person: str, staff: str, settings: Settings, stack: ExitStack) -> Register:
    """The data; on a production kiosk for staff alone, who are asked for their password. Raises Refused."""
    from kiosk.store.configured import open_for_clerk

    production = settings.kiosk.mode == "production"
    if production and not staff:
        raise Refused("On a production kiosk `list` needs a staff login: name your staff number with --staff.")
    store = open_for_clerk(settings, today_of(settings), stack)
    if production:
        from kiosk.audit.opening import trail_for_command
        from kiosk.audit.staff_events import PAPER_BY_STAFF
        from kiosk.staff.console import console_over, let_in

        trail = stack.enter_context(trail_for_command(settings, names=True))
        let_in(console_over(settings, store), staff, trail)
        trail.record(PAPER_BY_STAFF.name, who=person, by=staff)
    return store.ledger
