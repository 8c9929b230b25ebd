"""The command `list`: a person's papers without the screen; and writing a paper into a file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.account.payment_list import Issuer
from kiosk.config import Settings, load
from kiosk.errors import Refused
from kiosk.hall import issuer_of, printed_at, today_of
from kiosk.identity import plain
from kiosk.papers import PaperContent
from kiosk.ports import Register
from kiosk.store.configured import open_for_clerk
from kiosk.words import words_of
from printing.asked import PaperOptions, PaperRequest, read_request
from printing.seal.code import Sealer

LangOption = Annotated[str, typer.Option("--lang", help="zh_CN or en.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", help="Settings; default: the development ones.")]


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
    config_file: ConfigOption = None,
) -> None:
    """Write a person's payment list or another paper without the screen; without dates all months."""
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


def write_paper(
    ledger: Register,
    number: str,
    request: PaperRequest,
    issuer: Issuer,
    printed_at: datetime,
    language: str,
    out: Path,
    sealer: Sealer | None = None,
) -> int:
    """Write the paper of the person with this number, signed when there is a sealer; returns its pages.

    Raises Refused when there is no such person or the file cannot be written, KioskError when the data are away or the
    paper could say nothing true.
    """
    holder = ledger.holder_of_number(number.strip().upper())
    if holder is None:
        raise Refused("There is no person with this number in the data.")
    content = request.draw_up(ledger.account(holder.person_id), issuer, printed_at)
    return write_content(content, language, out, sealer)


def write_content(content: PaperContent, language: str, out: Path, sealer: Sealer | None = None) -> int:
    """Write a paper into a file; returns its pages. Raises Refused when the file cannot be written."""
    from printing.paper import PaperMaker  # ReportLab only once there is something to print

    document = PaperMaker(sealer=sealer).make(content, language, previews=0)
    _write(out, document.pdf)
    return document.pages


def check_language(language: str) -> str:
    """Return the language. Raises Refused when the kiosk does not speak it."""
    try:
        return words_of(language).language
    except ValueError as error:
        raise Refused(f"{error}.") from None


def _write(out: Path, pdf: bytes) -> None:
    """All or nothing: a list that was cut off must not be taken for a whole one."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".list-", suffix=".pdf")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
            Path(name).replace(out)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from None
