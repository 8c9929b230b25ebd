"""The commands `audit verify|acknowledge|show|events`: whether the trail is whole, and what stands in it."""

from __future__ import annotations

import json as to_json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.audit.acknowledging import Why
from kiosk.config import Settings, load
from kiosk.errors import KioskError, Refused
from kiosk.hall import today_of
from kiosk.options import AsJson, ConfigFile

if TYPE_CHECKING:
    from kiosk.audit.chain import Verdict
    from kiosk.audit.line import AuditLine

audit_app = typer.Typer(help="The audit trail.", no_args_is_help=True)

TrailFile = Annotated[
    Path | None,
    typer.Option("--file", help="A trail elsewhere, with its earlier files beside it; default: the kiosk's."),
]


@audit_app.command("verify")
def verify(
    file: TrailFile = None,
    head: Annotated[Path | None, typer.Option(help="The chain's head of that trail; default: the kiosk's.")] = None,
    config: ConfigFile = None,
) -> None:
    """Follow the chain from the first line to the last and name what is wrong with it; 1 when something is."""
    from kiosk.audit.opening import head_file
    from kiosk.audit.verifying import checked

    settings = load(config)
    trail = file or _configured(settings)
    found = checked(trail, head or (None if file else head_file(settings)), _secret(settings))
    verdict = found.verdict
    typer.echo(_summary(trail, verdict))
    for sentence in (found.note, *(each.sentence for each in verdict.breaks)):
        if sentence:
            typer.echo(sentence)
    for line in verdict.recorded:
        typer.echo(f"Line {line.number} of {line.at:%Y-%m-%d %H:%M} records what the kiosk itself found: {line.code}.")
    if verdict.unknown_breaks or verdict.unknown_records:
        raise Refused("The audit trail is not as it was written.")
    typer.echo(_known(verdict) if verdict.breaks or verdict.recorded else "The chain is whole.")


@audit_app.command("acknowledge")
def acknowledge(
    staff: Annotated[str, typer.Option(help="Your staff number, an administrator's; its password is asked for.")],
    why: Annotated[Why, typer.Option(help="What broke the chain, as far as is known.")],
    case: Annotated[str, typer.Option(help="Number of the hall's own record of it; nobody's name.")] = "",
    config: ConfigFile = None,
) -> None:
    """Say that you know of the breaks the kiosk recorded: the alarm ends, the breaks stay in the record."""
    from kiosk.audit.acknowledging import reason_of, to_acknowledge
    from kiosk.audit.opening import file_beside, head_file
    from kiosk.staff.console import let_in, open_console
    from kiosk.staff.members import Role
    from kiosk.store.local.kept_secret import kept_secret

    settings = load(config)
    trail, reason = _configured(settings), reason_of(why, case)
    with open_console(settings) as console:
        key = kept_secret(settings.database)
        seen = to_acknowledge(trail, head_file(settings), key)
        with file_beside(settings, key) as beside:
            if not let_in(console, staff, beside).may(Role.ADMINISTRATOR):
                raise Refused("Only an administrator can acknowledge breaks.")
            beside.acknowledge(seen.highest, reason, by=staff)
    codes = ", ".join(line.code for line in seen.unknown_records)
    typer.echo(f"Acknowledged: {codes}. A kiosk that runs gives no alarm any more once it has started anew.")


@audit_app.command("show")
def show(
    days: Annotated[int, typer.Option(help="Today and so many days before.", min=0, max=3650)] = 0,
    event: Annotated[str, typer.Option(help="Only this event.")] = "",
    failures: Annotated[bool, typer.Option("--failures", help="Only lines with a code.")] = False,
    number: Annotated[str, typer.Option(help="Only about this person or staff account, or done by it.")] = "",
    json: AsJson = False,
    file: TrailFile = None,
    config: ConfigFile = None,
) -> None:
    """Show lines of the trail; whom one is about can be found only by who knows the number."""
    from kiosk.audit.declared import EVENTS_IN_ORDER
    from kiosk.audit.line import mark_of

    settings = load(config)
    if event and event not in (declared.name for declared in EVENTS_IN_ORDER):
        raise Refused(f"There is no event {event}; `main.py audit events` lists them.")
    key = _secret(settings) if number else b""
    if key is None:
        raise Refused("The kiosk's own database cannot be read; without its secret nobody can be found in the trail.")
    since = datetime.combine(today_of(settings) - timedelta(days=days), time())
    shown = 0
    for line in _lines(file or _configured(settings), since):
        about = not number or mark_of(key, line.at.date(), number) in (line.who, line.by)
        if about and event in ("", line.event) and (line.code or not failures):
            typer.echo(_as_json(line) if json else _as_text(line))
            shown += 1
    if not shown and not json:
        typer.echo("There is no such line.")


@audit_app.command("events")
def events(config: ConfigFile = None) -> None:
    """List every event that can stand in the trail, and what it means."""
    from kiosk.audit.declared import EVENTS_IN_ORDER

    for declared in EVENTS_IN_ORDER:
        code = f" Code: {declared.code}." if declared.code else ""
        typer.echo(f"{declared.name:<22} {declared.meaning}{code}")


def _configured(settings: Settings) -> Path:
    if not settings.log.audit_file:
        raise Refused("The setting log.audit_file is empty; no audit trail is kept.")
    return Path(settings.log.audit_file)


def _secret(settings: Settings) -> bytes | None:
    """The kiosk's secret; None where its own database cannot be read."""
    from kiosk.store.local.kept_secret import kept_secret

    try:
        return kept_secret(settings.database)
    except (KioskError, Refused):
        return None


def _known(verdict: Verdict) -> str:
    return f"Nothing else is wrong; what is recorded up to line {verdict.acknowledged} is known to staff."


def _lines(file: Path, since: datetime) -> Iterator[AuditLine]:
    from kiosk.audit.reading import lines_since
    from kiosk.audit.segments import files_from

    if not any(each.exists() for each in files_from(file, 0)):
        raise Refused(f"There is no audit trail {file}.")
    try:
        yield from lines_since(file, since)
    except OSError as error:
        raise Refused(f"The audit trail {file} cannot be read: {error.strerror}.") from None


def _summary(file: Path, verdict: Verdict) -> str:
    from kiosk.audit.segments import files_from

    files = sum(each.exists() for each in files_from(file, 0))
    until = f" until {verdict.last.at:%Y-%m-%d %H:%M:%S}" if verdict.last else ""
    torn = " The last line is not whole: power went while it was written." if verdict.torn else ""
    return f"{file}: {verdict.lines} lines in {files} file{'' if files == 1 else 's'}{until}.{torn}"


def _as_text(line: AuditLine) -> str:
    marks = f"{f' about {line.who}' if line.who else ''}{f' by {line.by}' if line.by else ''}"
    visit = f"visit {line.visit}" if line.visit else ""
    return f"{line.number:>8}  {line.at:%Y-%m-%d %H:%M:%S}  {line.event:<22} {line.code:<6} {visit:<11}{marks}".rstrip()


def _as_json(line: AuditLine) -> str:
    values = {
        "number": line.number,
        "at": line.at.isoformat(timespec="milliseconds"),
        "event": line.event,
        "code": line.code,
        "visit": line.visit,
        "who": line.who,
        "by": line.by,
    }
    return to_json.dumps(values)
