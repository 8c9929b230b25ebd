"""Reads a GB/T 40217 XML source, batch by batch, as a stream of tokens; no tree is ever built.

The parser is expat: it hands every start, text and end to a list, and a record is a stretch of that list. Records of
one shape (the same fields in the same order, nearly all of a file) are taken apart by one prepared step; any other
shape is walked token by token once, and becomes a prepared step of its own. Document types, and with them entities and
anything fetched from elsewhere, refuse the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NoReturn
from xml.parsers import expat

from kiosk.errors import Refused
from kiosk.intake.batch import ROWS, Batch, Place
from kiosk.intake.encoding import Utf8Stream
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import Profile

Tokens = list[Any]
"""None for each start, a text as it is, and for each end the namespace, END and the name."""

END = "\x1f"
"""Between namespace and name: XML 1.0 allows it nowhere, so that no text can look like a name."""

ROOTS = frozenset({"单位信息", "人员信息", "参保信息", "单位缴费", "人员缴费", "待遇支付"})
"""The classes of GB/T 40217-2021; each is a file's root."""

LONGEST_RECORD = 100_000
"""Tokens of one record: a thousand times what the standard has; more is no record but an attack or damage."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a record's fixed tokens and its values stand, for every record of that shape."""

    fixed: Callable[[Tokens], tuple[Any, ...]]
    expected: tuple[Any, ...]
    values: Callable[[Tokens], tuple[str, ...]]


class XmlSource:
    """One XML file by one profile. `batches` reads it once, from the stream's beginning to its end."""

    def __init__(self, stream: Utf8Stream, profile: Profile, findings: Findings) -> None:
        self._stream, self._profile, self._findings = stream, profile, findings
        self._tokens: Tokens = []
        self._root = ""
        self._shapes: dict[tuple[str, int], Shape] = {}
        self._records: Counter[str] = Counter()
        self._rows: list[tuple[str, ...]] = []
        self._table = self._last_token = ""
        self._names: dict[str, str] = {}
        self._first, self._seen, self._known = 1, 0, False
        self._parser = expat.ParserCreate("utf-8", END)

    def batches(self) -> Iterator[Batch]:
        """Yield the file's records. Raises Refused for what is no such file."""
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._begin
        while block := self._stream.next_block():
            self._feed(block, last=False)
            yield from self._records_of()
        self._feed(b"", last=True)
        yield from self._records_of()
        yield from self._flush()

    def _begin(self, name: str, _: object) -> None:
        """See the root; from then on tokens are only collected."""
        namespace, _, self._root = name.rpartition(END)
        if namespace != self._profile.namespace or self._root not in ROOTS:
            raise Refused(
                f"{self._stream.name} is not a file of the profile {self._profile.name}: "
                "its root element or its namespace is another one."
            )
        append = self._tokens.append
        self._parser.StartElementHandler = lambda _name, _attributes: append(None)
        self._parser.EndElementHandler = append
        self._parser.CharacterDataHandler = append

    def _feed(self, block: bytes, *, last: bool) -> None:
        tokens, before = self._tokens, len(self._tokens)
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            if not self._root:
                raise Refused(
                    f"{self._stream.name} is not XML, as the profile {self._profile.name} expects "
                    f"(line {error.lineno}: {expat.ErrorString(error.code)})."
                ) from None
            raise Refused(
                f"{self._stream.name} is damaged or cut off at line {error.lineno} "
                f"({expat.ErrorString(error.code)}); nothing was imported."
            ) from None
        if 0 < before < len(tokens) and _is_text(tokens[before - 1]) and _is_text(tokens[before]):
            # Between two blocks expat cuts a text in two.
            tokens[before - 1 : before + 1] = [tokens[before - 1] + tokens[before]]

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise Refused(f"{self._stream.name} has a document type, which no GB/T 40217 file has; nothing was imported.")

    def _records_of(self) -> Iterator[Batch]:
        """Take the whole records off the tokens; what is left is the beginning of the next."""
        at = self._begin_of_record(0)
        while end := self._take_known(at) or self._end_of_record(at):
            if not self._known:
                yield from self._take_new([*self._tokens[at:end], ""])
            if len(self._rows) >= ROWS:
                yield from self._flush()
            at = self._begin_of_record(end)
        del self._tokens[:at]
        if len(self._tokens) > LONGEST_RECORD:
            raise Refused(f"{self._stream.name} has a record that does not end; nothing was imported.")

    def _begin_of_record(self, at: int) -> int:
        """Skip what stands between records: blanks, and the root's end."""
        tokens = self._tokens
        while at < len(tokens) and tokens[at] is not None:
            if END not in tokens[at] and tokens[at].strip():
                self._refuse_text()
            at += 1
        return at

    def _take_known(self, at: int) -> int:
        """Take a record of the present table and a known shape, and return its end; else 0."""
        tokens = self._tokens
        self._known = False
        try:
            end = tokens.index(self._last_token, at) + 1
        except ValueError:
            return 0
        record = tokens[at:end]
        record.append("")
        shape = self._shapes.get((self._table, len(record)))
        if shape is None or shape.fixed(record) != shape.expected:
            return 0
        self._known = True
        self._seen += 1
        self._rows.append(shape.values(record))
        return end

    def _end_of_record(self, at: int) -> int:
        """Walk to a record's end; 0 when it is not here yet."""
        depth = 0
        for place in range(at, len(self._tokens)):
            token = self._tokens[place]
            if token is None:
                depth += 1
            elif END in token:
                depth -= 1
                if not depth:
                    return place + 1
        return 0

    def _take_new(self, record: Tokens) -> Iterator[Batch]:
        """Take a record of another table or a new shape."""
        table = self._name(record[-2])
        if table != self._table:
            yield from self._flush()
            self._records[self._table] = self._seen
            self._table, self._last_token = table, record[-2]
            self._seen = self._records[table]
            self._first = self._seen + 1
        self._seen += 1
        kind = self._profile.tables.get(table)
        if not isinstance(kind, Kind):
            if self._seen == 1:
                self._findings.add(Flaw.UNKNOWN_TABLE, Place(self._stream.name, f"table {table}", ""))
            return
        shape = self._shape_of(record, kind)
        self._shapes[table, len(record)] = shape
        self._rows.append(shape.values(record))

    def _flush(self) -> Iterator[Batch]:
        """Yield what is gathered as one batch."""
        kind = self._profile.tables.get(self._table)
        if self._rows and isinstance(kind, Kind):
            columns = {
                field: texts
                for field, texts in zip(kind.fields, zip(*self._rows, strict=True), strict=True)
                if field in self._names
            }
            lines = range(self._first, self._seen + 1)
            self._rows = []
            yield Batch(
                kind, self._stream.name, len(lines), lines, f"record {{}} of {self._table}", columns, dict(self._names)
            )
        self._first = self._seen + 1

    def _shape_of(self, record: Tokens, kind: Kind) -> Shape:
        """Walk a record: None, texts and ends, one level deep."""
        found: dict[str, int] = {}
        fixed, value, depth = [], -1, 0
        for place, token in enumerate(record[:-1]):
            if token is None:
                depth, value = depth + 1, -1
                fixed.append(place)
            elif END in token:
                fixed.append(place)
                if depth > 1:
                    self._field_ends(found, self._name(token), value)
                depth, value = depth - 1, -1
            elif depth > 1:
                if value >= 0:
                    # expat cuts a text only when it is longer than any field can be.
                    raise Refused(f"{self._stream.name} has a field without end; nothing was imported.")
                value = place
            elif token.strip():
                self._refuse_text()
            else:
                fixed.append(place)
            if depth > 2:
                raise Refused(f"{self._stream.name} has elements within a field; nothing was imported.")
        return self._prepared(record, kind, found, fixed)

    def _prepared(self, record: Tokens, kind: Kind, found: dict[str, int], fixed: list[int]) -> Shape:
        places, used = [], set()
        for field in kind.fields:
            alias = next((alias for alias in self._profile.columns.get(field, ()) if alias in found), None)
            if alias is not None:
                self._names[field] = alias
                used.add(alias)
            places.append(found[alias] if alias is not None else -1)
        self._findings.unused.update(dict.fromkeys(name for name in found if name not in used))
        get_fixed = itemgetter(*fixed)
        return Shape(get_fixed, get_fixed(record), itemgetter(*places))

    def _field_ends(self, found: dict[str, int], name: str, place: int) -> None:
        if name in found:
            raise Refused(f"{self._stream.name} has a record with the field {name} twice; nothing was imported.")
        found[name] = place

    def _name(self, token: str) -> str:
        namespace, _, name = token.rpartition(END)
        if namespace != self._profile.namespace:
            raise Refused(f"{self._stream.name} has an element of another namespace; nothing was imported.")
        return name

    def _refuse_text(self) -> NoReturn:
        raise Refused(f"{self._stream.name} has text between its elements; nothing was imported.")


def _is_text(token: str | None) -> bool:
    return token is not None and END not in token
