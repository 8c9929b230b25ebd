"""An import straight from the files' text into the database, for contributions that there is nothing to say of.

It is all or nothing: at the first thing that is not plain nothing has happened, and the files are read cell by cell
(importing.py), whose report and refusals say what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.contributions import Sums
from kiosk.intake.csv_layout import Layout, layout_of
from kiosk.intake.csv_text import CsvText
from kiosk.intake.encoding import GB18030, open_utf8
from kiosk.intake.findings import Findings
from kiosk.intake.importing import Imported, Progress, all_or_nothing, as_of_after, refuse_twice
from kiosk.intake.kinds import Kind
from kiosk.intake.plain import NotPlain, PlainForm, form_of
from kiosk.intake.port import MonthWritten, Report
from kiosk.intake.reading import Order
from kiosk.intake.shapes import Shapes
from kiosk.period import Month


@dataclass(frozen=True, slots=True)
class Taken:
    """What plain lines came to."""

    rows: int
    sums: dict[str, Sums]
    latest: int
    """The latest settlement month (202610)."""


class StraightWriter(Protocol):
    """Writes one import of plain lines; nothing is to be seen of it before `finish`, and nothing at all without it."""

    def take(self, lines: Iterator[bytes], today: date) -> Taken:
        """Take all lines in the form's encoding, some whole ones at a time. What they mean is to be looked at here.

        That is codes, months, days and words (kiosk.intake.shapes). Raises NotPlain, Refused and whatever `lines`
        raises.
        """
        ...

    def finish(self, as_of: Month | None, report: Report) -> MonthWritten:
        """Make it the present data. Raises Refused."""
        ...

    def abandon(self) -> None:
        """Leave everything as it was. Never raises."""
        ...


class StraightStore(Protocol):
    """Begins imports of plain lines, where the database can."""

    def begin_straight(self, authority: Authority, form: PlainForm, *, snapshot: bool) -> StraightWriter | None:
        """Begin an import; None: this database has no such way. Raises Refused."""
        ...

    def as_of(self, authority: Authority) -> Month | None:
        """How far an authority's data reach now. Raises Refused."""
        ...


def run_straight(order: Order, store: StraightStore, progress: Progress) -> Imported | None:
    """Import the files, all or nothing; None: they must be read cell by cell. Raises Refused, as run_import does."""
    read = 0

    def tell(more: int) -> None:
        nonlocal read
        read += more
        progress(more)

    try:
        return _import(order, store, tell)
    except NotPlain:
        progress(-read)
        return None


def _import(order: Order, store: StraightStore, progress: Progress) -> Imported:
    refuse_twice(order.files)
    layout, form = _form_of(order)
    before = store.as_of(order.profile.authority)
    writer = store.begin_straight(order.profile.authority, form, snapshot=order.profile.content == "snapshot")
    if writer is None:
        raise NotPlain

    def take() -> Imported:
        taken = writer.take(_lines(order, layout, form, progress), order.today)
        findings = Findings()
        findings.unused.update(dict.fromkeys(layout.unused))
        as_of = as_of_after(order, Month.from_number(taken.latest), before)
        return Imported(Counter({Kind.CONTRIBUTION: taken.rows}), taken.sums, findings, 0, None, before, as_of)

    return all_or_nothing(order, writer, take)


def _form_of(order: Order) -> tuple[Layout, PlainForm]:
    """The one form that all the files have. Raises NotPlain."""
    if order.profile.format != "csv":
        raise NotPlain
    headers, encodings = zip(*(_header(path, order) for path in order.files), strict=True)
    if any(header != headers[0] for header in headers):
        raise NotPlain
    try:
        layout = layout_of(headers[0], order.profile, order.files[0].name)
    except Refused:
        raise NotPlain from None
    return layout, form_of(layout, len(headers[0]), order.profile, encodings)


def _header(path: Path, order: Order) -> tuple[Sequence[str], str]:
    """The file's columns and encoding. Raises NotPlain."""
    try:
        with open_utf8(path, order.profile.encoding) as stream:
            return CsvText(stream, order.profile.delimiter, order.profile.quote).header(), stream.encoding
    except Refused:
        raise NotPlain from None


def _lines(order: Order, layout: Layout, form: PlainForm, progress: Progress) -> Iterator[bytes]:
    """Yield the files' lines behind their headers. Raises NotPlain."""
    shapes, totals = Shapes(layout, form), f"{order.profile.totals}{form.delimiter}".encode(form.encoding)
    as_is = form.encoding == GB18030
    try:
        for path in order.files:
            rows, told_of = 0, 0
            with open_utf8(path, order.profile.encoding) as stream:
                text = CsvText(stream, form.delimiter, form.quote)
                text.header()
                for lines in text.rest_encoded(as_is=as_is):
                    plain = lines.replace(b"\r\n", b"\n") if b"\r" in lines else lines
                    if not shapes.take(plain) or (order.profile.totals and _has_line(plain, totals)):
                        raise NotPlain
                    rows += 1
                    progress(stream.bytes_read - told_of)
                    told_of = stream.bytes_read
                    yield plain
            if not rows:
                raise NotPlain
    except Refused:
        raise NotPlain from None


def _has_line(lines: bytes, begin: bytes) -> bool:
    return lines.startswith(begin) or b"\n" + begin in lines
