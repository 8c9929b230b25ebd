"""Reads a GB/T 40217 XML source, batch by batch, as a stream; no tree is ever built.

Nearly all records of a file are written alike. The first of a kind is parsed and makes a pattern that cuts the next
ones out of the text, at a fraction of what parsing costs. From the first place on that is not as even as that (a
comment, a CDATA section, damage, the end) the parser reads the rest, so that every file means what the parser says it
means. The parser is expat. Document types, and with them entities and anything fetched from elsewhere, refuse the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, NoReturn
from xml.parsers import expat

from kiosk.errors import Refused
from kiosk.intake.batch import ROWS, Batch, Place
from kiosk.intake.encoding import Utf8Stream
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import Profile
from kiosk.intake.xml_record import END, Listener, Tokens, Walked, Walker, parse_record, pattern_of

ROOTS = frozenset({"单位信息", "人员信息", "参保信息", "单位缴费", "人员缴费", "待遇支付"})
"""The classes of GB/T 40217-2021; each is a file's root."""

LONGEST_RECORD = 1 << 20
"""Characters of one record: a thousand times what the standard has; more is no record but an attack or damage."""

MOST_SHAPES = 32
"""Ways of writing a record that get a pattern, each of which takes some milliseconds to make; others are parsed."""

_NAME = r"[^<>&!?/= \t\r\n]+"
_ROOT = re.compile(rf"[ \t\r\n]*<{_NAME}(?:[ \t\r\n][^<>&]*)?(?<!/)>")
_REST_OF_TAG = r"""(?:[^<>"']|"[^<>"]*"|'[^<>']*')*"""
_BEGIN = re.compile(rf"[ \t\r\n]*<({_NAME}){_REST_OF_TAG}(?<!/)>")
"""A start tag with the sign that ends a tag in none of its attributes: one that has it is left to the parser."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing the records of one table."""

    table: str
    cut: Callable[[str, int], re.Match[str] | None]
    values: Callable[[tuple[str | Any, ...]], tuple[str, ...]] | None
    """From a match's groups, and an empty text behind them, to the values by the kind's fields; None: not read."""


class XmlSource:
    """One XML file by one profile. `batches` reads it once, from the stream's beginning to its end."""

    def __init__(self, stream: Utf8Stream, profile: Profile, findings: Findings) -> None:
        self._stream, self._profile, self._findings = stream, profile, findings
        self._walker = Walker(stream.name, profile.namespace)
        self._root = self._text = ""
        self._lines = 0
        """Line ends that were passed between `_root` and `_text`."""
        self._shapes: list[Shape] = []
        self._patterns: set[str] = set()
        self._seen: Counter[str] = Counter()
        self._rows: list[tuple[str, ...]] = []
        self._table, self._first = "", 1
        self._names: dict[str, str] = {}

    def batches(self) -> Iterator[Batch]:
        """Yield the file's records. Raises Refused for what is no such file."""
        self._text = self._stream.next_text()
        if self._root_stands_first():
            yield from self._even_records()
        yield from self._parsed_records()
        yield from self._flush()

    def _root_stands_first(self) -> bool:
        """Take the root's start tag from the text, if it is the first thing there. Raises Refused for another root."""
        found = _ROOT.match(self._text)
        if found is None:
            return False
        try:
            self._listener().hear(found[0])
        except expat.ExpatError:
            return False
        self._root, self._text = found[0], self._text[found.end() :]
        return True

    def _listener(self) -> Listener:
        return Listener(self._check_root, self._refuse_doctype)

    def _check_root(self, token: str) -> None:
        namespace, _, name = token.rpartition(END)
        if namespace != self._profile.namespace or name not in ROOTS:
            raise Refused(
                f"{self._stream.name} is not a file of the profile {self._profile.name}: "
                "its root element or its namespace is another one."
            )

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise Refused(f"{self._stream.name} has a document type, which no GB/T 40217 file has; nothing was imported.")

    def _even_records(self) -> Iterator[Batch]:
        """Cut records out of the text, as long as they stand one behind the other."""
        at = 0
        while True:
            if found := self._find(at):
                yield from self._take(*found)
                at = found[1].end()
            elif end := self._end_of_record(at):
                record = self._text[at:end].lstrip()
                if (tokens := parse_record(self._root, record)) is None:
                    break
                walked = self._walker.walk(tokens)
                yield from self._take_walked(walked)
                self._learn(record, walked)
                at = end
            elif len(self._text) - at > LONGEST_RECORD or not (more := self._stream.next_text()):
                break
            else:
                self._pass_over(at)
                at, self._text = 0, self._text + more
        self._pass_over(at)

    def _pass_over(self, end: int) -> None:
        self._lines += self._text.count("\n", 0, end)
        self._text = self._text[end:]

    def _find(self, at: int) -> tuple[Shape, re.Match[str]] | None:
        """Find a record of a known shape."""
        for place, shape in enumerate(self._shapes):
            if found := shape.cut(self._text, at):
                if place:
                    self._shapes.insert(0, self._shapes.pop(place))
                return shape, found
        return None

    def _end_of_record(self, at: int) -> int:
        """Where the record ends that begins here; 0: none begins, or its end is not here yet."""
        begin = _BEGIN.match(self._text, at)
        end = re.compile(rf"</{re.escape(begin[1])}[ \t\r\n]*>").search(self._text, begin.end()) if begin else None
        return end.end() if end else 0

    def _take(self, shape: Shape, found: re.Match[str]) -> Iterator[Batch]:
        """Take a record of a known shape."""
        if shape.table != self._table or len(self._rows) >= ROWS:
            yield from self._turn_to(shape.table)
        self._seen[shape.table] += 1
        if shape.values:
            self._rows.append(shape.values((*found.groups(""), "")))

    def _take_walked(self, walked: Walked) -> Iterator[Batch]:
        """Take a parsed record."""
        table = walked.table
        if table != self._table or len(self._rows) >= ROWS:
            yield from self._turn_to(table)
        self._seen[table] += 1
        kind = self._profile.tables.get(table)
        if isinstance(kind, Kind):
            names = self._names_of(walked, kind)
            self._names |= {field: name for field, name in zip(kind.fields, names, strict=True) if name}
            self._findings.unused.update(dict.fromkeys(name for name in walked.fields if name not in names))
            self._rows.append(tuple([walked.fields.get(name, "") for name in names]))
        elif self._seen[table] == 1:
            self._findings.add(Flaw.UNKNOWN_TABLE, Place(self._stream.name, f"table {table}", ""))

    def _names_of(self, walked: Walked, kind: Kind) -> list[str]:
        """What the record calls each of the kind's fields, one that says something first; empty where it has none."""
        aliases = (self._profile.columns.get(field, ()) for field in kind.fields)
        there = ([alias for alias in each if alias in walked.fields] for each in aliases)
        return [next((alias for alias in each if walked.fields[alias].strip()), (*each, "")[0]) for each in there]

    def _learn(self, record: str, walked: Walked) -> None:
        """Make a pattern of a record for those that are written alike."""
        kind = self._profile.tables.get(walked.table)
        names = self._names_of(walked, kind) if isinstance(kind, Kind) else []
        wanted = [name for name in walked.fields if name in names]
        pattern = pattern_of(record, walked, wanted, self._firm(walked))
        if pattern in self._patterns or len(self._patterns) >= MOST_SHAPES:
            return
        self._patterns.add(pattern)
        places = [wanted.index(name) if name else -1 for name in names]
        values = itemgetter(*places) if places else None
        self._shapes.insert(0, Shape(walked.table, re.compile(pattern).match, values))

    def _firm(self, walked: Walked) -> frozenset[str]:
        """Fields that a pattern must insist on: without them, or empty, another name of the same field would count."""
        there = ([alias for alias in each if alias in walked.fields] for each in self._profile.columns.values())
        return frozenset(alias for aliases in there if len(aliases) > 1 for alias in aliases)

    def _turn_to(self, table: str) -> Iterator[Batch]:
        """Yield what is gathered as one batch; what comes now is of that table."""
        yield from self._flush()
        self._table, self._first = table, self._seen[table] + 1

    def _flush(self) -> Iterator[Batch]:
        kind = self._profile.tables.get(self._table)
        if self._rows and isinstance(kind, Kind):
            columns = {
                field: texts
                for field, texts in zip(kind.fields, zip(*self._rows, strict=True), strict=True)
                if field in self._names
            }
            lines = range(self._first, self._seen[self._table] + 1)
            self._rows = []
            unit = f"record {{}} of {self._table}"
            yield Batch(kind, self._stream.name, len(lines), lines, unit, columns, dict(self._names))

    def _parsed_records(self) -> Iterator[Batch]:
        """Parse what is left of the file."""
        listener = self._listener()
        if self._root:
            listener.hear(self._root)
        waiting = 0
        for block in chain((self._text.encode(),), iter(self._stream.next_block, b""), (None,)):
            self._hear(listener, block)
            ended = False
            for record in self._whole(listener.tokens):
                yield from self._take_walked(self._walker.walk(record))
                ended = True
            waiting = 0 if ended else waiting + len(block or b"")
            if waiting > LONGEST_RECORD:
                raise Refused(f"{self._stream.name} has a record that does not end; nothing was imported.")

    def _hear(self, listener: Listener, block: bytes | None) -> None:
        """Parse a block, or the end. Raises Refused."""
        try:
            listener.hear(block or b"", last=block is None)
        except expat.ExpatError as error:
            line, why = self._lines + error.lineno, expat.ErrorString(error.code)
            if not listener.begun:
                raise Refused(
                    f"{self._stream.name} is not XML, as the profile {self._profile.name} expects (line {line}: {why})."
                ) from None
            raise Refused(
                f"{self._stream.name} is damaged or cut off at line {line} ({why}); nothing was imported."
            ) from None

    def _whole(self, tokens: Tokens) -> Iterator[Tokens]:
        """Take the whole records from the tokens; what is left is the beginning of the next."""
        begin = depth = done = 0
        for place, token in enumerate(tokens):
            if token is None:
                begin = begin if depth else place
                depth += 1
            elif END in token:
                if depth == 1:
                    yield tokens[begin : place + 1]
                depth = max(0, depth - 1)  # the root's own end is none of a record
            elif not depth:
                self._walker.refuse_text(token)
            done = done if depth else place + 1
        del tokens[:done]
