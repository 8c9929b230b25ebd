"""Words an import's report for standard output: counts, sums, places and field names, nobody's name or number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.intake.contributions import Sums
from kiosk.intake.port import MonthWritten
from kiosk.period import Month

if TYPE_CHECKING:
    from kiosk.intake.importing import Imported

MOST_UNUSED = 20
"""Unused columns that are named; the rest are counted."""


def told(done: Imported, *, dry_run: bool) -> str:
    """Word the report, line by line."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: Imported, *, dry_run: bool) -> Iterator[str]:
    rows = ", ".join(f"{count} {kind.value}" for kind, count in done.rows.items())
    yield f"rows: {sum(done.rows.values())} ({rows})"
    if done.written is not None:
        yield from _persons(done.written)
    for code, sums in sorted(done.sums.items()):
        yield _summed(code, sums)
    yield f"replaced rows of earlier imports: {done.replaced}"
    yield from _findings(done)
    yield f"data as of: {_month(done.as_of_before)} -> {_month(done.as_of)}"
    yield "dry run: everything was done and taken back; nothing has changed" if dry_run else "imported"


def _persons(written: MonthWritten) -> Iterator[str]:
    yield f"persons: {written.persons}, of them new: {written.new_persons}"
    if written.joined:
        yield f"persons that were made apart and are one now: {written.joined}"
    if written.contradictions:
        yield f"personal numbers that came with another ID number than before, which stays: {written.contradictions}"
    if written.other_names:
        yield f"names that the other authority has otherwise: {written.other_names}"


def _summed(code: str, sums: Sums) -> str:
    return (
        f"{code}: {sums.rows} rows, unit due {_yuan(sums.unit_due)} paid {_yuan(sums.unit_paid)}, "
        f"person due {_yuan(sums.person_due)} paid {_yuan(sums.person_paid)}"
    )


def _findings(done: Imported) -> Iterator[str]:
    findings = done.findings
    yield f"findings: {findings.counts.total()}"
    for flaw, count in sorted(findings.counts.items(), key=lambda each: -each[1]):
        yield f"  {flaw.value}: {count}"
        places = findings.places[flaw]
        yield from (f"    {place}" for place in places)
        if count > len(places):
            yield f"    and {count - len(places)} more"
    for (field, code), count in sorted(findings.unknown_codes.items()):
        yield f"  unknown code {code} in {field}: {count}"
    unused = list(findings.unused)
    if unused:
        more = f" and {len(unused) - MOST_UNUSED} more" if len(unused) > MOST_UNUSED else ""
        yield f"fields not used: {', '.join(unused[:MOST_UNUSED])}{more}"


def _month(month: Month | None) -> str:
    return str(month) if month else "none"


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
