"""The personal account of one insurance, year by year: the sum, whether it adds up, and the interest."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.account.balances import InterestState, YearBalance, balances_of
from kiosk.account.policy import COMMONEST_MISUNDERSTANDING
from kiosk.insurance import Insurance
from kiosk.states import AccountDetail, Session
from ui.parts.empty import Empty
from ui.parts.leaves import Block, Leaves
from ui.parts.paragraph import TitledText
from ui.parts.receipt import Receipt
from ui.parts.remark import Remark
from ui.parts.year_bars import Bar, BarsPanel
from ui.parts.year_keys import YearKeys
from ui.scene import Scene
from ui.screens.screen import Screen

POOLED = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION, Insurance.EMPLOYEE_MEDICAL)
"""Where the unit pays as well, and its part is looked for in the account."""
TO_ASK = (InterestState.DIFFERS, InterestState.OTHER_PRINCIPAL)


class AccountScreen(Screen):
    """One year at a time, the latest first."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, state = scene.words, session.state
        insurance = state.insurance if isinstance(state, AccountDetail) else Insurance.EMPLOYEE_PENSION
        name = words(insurance.rule.name)
        super().__init__(scene, "account", words("Personal account: {insurance}", insurance=name))
        if not isinstance(state, AccountDetail):
            return
        self._insurance = insurance
        self._balances = {each.year.year: each for each in balances_of(state.record.account, insurance)}
        sections = [each for each in state.record.overview.sections if each.insurance is insurance]
        self._paid_for = {year.year: year.subtotal.total for section in sections for year in section.years}
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.setSpacing(scene.theme.px(5 if not scene.theme.small else 2))
        if not self._balances:
            empty = words("No personal account is recorded for you here yet.")
            self.body.addWidget(Empty(scene.theme, "wallet-outline", empty), 1)
            return
        self._keys = YearKeys(scene, tuple(self._balances), self._show)
        self._leaves = Leaves(scene, (), ruled=False)
        self.put_control(self._keys, self.body)
        self.body.addWidget(self._leaves, 1)
        self._show()

    def _show(self) -> None:
        balance = self._balances[self._keys.year]
        receipt = partial(Receipt, self.scene.theme, self.scene.words, balance.year)
        said: list[Block] = [partial(self._interest, balance), *self._why()]
        pictures = [*self._closings(), *self._paid()]
        # The words belong beside the sum; a picture may stand on the next page.
        self._leaves.show_blocks([receipt, partial(self._sums, balance), *self._others(), *said, *pictures])

    def _others(self) -> list[Block]:
        """Other years that do not add up, by number: who sees the latest one only would not learn of them."""
        words = self.scene.words
        years = [str(y) for y, each in self._balances.items() if not each.in_order and y != self._keys.year]
        text = words("Please look at these years too, they do not add up: {years}", years=words(", ").join(years))
        return [partial(Remark, self.scene.theme, text, name="other-years", good=False)] if years else []

    def _closings(self) -> list[Block]:
        """How the account grew, where there is more than one year."""
        words, shown = self.scene.words, self._keys.year
        closings = {year: each.year.closing for year, each in self._balances.items()}
        if len(closings) == 1:
            return []
        bars = [Bar(y, fen, words.money(fen), not self._balances[y].in_order) for y, fen in closings.items()]
        title = words("Closing balances, {first} to {last}", first=bars[0].year, last=bars[-1].year)
        told = words("At the end of {year} the account held {amount} yuan.", year=shown,
                     amount=words.money(closings[shown]))  # fmt: skip
        return [partial(BarsPanel, self.scene.theme, "balance-bars", title, told, bars, shown)]

    def _paid(self) -> list[Block]:
        """What was paid for each year, by whomever: every year from the first to the last has its place."""
        words, shown, paid = self.scene.words, self._keys.year, self._paid_for
        if len(paid) <= 1:
            return []
        years = range(min(paid), max(paid) + 1)
        bars = [Bar(year, paid.get(year, 0), words.money(paid.get(year, 0))) for year in years]
        title = words("Paid for each year, {first} to {last}", first=years[0], last=years[-1])
        told = words("For {year} {amount} yuan were paid, by all who pay together.", year=shown,
                     amount=words.money(paid.get(shown, 0)))  # fmt: skip
        return [partial(BarsPanel, self.scene.theme, "payment-bars", title, told, bars, shown)]

    def _sums(self, balance: YearBalance) -> QWidget:
        """That the year reconciles, or each difference by name."""
        good = balance.in_order and not balance.skipped
        text = " ".join(sentence.in_words(self.scene.words) for sentence in balance.sentences)
        return Remark(self.scene.theme, text, name="reconciles", good=good)

    def _interest(self, balance: YearBalance) -> QWidget:
        words, check = self.scene.words, balance.interest
        warm = self.scene.theme.colours.warm if check.state in TO_ASK else ""
        source = words("Source of the rate: {source}", source=check.rate.source) if check.rate else ""
        text = check.sentence.in_words(words)
        return TitledText(self.scene.theme, words("Interest"), text, name="interest-words", source=source, warm=warm)

    def _why(self) -> list[Block]:
        """The commonest misunderstanding, beside every balance; residents' accounts hold everything."""
        words, rule = self.scene.words, self._insurance.rule
        if self._insurance not in POOLED:
            return [partial(TitledText, self.scene.theme, "", words(rule.who_pays), name="pooling-fund")]
        told = COMMONEST_MISUNDERSTANDING
        return [partial(TitledText, self.scene.theme, words(told.title), words(told.text), name="pooling-fund")]
