"""Every text for people has its Chinese, once, with the same placeholders; nothing translated is left over.

Chinese is written with its own, full-width signs.

Messages are found in the syntax tree: Babel's own extractor misses a call inside another call's arguments.
"""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "resources" / "i18n" / "zh_CN").glob("*.po"))
DATA = (ROOT / "resources" / "kiosk.toml", ROOT / "resources" / "demo" / "people.toml")
"""Other files whose Chinese is shown."""
ROOMS = ("kiosk", "ui", "printing", "devices", "main.py")
SINGULAR = {"N_", "words", "_words", "self"}
"""What marks a message: `words("...")`, `self._words("...")`, N_ and, inside Words itself, `self("...")`."""

NARROW = re.compile(r"(?<=[\u3400-\u9fff}])[,:;?!()]|[,:;?!()](?=[\u3400-\u9fff{])|[,.:;?!]$")
"""A half-width sign beside a Chinese character or a placeholder, or at a text's end; inside "printer.queue" it may
stand."""

BLAMING_ENGLISH = re.compile(r"\b(error|invalid|illegal|forbidden|failed|failure|abort)", re.IGNORECASE)
BLAMING_CHINESE = re.compile("错误|非法|无效|违规|异常|失败|出错")
"""Words of machines (screen.md section 3): a text says what happened and what to do."""

Id: TypeAlias = str | tuple[str, str]


def literals(argument: ast.expr) -> list[str]:
    """Return the texts an argument can be: a literal, or either side of a choice."""
    if isinstance(argument, ast.IfExp):
        return literals(argument.body) + literals(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def marked(source: str) -> Iterator[Id]:
    """Yield the messages of a source text; a plural as both its texts."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first, *rest = [literals(argument) for argument in node.args[:2]] or [[]]
            if name == "plural" and first and rest and rest[0]:
                yield first[0], rest[0][0]
            elif name in SINGULAR:
                yield from filter(None, first)


@cache
def messages() -> frozenset[Id]:
    """Return the messages of all rooms."""
    files = [
        file for room in ROOMS for file in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
    ]
    return frozenset(message for file in files for message in marked(file.read_text(encoding="utf-8")))


@cache
def translations(file: Path) -> list[Message]:
    """Return the messages of a catalogue, its header left out."""
    return [m for m in read_po(io.BytesIO(file.read_bytes()), locale="zh_CN", abort_invalid=True) if m.id]


def id_of(message: Message) -> Id:
    """Return the source text of a catalogue's message."""
    return (message.id[0], message.id[1]) if isinstance(message.id, tuple | list) else str(message.id)


def texts_of(message: Message) -> list[str]:
    """Return the Chinese of a message: one text (Chinese has one plural form)."""
    found = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [str(text) for text in found]


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_a_call_inside_a_call_is_found() -> None:
    assert set(marked('words(TABLE.get(x, N_("inner")))')) == {"inner"}
    assert set(marked('words("one" if x else "other")')) == {"one", "other"}
    assert set(marked('words.plural("one", "many", n)')) == {("one", "many")}


def test_there_are_catalogues() -> None:
    assert "kiosk.po" in {file.name for file in CATALOGUES}


def test_every_message_is_translated() -> None:
    there = {id_of(message) for file in CATALOGUES for message in translations(file)}
    missing = messages() - there
    assert not missing, f"no Chinese for: {sorted(map(str, missing))}"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_no_translation_is_left_over(file: Path) -> None:
    unused = {id_of(message) for message in translations(file)} - messages()
    assert not unused, f"no longer used, or not marked with N_: {sorted(map(str, unused))}"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_no_translation_is_empty_or_fuzzy(file: Path) -> None:
    for message in translations(file):
        assert all(texts_of(message)), f"empty: {message.id}"
        assert not message.fuzzy, f"not finished: {message.id}"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_placeholders_are_the_same(file: Path) -> None:
    for message in translations(file):
        source = id_of(message)
        wanted = placeholders(source if isinstance(source, str) else source[1])
        assert all(placeholders(text) == wanted for text in texts_of(message)), f"placeholders differ: {message.id}"


def test_no_message_stands_in_two_files() -> None:
    homes: dict[Id, list[str]] = {}
    for file in CATALOGUES:
        for message in translations(file):
            homes.setdefault(id_of(message), []).append(file.name)
    twice = {str(message): files for message, files in homes.items() if len(files) > 1}
    assert not twice


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_the_headers_say_how_to_read_the_file(file: Path) -> None:
    head = file.read_text(encoding="utf-8")[:1000]
    assert "charset=UTF-8" in head
    assert "nplurals=1; plural=0;" in head


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_chinese_has_full_width_signs(file: Path) -> None:
    for message in translations(file):
        narrow = [text for text in texts_of(message) if NARROW.search(text)]
        assert not narrow


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.name)
def test_chinese_in_settings_and_demo_data_has_full_width_signs(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        assert not NARROW.search(line.rstrip(".,:;?!")), line


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_no_text_blames_or_talks_like_a_machine(file: Path) -> None:
    for message in translations(file):
        source = id_of(message)
        english = source if isinstance(source, str) else " ".join(source)
        assert not BLAMING_ENGLISH.search(english), english
        assert not any(BLAMING_CHINESE.search(text) for text in texts_of(message)), message.string
