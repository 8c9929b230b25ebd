"""The yearly record of a person's rights: participation, what both sides paid, accounts, benefits; a year a page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.account.balances import YearBalance
from kiosk.account.benefits import InsuranceBenefits
from kiosk.account.rights import RightsLine, RightsRecord, rights_of, rights_years
from kiosk.choices import PaperKind
from kiosk.events import PrintAsked
from kiosk.insurance import Authority
from kiosk.states import RightsDetail, Session
from ui.parts.empty import Empty
from ui.parts.leaves import Block, Leaves
from ui.parts.line import Line
from ui.parts.panel import Panel
from ui.parts.paragraph import TitledText
from ui.parts.sign import Sign
from ui.parts.text import Text
from ui.parts.year_keys import YearKeys
from ui.scene import Scene
from ui.screens.screen import Screen, primary_key
from ui.theme import INSURANCE_ICONS


class RightsRecordScreen(Screen):
    """Drawn up for the year that is shown only."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        key = primary_key(scene, "print-button", words("Print this record"), "printer")
        key.clicked.connect(self._print)
        super().__init__(scene, "rights-record", words("Record of your rights"), primary=key)
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.setSpacing(theme.px(5 if not theme.small else 2))
        if not isinstance(state, RightsDetail):
            return
        self._account = state.record.account
        years = rights_years(self._account)
        if not years:
            key.setEnabled(False)
            empty = words("Nothing is recorded for you yet, so there is no yearly record.")
            self.body.addWidget(Empty(theme, "file-document-outline", empty), 1)
            return
        self._keys = YearKeys(scene, years, self._show)
        self.put_control(self._keys, self.body)
        self._leaves = Leaves(scene, ())
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        panel.inside.addWidget(self._leaves, 1)
        self.body.addWidget(panel, 1)
        self._show()

    def _print(self) -> None:
        self.scene.send(PrintAsked(PaperKind.RIGHTS_RECORD, self._keys.year))

    def _show(self) -> None:
        record = rights_of(self._account, self._keys.year)
        blocks: list[Block] = [partial(self._line, line) for line in record.lines]
        blocks.append(partial(self._total, record))
        blocks += [partial(self._balance, balance) for balance in record.accounts]
        blocks += [partial(self._benefits, benefits) for benefits in record.benefits]
        if not record.benefits:
            blocks.append(lambda: Text(self.scene.theme, self.scene.words("No benefits recorded in this year.")))
        blocks.append(partial(self._as_of, record))
        self._leaves.show_blocks(blocks)

    def _line(self, line: RightsLine) -> QWidget:
        """One insurance: its name, months, and what unit and person paid."""
        theme, words, insurance = self.scene.theme, self.scene.words, line.insurance
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        if theme.roomy:
            row.addWidget(Sign(theme, INSURANCE_ICONS[insurance][0], theme.hue(insurance), theme.px(12)))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        row.addLayout(column, 1)
        periods = (
            words.plural("{count} year", "{count} years", line.periods)
            if insurance.rule.paid_by_year
            else words.plural("{count} month paid", "{count} months paid", line.periods)
        )
        code = insurance.value
        column.addWidget(Line(theme, words(insurance.rule.name), periods, name=f"rights-months-{code}", bold=True))
        column.addWidget(self._amounts(line))
        paid_by = words(", ").join(unit.name or unit.code if unit else words("yourself") for unit in line.units)
        if paid_by and not theme.small:
            column.addWidget(Text(theme, words("Paid by {units}", units=paid_by), colour=theme.colours.quiet))
        return block

    def _amounts(self, line: RightsLine) -> QWidget:
        theme, words, code = self.scene.theme, self.scene.words, line.insurance.value
        amounts = [
            (f"rights-unit-{code}", words("Unit (yuan)"), line.paid.unit_paid),
            (f"rights-person-{code}", words("You (yuan)"), line.paid.person_paid),
        ]
        if line.subsidy:
            amounts.append((f"rights-subsidy-{code}", words("Subsidy (yuan)"), line.subsidy))
        if line.owed:
            amounts.append((f"rights-owed-{code}", words("Due, not yet paid (yuan)"), line.owed))
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12 if theme.roomy else 6))
        across = 1 if theme.elder and theme.portrait else 2
        for place, (name, caption, fen) in enumerate(amounts):
            cell = Line(theme, caption, words.money(fen), name=name)
            grid.addWidget(cell, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        return block

    def _total(self, record: RightsRecord) -> Line:
        words = self.scene.words
        caption = words("Unit and you, all insurances (yuan)")
        return Line(self.scene.theme, caption, words.money(record.total.total), name="rights-total", bold=True)

    def _balance(self, balance: YearBalance) -> Line:
        words, year = self.scene.words, balance.year
        caption = words("Account, {insurance}: closing (yuan)", insurance=words(year.insurance.rule.name))
        remark = "" if balance.in_order else " ".join(each.in_words(words) for each in balance.sentences)
        name = f"rights-closing-{year.insurance.value}"
        return Line(self.scene.theme, caption, words.money(year.closing), name=name, remark=remark)

    def _benefits(self, benefits: InsuranceBenefits) -> Line:
        words = self.scene.words
        caption = words("Benefits, {insurance} (yuan)", insurance=words(benefits.insurance.rule.name))
        name = f"rights-benefits-{benefits.insurance.value}"
        return Line(self.scene.theme, caption, words.money(benefits.total), name=name)

    def _as_of(self, record: RightsRecord) -> QWidget:
        words = self.scene.words
        told = words("The year is not over in the data; later payments are missing.") if record.running else ""
        ends = sorted({record.as_of[each] for each in Authority if each in record.as_of})
        as_of = words(", ").join(words.month(month) for month in ends)
        text = words("Data as of {month}.", month=as_of) if as_of else ""
        return TitledText(self.scene.theme, "", f"{text} {told}".strip(), name="rights-as-of")
