"""What shall be printed: which period, the whole number or not, how many pages, and the very page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout

from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.events import PrintChoiceMade, PrintConfirmed
from kiosk.states import Print, Session
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.notice import Notice
from ui.parts.page_picture import PagePicture
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.screen import Screen, column_of, primary_key
from ui.theme import Type

PERIODS = {
    PrintPeriod.LAST_12: N_("Last 12 months"),
    PrintPeriod.LAST_24: N_("Last 24 months"),
    PrintPeriod.LAST_36: N_("Last 36 months"),
    PrintPeriod.ALL: N_("All months"),
}


class PrintScreen(Screen):
    """The one next step is disabled with its reason while it cannot be done."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        confirm = primary_key(scene, "print-confirm", words("Print now"), "printer")
        confirm.clicked.connect(lambda: scene.send(PrintConfirmed()))
        step = words("Step {step} of {steps}", step=1, steps=3)
        super().__init__(scene, "print", words("What do you want to print?"), step=step, primary=confirm)
        self._confirm, self._choice = confirm, PrintChoice()
        self._notice = Notice(scene)
        self._picture = PagePicture(theme)
        self._pages = Text(theme, "", Type.LEAD, bold=True, name="pages", align=CENTRE)
        left, right = column_of(scene), column_of(scene)
        left.addLayout(self._periods())
        left.addWidget(self._full)
        left.addWidget(self._notice)
        if not theme.portrait:
            left.addStretch(1)
        right.addWidget(self._picture, 1)
        right.addWidget(self._pages)
        self.body.addLayout(left, 0 if theme.portrait else 2)
        self.body.addLayout(right, 1 if theme.portrait else 3)
        self.update_to(session)

    def _periods(self) -> QGridLayout:
        theme, words, grid = self.scene.theme, self.scene.words, QGridLayout()
        grid.setSpacing(theme.px(4))
        self._period_keys = {}
        for place, (period, text) in enumerate(PERIODS.items()):
            key = Key(theme, f"period-{period.value}", words(text), size=Type.LEAD)
            key.setMinimumHeight(theme.px(theme.sizes.action))
            key.clicked.connect(lambda _checked=False, period=period: self._choose(period))
            grid.addWidget(key, place // 2, place % 2)
            self._period_keys[period] = key
        self._full = Key(theme, "print-full-number", words("Print whole name and number"), icon="card-account-details")
        self._full.clicked.connect(self._full_number)
        return grid

    def _choose(self, period: PrintPeriod) -> None:
        self.scene.send(PrintChoiceMade(replace(self._choice, period=period)))

    def _full_number(self) -> None:
        self.scene.send(PrintChoiceMade(replace(self._choice, full_number=not self._choice.full_number)))

    def update_to(self, session: Session) -> None:
        """The choice, the pages it makes, and whether it can be printed."""
        state, words = session.state, self.scene.words
        if not isinstance(state, Print):
            return
        self._choice = state.choice
        for period, key in self._period_keys.items():
            key.choose(period is state.choice.period)
        self._full.choose(state.choice.full_number)
        failure = state.failure or session.health.printer
        self._notice.show_failure(failure)
        document = state.document
        previews = document.preview if document else ()
        self._picture.show_picture(previews[0] if previews else None)
        if document:
            self._pages.setText(words.plural("{count} page, A4", "{count} pages, A4", document.pages))
        else:
            self._pages.setText("" if state.failure else words("The pages are being made ..."))
        self._picture.setAccessibleName(words("Preview of the first page"))
        self._confirm.setEnabled(document is not None and failure is None)
