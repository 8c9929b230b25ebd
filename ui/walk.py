"""The arrow keys walk from key to key along the line, whichever way it runs."""

from __future__ import annotations

from PySide6.QtCore import Qt

_ALONG = {Qt.Key.Key_Down: True, Qt.Key.Key_Right: True, Qt.Key.Key_Up: False, Qt.Key.Key_Left: False}
_TURNED = {**_ALONG, Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}
PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""Press what the keyboard is on."""


def walks_on(key: int, direction: Qt.LayoutDirection) -> bool | None:
    """Whether a key walks on or back; None when it does not walk."""
    return (_TURNED if direction is Qt.LayoutDirection.RightToLeft else _ALONG).get(Qt.Key(key))
