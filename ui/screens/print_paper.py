"""What shall be printed: which paper, which period, the whole number or not, and the very pages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kiosk.account.rights import rights_years
from kiosk.choices import PaperKind, PrintChoice, PrintPeriod
from kiosk.events import PrintChoiceMade, PrintConfirmed
from kiosk.insurance import Insurance
from kiosk.states import Print, Session
from kiosk.words import N_
from ui.parts.insurance_sheet import InsuranceSheet
from ui.parts.key import Key
from ui.parts.notice import Notice
from ui.parts.preview import Preview
from ui.parts.step_keys import StepKeys
from ui.parts.topic_keys import two_lines
from ui.scene import Scene
from ui.screens.screen import Screen, column_of, primary_key
from ui.theme import Type

PERIODS = {
    PrintPeriod.LAST_12: N_("Last 12 months"),
    PrintPeriod.LAST_24: N_("Last 24 months"),
    PrintPeriod.LAST_36: N_("Last 36 months"),
    PrintPeriod.YEAR: N_("One year"),
    PrintPeriod.ALL: N_("All months"),
}
ACROSS = 3
KINDS = {
    PaperKind.LIST: N_("Payment list"),
    PaperKind.RIGHTS_RECORD: N_("Rights record"),
    PaperKind.NOT_INSURED: N_("Proof of no insurance"),
}
"""The slip is asked for where its months are marked."""


class PrintScreen(Screen):
    """The one next step is disabled with its reason while it cannot be done."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        self._confirm = primary_key(scene, "print-confirm", words("Print now"), "printer")
        self._confirm.clicked.connect(lambda: scene.send(PrintConfirmed()))
        step = words("Step {step} of {steps}", step=1, steps=3)
        slip = isinstance(state, Print) and state.choice.kind is PaperKind.SLIP
        heading = words("Discrepancy slip") if slip else words("What do you want to print?")
        super().__init__(scene, "print", heading, step=step, primary=self._confirm)
        if not isinstance(state, Print):
            return
        self._choice, self._paper_years = state.choice, rights_years(state.record.account)
        self._notice, self._preview = Notice(scene), Preview(scene)
        held = [summary.insurance for summary in state.record.overview.summaries]
        left, right = column_of(scene), column_of(scene)
        left.setSpacing(theme.px(4 if not theme.small else 2))
        choices = QWidget()
        self._put_choices(choices, held)
        self.put_control(choices, left)
        # Where height is scarce it stands over the pages: while it is there, there are none.
        (left if theme.portrait else right).addWidget(self._notice)
        if not theme.portrait:
            left.addStretch(1)
        right.addWidget(self._preview, 1)
        if theme.low:
            self.put_control(self._preview.turning, right)
        self.body.addLayout(left, 0 if theme.portrait else 1 if theme.small else 2)
        self.body.addLayout(right, 1 if theme.portrait or theme.small else 3)
        self._sheet = InsuranceSheet(scene, self, held, lambda chosen: self._change(insurances=chosen))
        self.update_to(session)

    def _put_choices(self, choices: QWidget, held: list[Insurance]) -> None:
        words, theme, column = self.scene.words, self.scene.theme, column_of(self.scene)
        choices.setLayout(column)
        column.setSpacing(theme.px(2 if theme.small or (theme.low and theme.elder) else 4))
        column.addLayout(self._kinds())
        column.addLayout(self._periods(several=len(held) > 1))
        self._year = StepKeys(self.scene, "print-year", words("Earlier"), words("Later"), self._leaf)
        column.addWidget(self._year)
        self._full = Key(theme, "print-full-number", words("Print whole name and number"), icon="card-account-details")
        self._full.clicked.connect(lambda: self._change(full_number=not self._choice.full_number))
        column.addWidget(self._full)

    def _kinds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.scene.theme.px(3))
        self._kind_keys = {}
        for kind, text in KINDS.items():
            key = Key(self.scene.theme, f"paper-{kind.value}", self.scene.words(text))
            key.setMinimumHeight(two_lines(self.scene.theme))
            key.clicked.connect(partial(self._change_kind, kind))
            row.addWidget(key, 1)
            self._kind_keys[kind] = key
        return row

    def _periods(self, *, several: bool) -> QGridLayout:
        theme, words, grid = self.scene.theme, self.scene.words, QGridLayout()
        grid.setSpacing(theme.px(3))
        self._list_keys: list[Key] = []
        self._period_keys = {}
        for period, text in PERIODS.items():
            key = Key(theme, f"period-{period.value}", words(text), size=Type.LEAD if theme.roomy else Type.BODY)
            key.setMinimumHeight(two_lines(theme))
            key.clicked.connect(partial(self._change_period, period))
            self._period_keys[period] = key
            self._list_keys.append(key)
        self._insurances = Key(theme, "print-insurances", "", icon="format-list-checks" if theme.roomy else "")
        self._insurances.clicked.connect(self._open_sheet)
        self._insurances.setMinimumHeight(two_lines(theme))
        if several:
            self._list_keys.append(self._insurances)
        for place, key in enumerate(self._list_keys):
            grid.addWidget(key, place // ACROSS, place % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
        return grid

    def _open_sheet(self) -> None:
        self._sheet.open()
        self.scene.touched()

    def _change_kind(self, kind: PaperKind) -> None:
        self.scene.send(PrintChoiceMade(PrintChoice(kind=kind, full_number=self._choice.full_number)))

    def _change_period(self, period: PrintPeriod) -> None:
        self._change(period=period)

    def _change(
        self,
        *,
        period: PrintPeriod | None = None,
        full_number: bool | None = None,
        insurances: tuple[Insurance, ...] | None = None,
        year: int | None = None,
    ) -> None:
        """Ask for the same paper with one thing changed."""
        now = self._choice
        wanted = replace(
            now,
            period=period or now.period,
            full_number=now.full_number if full_number is None else full_number,
            insurances=now.insurances if insurances is None else insurances,
            year=year or now.year,
        )
        self.scene.send(PrintChoiceMade(wanted))

    def _leaf(self, way: int) -> None:
        years = sorted(self._paper_years)
        place = years.index(self._shown_year()) + way
        self._change(year=years[max(0, min(len(years) - 1, place))])

    def _shown_year(self) -> int:
        """The chosen year; without one the latest on record."""
        year = self._choice.year
        return year if year in self._paper_years else max(self._paper_years)

    def update_to(self, session: Session) -> None:
        """The choice, the pages it makes, and whether it can be printed."""
        state = session.state
        if not isinstance(state, Print):
            return
        self._choice = state.choice
        self._show_choice(state.choice)
        failure = state.failure or session.health.printer
        self._notice.show_failure(failure)
        self._preview.show_pages(state)
        self._confirm.setEnabled(state.document is not None and failure is None)

    def _show_choice(self, choice: PrintChoice) -> None:
        words, years = self.scene.words, sorted(self._paper_years)
        for kind, key in self._kind_keys.items():
            key.choose(kind is choice.kind)
            key.setVisible(choice.kind is not PaperKind.SLIP)
        for period, key in self._period_keys.items():
            key.choose(period is choice.period)
        for key in self._list_keys:
            key.setVisible(choice.kind is PaperKind.LIST)
        by_year = choice.kind is PaperKind.RIGHTS_RECORD or (
            choice.kind is PaperKind.LIST and choice.period is PrintPeriod.YEAR
        )
        self._year.setVisible(by_year and bool(years))
        if years:
            year = self._shown_year()
            self._year.say(str(year), first=year == years[0], last=year == years[-1])
        self._full.choose(choice.full_number)
        count = len(choice.insurances)
        all_of_them = words("All insurances")
        self._insurances.setText(
            words.plural("{count} insurance", "{count} insurances", count) if count else all_of_them
        )
        self._sheet.show_chosen(choice.insurances)
