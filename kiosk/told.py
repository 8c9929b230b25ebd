"""A sentence about the machine that travels as a value: English where it is read as text, worded where it is shown.

doctor, logs and programs read the English; screen and paper word it in the language they are in.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from kiosk.failure import Failure
from kiosk.words import N_, Words

Value: TypeAlias = str | int | tuple[str, ...]
"""What fills a sentence: a name or figure as it stands, a further sentence, or several one after another."""

_COMMA = N_(", ")
_MARK = '{"told": '
"""How a kept sentence begins; anything else that was kept is the text itself."""


class Told(str):
    """A catalogue message and the values of its placeholders; as a text it is the English sentence."""

    message: str
    values: dict[str, Value]

    def __new__(cls, message: str, /, **values: Value) -> Told:
        """`message` is marked with N_."""
        made = super().__new__(cls, message.format(**{name: _english(value) for name, value in values.items()}))
        made.message, made.values = message, values
        return made


def listed(*texts: str) -> Told:
    """Several names or sentences, one after another."""
    return Told("{each}", each=texts)


def told_of(failure: Failure) -> Told:
    """A failure as a finding names it; for one whose message waits for nothing to be filled in."""
    return Told(N_("{code}: {sentence}"), code=failure.code, sentence=Told(failure.message))


def in_words(text: str, words: Words) -> str:
    """Word a sentence, or a plain catalogue message, in one language; what is neither stands as it is."""
    if isinstance(text, Told):
        return words(text.message, **{name: _worded(value, words) for name, value in text.values.items()})
    return words(text)


def kept(text: str) -> str:
    """One line to keep a sentence by."""
    return json.dumps(_plain(text), ensure_ascii=False) if isinstance(text, Told) else text


def from_kept(line: str) -> str:
    """The sentence that was kept; a line that an earlier version kept is a text like any other."""
    if not line.startswith(_MARK):
        return line
    try:
        told = _told(json.loads(line))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return line
    return told if isinstance(told, Told) else line


def _english(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _worded(value: Value, words: Words) -> str:
    if isinstance(value, tuple):
        return words(_COMMA).join(_worded(each, words) for each in value)
    if isinstance(value, int):
        return words.number(value)
    # A name is no message, whatever it happens to be called.
    return in_words(value, words) if isinstance(value, Told) else value


def _plain(value: Value) -> Any:
    if isinstance(value, Told):
        return {"told": value.message, **{name: _plain(each) for name, each in value.values.items()}}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _told(plain: Any) -> Any:
    match plain:
        case {"told": str(message), **values}:
            return Told(message, **{str(name): _told(value) for name, value in values.items()})
        case list():
            return tuple(_told(each) for each in plain)
        case str() | int():
            return plain
        case _:
            raise TypeError("no sentence is kept so")
