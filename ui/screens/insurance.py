"""One insurance: where it stands, a year grid, the rows of a year, the balance, who pays what and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from kiosk.account.cases import explain
from kiosk.account.payment_list import Section, Summary
from kiosk.events import PrintAsked
from kiosk.states import InsuranceDetail, Session
from kiosk.terms import STANDING
from ui.parts.fact import Fact
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone
from ui.parts.sign import Sign as Icon
from ui.parts.text import Text
from ui.parts.tile import counted, last_paid
from ui.parts.years import Years
from ui.scene import Scene
from ui.screens.screen import Screen, column_of, primary_key
from ui.theme import INSURANCE_ICONS, Type


def latest_unit(section: Section | None) -> str:
    """The unit that paid last; empty for who pays alone."""
    rows = [row for year in section.years for row in year.rows] if section else []
    return rows[-1].unit.name if rows and rows[-1].unit else ""


class InsuranceScreen(Screen):
    """Draws on the list over the whole account, as the paper does."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        key = primary_key(scene, "print-button", words("Print payment list"), "printer")
        key.clicked.connect(lambda: scene.send(PrintAsked()))
        name = words(state.insurance.rule.name) if isinstance(state, InsuranceDetail) else ""
        super().__init__(scene, "insurance", name, primary=key)
        self._notice: Notice | None = None
        if not isinstance(state, InsuranceDetail):
            return
        overview, insurance = state.record.overview, state.insurance
        summary = next(s for s in overview.summaries if s.insurance is insurance)
        section = next((s for s in overview.sections if s.insurance is insurance), None)
        self.body.setSpacing(theme.px(5 if theme.portrait else 8))
        left = column_of(scene)
        left.setSpacing(theme.px(5 if not theme.small else 2))
        left.addWidget(self._facts(summary, section))
        if section:
            self._gaps(section, left)
        who = self._who_pays(summary)
        years = Years(scene, insurance, section, summary)
        if theme.portrait:
            self.body.addLayout(left)
            self.body.addWidget(years, 1)
            self.body.addWidget(who)
        else:
            left.addWidget(who)
            left.addStretch(1)
            self.body.addLayout(left, 1 if theme.small else 2)
            self.body.addWidget(years, 1 if theme.small else 3)
        if theme.small:
            # Reasons beside the year grid, the rule beside the amounts: both at once would not fit.
            years.turned = partial(self._beside, who)
            self._beside(who, scene.draft.rows)

    def _beside(self, who: Text, rows: bool) -> None:
        who.setVisible(rows)
        if self._notice:
            self._notice.setVisible(not rows)

    def _facts(self, summary: Summary, section: Section | None) -> Panel:
        theme, words, code = self.scene.theme, self.scene.words, summary.insurance.value
        panel = Panel(theme, padding_mm=5 if not theme.small else 2)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        panel.inside.addLayout(row)
        if not theme.small and not theme.elder:
            icon = INSURANCE_ICONS[summary.insurance][0]
            row.addWidget(Icon(theme, icon, theme.hue(summary.insurance), theme.px(15)))
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        row.addLayout(column, 1)
        if summary.balance is not None:
            balance = Fact(
                theme,
                f"balance-{code}",
                words("Balance of your personal account"),
                words.money(summary.balance),
                size=Type.HEADING,
                unit=words("yuan"),
            )
            column.addWidget(balance)
        column.addLayout(self._facts_grid(summary))
        unit = latest_unit(section)
        if unit and theme.roomy:
            column.addWidget(Fact(theme, "unit", words("Paid by"), unit))
        return panel

    def _facts_grid(self, summary: Summary) -> QGridLayout:
        theme, words, code = self.scene.theme, self.scene.words, summary.insurance.value
        grid, not_known = QGridLayout(), words("not known")
        grid.setHorizontalSpacing(theme.px(4))
        grid.setVerticalSpacing(theme.px(2 if not theme.small else 0))
        columns = 3 if theme.portrait and not theme.elder else 2
        facts: tuple[tuple[str, str, str], ...] = (
            (f"status-{code}", words("Status"), words(STANDING[summary.standing])),
            (f"months-{code}", words("Paid in all"), counted(words, summary)),
            (f"last-paid-{code}", words("Paid up to"), last_paid(words, summary)),
            (
                f"first-insured-{code}",
                words("First insured"),
                words.month(summary.first_insured) if summary.first_insured else not_known,
            ),
            (f"data-as-of-{code}", words("Data as of"), words.month(summary.as_of) if summary.as_of else not_known),
        )
        if theme.elder or theme.small:
            # The year grid begins where the person was first insured; larger type needs the room.
            facts = tuple(fact for fact in facts if not fact[0].startswith("first-insured"))
        for place, (name, caption, value) in enumerate(facts):
            grid.addWidget(Fact(theme, name, caption, value), place // columns, place % columns)
        return grid

    def _gaps(self, section: Section, column: QVBoxLayout) -> None:
        """The latest run of months that needs attention, why, and what to do."""
        words = self.scene.words
        runs = [run for run in section.empty_months if run.cases and run.cases[0].needs_attention]
        if not runs:
            return
        run = runs[-1]
        months = words.month(run.first)
        if run.last != run.first:
            months = words("{first} to {last}", first=months, last=words.month(run.last))
        told = explain(words, run.cases[0])
        text = words("{period}: {reason} {advice}", period=months, reason=told.reason, advice=told.advice)
        if len(runs) > 1 and self.scene.theme.roomy:
            more = words.plural("One more gap: see below.", "{count} more gaps: see below.", len(runs) - 1)
            text = words("{sentence} {more}", sentence=text, more=more)
        self._notice = Notice(self.scene, Tone.WARM)
        self._notice.say(text)
        column.addWidget(self._notice)

    def _who_pays(self, summary: Summary) -> Text:
        words, rule = self.scene.words, summary.insurance.rule
        text = words(
            "{who} (Social Insurance Law, articles {articles})", who=words(rule.who_pays), articles=rule.articles
        )
        return Text(self.scene.theme, text, colour=self.scene.theme.colours.quiet, name="who-pays")
