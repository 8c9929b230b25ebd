"""The keys that pull the mocks' strings: what can happen to a card, a reader and a printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk import errors
from kiosk.errors import Failure
from kiosk.ports import PrinterSimulator, Simulator
from kiosk.words import N_, Words
from ui.parts.key import Key
from ui.theme import Theme

KEY_MM = 15.0
"""A mouse needs less than a finger."""
ACROSS = 2

PRINTER_FAULTS: tuple[tuple[str, str, Failure], ...] = (
    ("dock-jam", N_("Paper jam"), errors.PRINT_BROKEN_OFF),
    ("dock-cover", N_("Cover open"), errors.PRINTER_NEEDS_STAFF),
    ("dock-silent", N_("Printer silent"), errors.PRINTER_SILENT),
    ("dock-unusable", N_("Printer unusable"), errors.PRINTER_UNUSABLE),
)
"""Objectname, words, and what the printer then says of itself; a printer has one trouble at a time."""


class _Keys(QWidget):
    """Keys in rows, all of one size."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(2))

    def _key(self, name: str, text: str, press: Callable[[], None]) -> Key:
        key = Key(self._theme, name, text)
        key.setFixedHeight(self._theme.px(KEY_MM))
        key.clicked.connect(lambda _checked=False: press())
        self._grid.addWidget(key, *divmod(self._grid.count(), ACROSS))
        return key


class ReaderStrings(_Keys):
    """Pull, freeze, unplug, and the service that reads."""

    def __init__(self, theme: Theme, words: Words, simulator: Simulator) -> None:
        super().__init__(theme, words)
        self._simulator = simulator
        self._away = self._stopped = False
        self._pull = self._key("dock-pull", words("Pull the card"), simulator.pull)
        self._freeze = self._key("dock-freeze", words("Freeze the card"), simulator.freeze)
        self._reader = self._key("dock-unplug", words("Unplug the reader"), self._unplug)
        self._service = self._key("dock-service", words("Stop the card service"), self._stop)

    def show_card_in(self, card_in: bool) -> None:
        """What needs a card can be pressed while one is in."""
        self._pull.setEnabled(card_in)
        self._freeze.setEnabled(card_in)

    def _unplug(self) -> None:
        self._away = not self._away
        self._reader.setText(self._words("Plug the reader in" if self._away else "Unplug the reader"))
        self._reader.choose(self._away)
        self._simulator.unplug(self._away)

    def _stop(self) -> None:
        self._stopped = not self._stopped
        self._service.setText(self._words("Start the card service" if self._stopped else "Stop the card service"))
        self._service.choose(self._stopped)
        self._simulator.stop_service(self._stopped)


class PrinterStrings(_Keys):
    """One trouble at a time; pressing it again heals."""

    def __init__(self, theme: Theme, words: Words, printer: PrinterSimulator) -> None:
        super().__init__(theme, words)
        self._printer = printer
        self._fault: Failure | None = None
        self._paper = self._key("dock-paper", words("Take the paper out"), partial(self._turn, errors.NO_PAPER))
        self._keys = {errors.NO_PAPER: self._paper}
        for name, text, failure in PRINTER_FAULTS:
            self._keys[failure] = self._key(name, words(text), partial(self._turn, failure))

    def _turn(self, failure: Failure) -> None:
        self._fault = None if self._fault is failure else failure
        empty = self._fault is errors.NO_PAPER
        self._paper.setText(self._words("Put paper in" if empty else "Take the paper out"))
        for known, key in self._keys.items():
            key.choose(known is self._fault)
        self._printer.fail_with(self._fault)
