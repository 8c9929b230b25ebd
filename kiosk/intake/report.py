"""Words an import's report: counts, sums, places and field names, nobody's name or number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.intake.contributions import Sums
from kiosk.intake.kinds import Kind
from kiosk.intake.port import MonthWritten
from kiosk.period import Month
from kiosk.told import Told, kept
from kiosk.words import N_

if TYPE_CHECKING:
    from kiosk.intake.importing import Imported

MOST_UNUSED = 20
"""Unused columns that are named; the rest are counted."""

_COUNTED = {
    Kind.BENEFIT: N_("{count} benefit"),
    Kind.ACCOUNT_YEAR: N_("{count} account-year"),
    Kind.TRANSFER: N_("{count} transfer"),
    Kind.RETIREMENT: N_("{count} retirement"),
    Kind.CONTRIBUTION: N_("{count} contribution"),
    Kind.CARD: N_("{count} card"),
    Kind.CONTRACT: N_("{count} contract"),
    Kind.PARTICIPATION: N_("{count} participation"),
    Kind.PERSON: N_("{count} person"),
    Kind.UNIT: N_("{count} unit"),
}


def told(done: Imported, *, dry_run: bool) -> str:
    """Word the report for standard output, line by line."""
    return "\n".join(_lines(done, dry_run=dry_run))


def to_keep(done: Imported) -> str:
    """The report line by line as kiosk.told keeps sentences, for staff who read it in their language."""
    return "\n".join(map(kept, _lines(done, dry_run=False)))


def _lines(done: Imported, *, dry_run: bool) -> Iterator[str]:
    rows = tuple(Told(_COUNTED[kind], count=count) for kind, count in done.rows.items())
    yield Told(N_("rows: {count} ({rows})"), count=sum(done.rows.values()), rows=rows)
    if done.written is not None:
        yield from _persons(done.written)
    for code, sums in sorted(done.sums.items()):
        yield _summed(code, sums)
    yield Told(N_("replaced rows of earlier imports: {count}"), count=done.replaced)
    yield from _findings(done)
    yield Told(N_("data as of: {before} -> {now}"), before=_month(done.as_of_before), now=_month(done.as_of))
    yield Told(N_("dry run: everything was done and taken back; nothing has changed") if dry_run else N_("imported"))


def _persons(written: MonthWritten) -> Iterator[str]:
    yield Told(N_("persons: {count}, of them new: {new}"), count=written.persons, new=written.new_persons)
    if written.joined:
        yield Told(N_("persons that were made apart and are one now: {count}"), count=written.joined)
    if written.contradictions:
        yield Told(
            N_("personal numbers that came with another ID number than before, which stays: {count}"),
            count=written.contradictions,
        )
    if written.other_names:
        yield Told(N_("names that the other authority has otherwise: {count}"), count=written.other_names)


def _summed(code: str, sums: Sums) -> str:
    return Told(
        N_("{code}: {count} rows, unit due {unit_due} paid {unit_paid}, person due {person_due} paid {person_paid}"),
        code=code,
        count=sums.rows,
        unit_due=_yuan(sums.unit_due),
        unit_paid=_yuan(sums.unit_paid),
        person_due=_yuan(sums.person_due),
        person_paid=_yuan(sums.person_paid),
    )


def _findings(done: Imported) -> Iterator[str]:
    findings = done.findings
    yield Told(N_("findings: {count}"), count=findings.counts.total())
    for flaw, count in sorted(findings.counts.items(), key=lambda each: -each[1]):
        yield Told(N_("  {flaw}: {count}"), flaw=Told(flaw.value), count=count)
        places = findings.places[flaw]
        yield from (f"    {place}" for place in places)
        if count > len(places):
            yield Told(N_("    and {count} more"), count=count - len(places))
    for (field, code), count in sorted(findings.unknown_codes.items()):
        yield Told(N_("  unknown code {code} in {field}: {count}"), code=code, field=field, count=count)
    unused = list(findings.unused)
    if unused:
        yield _unused(tuple(unused))


def _unused(fields: tuple[str, ...]) -> str:
    named, more = fields[:MOST_UNUSED], len(fields) - MOST_UNUSED
    if more > 0:
        return Told(N_("fields not used: {fields} and {count} more"), fields=named, count=more)
    return Told(N_("fields not used: {fields}"), fields=named)


def _month(month: Month | None) -> str:
    return str(month) if month else Told(N_("none"))


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
