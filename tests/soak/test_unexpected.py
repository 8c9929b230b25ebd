"""What the soak's ear hears, and what it lets pass."""

from __future__ import annotations

import json
import sys
import warnings

from PySide6.QtCore import qWarning

from tests.soak.unexpected import listening


def test_warnings_tracebacks_and_errors_are_heard() -> None:
    with listening() as ear:
        qWarning("a part without a parent")
        warnings.warn("a file was left open", ResourceWarning, stacklevel=1)
        print("Traceback (most recent call last):", file=sys.stderr)
        print(json.dumps({"level": "error", "event": "bug"}), file=sys.stderr)
    assert len(ear.heard) == 4
    assert sys.stderr is not ear


def test_what_the_log_says_day_by_day_is_not() -> None:
    with listening(frozenset({"data-damaged"})) as ear:
        print(json.dumps({"level": "warning", "event": "failed", "code": "C04"}), file=sys.stderr)
        print(json.dumps({"level": "error", "event": "data-damaged"}), file=sys.stderr)
        qWarning("This plugin does not support propagateSizeHints()")
    assert ear.heard == []
