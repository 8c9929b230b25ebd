"""Benefits received: a year at a time, month by month, with the sums."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.account.benefits import BenefitMonth, BenefitYear, InsuranceBenefits, benefits_of
from kiosk.states import BenefitsDetail, Session
from ui.parts.empty import Empty
from ui.parts.leaves import Block, Leaves
from ui.parts.line import Line
from ui.parts.panel import Panel
from ui.parts.stack import Stack
from ui.parts.year_keys import YearKeys
from ui.scene import Scene
from ui.screens.screen import Screen
from ui.theme import Type


class BenefitsScreen(Screen):
    """Empty is said, not shown as an empty page."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        super().__init__(scene, "benefits", words("Benefits received"))
        self._benefits = benefits_of(state.record.account) if isinstance(state, BenefitsDetail) else ()
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.setSpacing(theme.px(5 if not theme.small else 2))
        if not self._benefits:
            empty = words("You have no benefits recorded.")
            self.body.addWidget(Empty(theme, "hand-coin-outline", empty), 1)
            return
        years = {year.year for each in self._benefits for year in each.years}
        total = sum(each.total for each in self._benefits)
        self.body.addWidget(
            Line(theme, words("Received in all (yuan)"), words.money(total), name="benefits-total", bold=True,
                 size=Type.BODY if theme.small else Type.LEAD)
        )  # fmt: skip
        self._keys = YearKeys(scene, tuple(years), self._show)
        self.put_control(self._keys, self.body)
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        self._leaves = Leaves(scene, ())
        panel.inside.addWidget(self._leaves, 1)
        self.body.addWidget(panel, 1)
        self._show()

    def _show(self) -> None:
        blocks: list[Block] = []
        for each in self._benefits:
            for year in each.years:
                if year.year == self._keys.year:
                    blocks.append(partial(self._sum, each, year))
                    blocks += [partial(self._month, month) for month in year.months]
        self._leaves.show_blocks(blocks)

    def _sum(self, benefits: InsuranceBenefits, year: BenefitYear) -> Line:
        """The insurance and its sum of the year, above its months."""
        words, insurance = self.scene.words, benefits.insurance
        caption = words("{name}, {year}", name=words(insurance.rule.name), year=year.year)
        return Line(self.scene.theme, caption, words.money(year.total), name=f"benefits-{insurance.value}", bold=True)

    def _month(self, month: BenefitMonth) -> QWidget:
        """The month's sum; its items below it where there are several or they have names."""
        theme, words = self.scene.theme, self.scene.words
        block = Stack(theme)
        for item in month.items:
            caption = words("{month} {item}", month=words.month(month.month), item=item.item_name or item.item_code)
            block.add(Line(theme, caption, words.money(item.amount)))
        return block
