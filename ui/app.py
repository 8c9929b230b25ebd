"""The QApplication, its font, and the last-resort handler: a bug must never leave data on a screen."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from kiosk.errors import Refused
from ui.theme import FAMILY


def application() -> QApplication:
    """Make the one QApplication: one pixel is one pixel, sizes follow from the panel's millimetres.

    Raises Refused when the font is missing.
    """
    os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "0")
    os.environ.setdefault("QT_SCALE_FACTOR_ROUNDING_POLICY", "PassThrough")
    present = QApplication.instance()
    # The desktop's style has no say in a kiosk.
    app = present if isinstance(present, QApplication) else QApplication(["shebao-kiosk", "-style", "fusion"])
    app.setApplicationName("shebao-kiosk")
    if FAMILY not in QFontDatabase.families():
        raise Refused(f"The font {FAMILY} is missing; please install the Debian package fonts-noto-cjk.")
    app.setFont(QFont(FAMILY))
    app.setQuitOnLastWindowClosed(True)
    return app


def guard(on_bug: Callable[[str], None]) -> None:
    """Send everything unexpected, from slots and from threads, to one place.

    PySide6 goes on after an exception in a slot; `on_bug` gets where it happened: type, file and line, never the
    message or a value, which may be personal.
    """

    def struck(kind: type[BaseException], trace: TracebackType | None) -> None:
        on_bug(place_of(kind, trace))

    def hook(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        struck(kind, trace)

    sys.excepthook = hook
    threading.excepthook = lambda args: struck(args.exc_type, args.exc_traceback)
    sys.unraisablehook = lambda args: struck(args.exc_type or RuntimeError, args.exc_traceback)


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Type, file, line and function of where it happened."""
    frames = traceback.extract_tb(trace)
    if not frames:
        return kind.__name__
    last = frames[-1]
    return f"{kind.__name__} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno} in {last.name}"
