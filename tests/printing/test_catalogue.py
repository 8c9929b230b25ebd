"""Every text of this room stands in the catalogue, in Chinese."""

from __future__ import annotations

import ast
import re
from importlib import resources
from pathlib import Path

from babel.messages.pofile import read_po

import printing
from kiosk.words import words_of

ROOM = Path(printing.__file__).parent
WIDE_SIGNS = {",": "\uff0c", ":": "\uff1a", "?": "\uff1f", ";": "\uff1b", "(": "\uff08"}


def texts_in_code() -> set[str]:
    """Sentences in the room's code: words("...") and the texts that are chosen before words() is called."""
    found: set[str] = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and ast.unparse(node.func) in ("words", "self.words", "cells.words")
            named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "text"
            text = node.args[0] if isinstance(node, ast.Call) and called and node.args else None
            text = node.value if isinstance(node, ast.Assign) and named else text
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.add(text.value)
    return found


def test_every_text_is_translated() -> None:
    words = words_of("zh_CN")
    untranslated = {text for text in texts_in_code() if words(text) == text}
    assert len(texts_in_code()) > 40
    assert not untranslated


def test_placeholders_and_signs() -> None:
    file = resources.files("resources") / "i18n" / "zh_CN" / "printing.po"
    with file.open("rb") as opened:
        for message in read_po(opened):
            if message.id:
                assert isinstance(message.id, str) and isinstance(message.string, str)
                assert set(re.findall(r"{\w+}", message.id)) == set(re.findall(r"{\w+}", message.string)), message.id
                assert not set(WIDE_SIGNS) & set(message.string), f"Chinese uses full-width signs: {message.string}"
