"""My data: what is known of the person, masked until they ask to see it for a few seconds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer

from kiosk.account.my_data import Datum, Held, my_data
from kiosk.states import PersonDetail, Session
from ui.parts.leaves import Leaves
from ui.parts.line import Line
from ui.parts.panel import Panel
from ui.scene import Scene
from ui.screens.screen import Screen, primary_key

REVEAL_SECONDS = 5
"""Long enough to read a number, short enough that who stands behind does not."""


class MyDataScreen(Screen):
    """Name, number and birth date are whole for a few seconds only."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        self._reveal = primary_key(scene, "reveal", words("Show everything"), "eye-outline")
        super().__init__(scene, "my-data", words("My data"), primary=self._reveal)
        self._data: tuple[Datum, ...] = my_data(state.record.account.person) if isinstance(state, PersonDetail) else ()
        self._whole = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REVEAL_SECONDS * 1000)
        self._timer.timeout.connect(lambda: self._show(whole=False))
        self._reveal.clicked.connect(lambda: self._show(whole=not self._whole))
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        self._lines: dict[str, Line] = {}
        self._leaves = Leaves(scene, [partial(self._line, datum) for datum in self._data])
        panel.inside.addWidget(self._leaves, 1)
        self.body.addWidget(panel, 1)

    def _show(self, *, whole: bool) -> None:
        words = self.scene.words
        self._whole = whole
        self._reveal.setText(words("Hide again") if whole else words("Show everything"))
        for datum in self._data:
            line = self._lines.get(datum.key)
            if line is not None and datum.masked:
                shown = (datum.value if whole else datum.masked).in_words(words)
                line.value.setText(shown)
        if whole:
            self._timer.start()
        self.scene.touched()

    def _line(self, datum: Datum) -> Line:
        words, colours = self.scene.words, self.scene.theme.colours
        shown = datum.masked if datum.masked and not self._whole else datum.value
        quiet = None if datum.held is Held.HELD else colours.quiet
        line = Line(
            self.scene.theme,
            words(datum.label),
            shown.in_words(words),
            name=f"my-{datum.key}",
            right=False,
            colour=quiet,
        )
        self._lines[datum.key] = line
        return line
