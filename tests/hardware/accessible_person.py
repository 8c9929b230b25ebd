"""A person at the kiosk who only has assistive technology: run with Debian's python3, which has pyatspi.

Reads one JSON command a line on standard input and answers with one JSON line. Imports nothing of ours: it knows
the kiosk from outside only.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

import pyatspi
from gi.repository import GLib

APPLICATION = "shebao-kiosk"
DEEPEST = 40
"""No screen nests deeper; a loop in a broken tree ends here."""
GONE = (GLib.GError, LookupError, RuntimeError, AttributeError)
"""What pyatspi raises when a widget vanished between two questions."""


def application() -> Any:
    """The kiosk's node on the desktop, or None."""
    for child in pyatspi.Registry.getDesktop(0):
        if child is not None and child.name == APPLICATION:
            return child
    return None


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """Every node below one."""
    if node is None or depth > DEEPEST:
        return
    yield node
    for index in range(node.childCount):
        try:
            child = node.getChildAtIndex(index)
        except GONE:
            continue
        yield from walk(child, depth + 1)


def showing() -> Iterator[tuple[Any, Any]]:
    """Every node that is on the screen, with its states."""
    for node in walk(application()):
        try:
            states = node.getState()
        except GONE:
            continue
        if states.contains(pyatspi.STATE_SHOWING):
            yield node, states


def identifier(node: Any) -> str:
    """The objectName."""
    return (node.get_accessible_id() or "").rsplit(".", 1)[-1]


def words(node: Any) -> str:
    """What a screen reader would say: the name and, where there is one, the text."""
    said = [node.name or ""]
    with contextlib.suppress(NotImplementedError):
        said.append(node.queryText().getText(0, -1))
    return " ".join(dict.fromkeys(part for part in said if part))


def look() -> list[dict[str, object]]:
    """All that is on the screen."""
    seen: list[dict[str, object]] = []
    for node, states in showing():
        try:
            enabled = bool(states.contains(pyatspi.STATE_ENABLED))
            focused = bool(states.contains(pyatspi.STATE_FOCUSED))
            what = {"id": identifier(node), "text": words(node), "role": node.getRoleName()}
            seen.append({**what, "enabled": enabled, "focused": focused})
        except GONE:
            continue
    return seen


def press(name: str) -> bool:
    """Press a control; whether there was one that could be pressed."""
    for node, states in showing():
        if identifier(node) == name and states.contains(pyatspi.STATE_ENABLED):
            action = node.queryAction()
            for index in range(action.nActions):
                if action.getName(index).lower() in ("press", "click", "toggle"):
                    return bool(action.doAction(index))
    return False


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        command = json.loads(line)
        answer: object
        try:
            answer = press(command["press"]) if "press" in command else look()
        except GONE as error:
            answer = {"error": type(error).__name__}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


main()
