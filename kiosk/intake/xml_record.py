"""One record of an XML source: parsed and walked token by token, and the pattern that cuts the next ones like it.

A pattern knows a record's tags exactly as they stand, so that what it matches is as well-formed as the first record
was: the values hold no `<`, no `&`, no `>` and no control character. A record written in any other way is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers import expat

from kiosk.errors import Refused

Tokens = list[Any]
"""None for each start, a text as it is, and for each end the namespace, END and the name."""

END = "\x1f"
"""Between namespace and name: XML 1.0 allows it nowhere, so that no text can look like a name."""

_VALUE = r"[^<&>\x00-\x1f\ufffe\uffff]*"
_SAYS, _EMPTY = r"(?=\s*[^\s<])", r"(?=\s*<)"
_BLANKS = r"[ \t\r\n]*"
_TAG = re.compile(r"<[^<>]*>")
_NAME_OF_TAG = re.compile(r"<([^ \t\r\n/>]+)")


class Listener:
    """A parser that hands whatever comes behind the root's start tag to a list."""

    def __init__(self, check_root: Callable[[str], object], refuse_doctype: Callable[..., NoReturn]) -> None:
        self.tokens: Tokens = []
        self.begun = False
        """Whether the root's start tag has come."""
        self._check_root = check_root
        self._parser = expat.ParserCreate("utf-8", END)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = refuse_doctype
        self._parser.StartElementHandler = self._begin

    def hear(self, text: str | bytes, *, last: bool = False) -> None:
        """Parse some more. Raises expat.ExpatError."""
        self._parser.Parse(text, last)

    def _begin(self, root: str, _: object) -> None:
        self._check_root(root)
        self.begun = True
        append = self.tokens.append
        self._parser.StartElementHandler = lambda _name, _attributes: append(None)
        # A name without a namespace has no END in it, and would look like a text.
        self._parser.EndElementHandler = lambda name: append(name if END in name else END + name)
        self._parser.CharacterDataHandler = append


@dataclass(frozen=True, slots=True)
class Walked:
    """A record: its table, and its fields in the order they stand."""

    table: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Walker:
    """Walks the records of one file; what is no record refuses the file."""

    file: str
    namespace: str

    def walk(self, record: Sequence[str | None]) -> Walked:
        """Walk a record from its start to its end. Raises Refused."""
        fields: dict[str, str] = {}
        depth, text = 0, ""
        for token in record:
            if token is None:
                depth, text = depth + 1, ""
                if depth > 2:
                    self._refuse("has elements within a field")
            elif END in token:
                if depth == 2:
                    self._keep(fields, self._name(token), text)
                depth -= 1
            elif depth == 2:
                text += token
            else:
                self.refuse_text(token)
        return Walked(self._name(record[-1] or ""), fields)

    def refuse_text(self, text: str) -> None:
        """Refuse a text that stands where only blanks may. Raises Refused."""
        if text.strip():
            self._refuse("has text between its elements")

    def _keep(self, fields: dict[str, str], name: str, text: str) -> None:
        if name in fields:
            self._refuse(f"has a record with the field {name} twice")
        fields[name] = text

    def _name(self, token: str) -> str:
        namespace, _, name = token.rpartition(END)
        if namespace != self.namespace:
            self._refuse("has an element of another namespace")
        return name

    def _refuse(self, what: str) -> NoReturn:
        raise Refused(f"{self.file} {what}; nothing was imported.")


def parse_record(root: str, record: str) -> Tokens | None:
    """Parse the text of one record within its root's start tag; None when it is not as simple as that."""
    if "<!" in record or "<?" in record:
        return None
    listener = Listener(lambda _: None, _no_doctype)
    try:
        listener.hear(root)
        # With the root's end: what looked like the record's end may have been that of an element within.
        listener.hear(record + _closing(root), last=True)
    except expat.ExpatError:
        return None
    return listener.tokens[:-1]


def _no_doctype(*_: object) -> NoReturn:
    raise AssertionError("a start tag and a record hold no document type")


def pattern_of(record: str, walked: Walked, wanted: Collection[str], firm: Collection[str]) -> str:
    """Word what matches records like this one, with a group for each wanted field, in the order they stand.

    Any field may be missing but the firm ones, which also must say something, or nothing, as they do here; and an
    empty one may stand as a single tag.
    """
    tags = _TAG.findall(record)
    pattern, at = re.escape(tags[0]), 1
    for name in walked.fields:
        begin, alone = tags[at], tags[at].endswith("/>")
        begin, end = (_opened(begin), _closing(begin)) if alone else (begin, tags[at + 1])
        at += 1 if alone else 2
        value = f"({_VALUE})" if name in wanted else _VALUE
        field, as_one = f"{value}{re.escape(end)}", f"|{re.escape(begin[:-1])} ?/>"
        if name in firm:
            field, as_one = (_SAYS + field, "") if walked.fields[name].strip() else (_EMPTY + field, as_one)
        field = f"{re.escape(begin)}{field}{as_one}"
        pattern += f"(?:{_BLANKS}(?:{field})){'' if name in firm else '?'}"
    return f"{_BLANKS}{pattern}{_BLANKS}{re.escape(tags[at])}"


def _opened(alone: str) -> str:
    return f"{alone[:-2].rstrip()}>"


def _closing(alone: str) -> str:
    name = _NAME_OF_TAG.search(alone)
    return f"</{name[1] if name else ''}>"
