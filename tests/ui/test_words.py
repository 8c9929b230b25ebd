"""Every text on the screens has its Chinese."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from babel.messages.pofile import read_po

import ui

ROOM = Path(ui.__file__).parent
LEAST_MESSAGES = 80
"""Fewer would mean that the search is broken."""
CALLS = {"words", "_words", "N_", "plural"}


def messages() -> Iterator[str]:
    for file in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in CALLS and isinstance(node.args[0].value, str):
                yield node.args[0].value


def test_every_message_of_the_room_is_translated() -> None:
    known: set[str] = set()
    for file in (resources.files("resources") / "i18n" / "zh_CN").iterdir():
        for message in read_po(io.BytesIO(file.read_bytes())):
            if message.string and message.id:
                known.add(message.id if isinstance(message.id, str) else message.id[0])
    found = set(messages())
    assert len(found) > LEAST_MESSAGES
    assert found - known == set()
