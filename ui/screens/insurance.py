"""One insurance: where it stands, a year grid, the rows of a year, the balance, who pays what and why."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.account.cases import explain
from kiosk.account.payment_list import Section, Summary
from kiosk.events import PrintAsked, Topic
from kiosk.states import InsuranceDetail, Session
from kiosk.terms import STANDING, articles_words
from ui.parts.fact import Fact
from ui.parts.month_words import MonthWords
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone
from ui.parts.sign import Sign as Icon
from ui.parts.text import Text
from ui.parts.tile import counted, last_paid
from ui.parts.topic_keys import TopicKeys
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
        self._summary = self._facts(summary, section)
        left.addWidget(self._summary)
        if section:
            self._gaps(section, left)
        years = Years(scene, insurance, section, summary)
        self._month = MonthWords(theme)
        years.told, years.turned = self._tell, self._turned
        self._put(left, years, self._foot(summary))

    def _put(self, left: QVBoxLayout, years: Years, foot: list[QWidget]) -> None:
        """Beside one another on a landscape panel, below one another on a portrait one."""
        theme = self.scene.theme
        if theme.low:
            self._put_low(left, years, foot)
            return
        column = self.body if theme.portrait else left
        if theme.portrait:
            self.body.addLayout(left)
            self.body.addWidget(years, 1)
        # Larger type has no room below the grid: a month's words take the place of the gap's.
        (left if theme.elder or not theme.portrait else self.body).addWidget(self._month)
        if not theme.portrait:
            left.addStretch(1)
        for part in foot:
            column.addWidget(part)
        if not theme.portrait:
            self.body.addLayout(left, 1 if theme.small else 2)
            self.body.addWidget(years, 1 if theme.small else 3)

    def _put_low(self, left: QVBoxLayout, years: Years, foot: list[QWidget]) -> None:
        """What is read above; months, years and keys within reach."""
        self.body.addLayout(left)
        self.body.addWidget(self._month)
        if self._who:
            self.body.addWidget(self._who)
        self.body.addStretch(1)
        self.put_control(years, self.body, 1)
        self.put_control(foot[-1], self.body)
        self.fill_reach()

    def _foot(self, summary: Summary) -> list[QWidget]:
        """Who pays, where there is room for it, and the keys that lead further."""
        rule, theme = summary.insurance.rule, self.scene.theme
        topics = (Topic.ACCOUNT, Topic.POLICY, Topic.DISCREPANCY)
        keys = TopicKeys(self.scene, topics if rule.has_account else topics[1:])
        self._who = None if theme.small or (theme.elder and not theme.low) else self._who_pays(summary)
        return [self._who, keys] if self._who else [keys]

    def _tell(self, text: str, attention: bool) -> None:
        """A month was touched: its words take the place of what may wait."""
        crowded = (self.scene.theme.elder or self.scene.theme.small) and not self.scene.theme.low
        if crowded and not self._month.isVisibleTo(self):
            # As high as what it hides, so that the grid stays below the finger.
            self._month.setMinimumHeight(self._summary.height())
        self._month.say(text, attention=attention)
        for other in (self._notice, self._who, self._summary if crowded else None):
            if other is not None:
                other.setVisible(not text)

    def _turned(self, _rows: bool) -> None:
        self._tell("", False)

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
        months = words.period(run.first)
        if run.last != run.first:
            months = words("{first} to {last}", first=months, last=words.period(run.last))
        told = explain(words, run.cases[0])
        text = words("{period}: {reason} {advice}", period=months, reason=told.reason, advice=told.advice)
        if self.scene.theme.elder:
            # A touched month tells the rest; larger type has no room for it beside everything else.
            text = words("{period}: {reason}", period=months, reason=words(run.reason))
        if len(runs) > 1 and self.scene.theme.roomy:
            more = words.plural("One more gap: see below.", "{count} more gaps: see below.", len(runs) - 1)
            text = words("{sentence} {more}", sentence=text, more=more)
        self._notice = Notice(self.scene, Tone.WARM)
        # Shown before it has its place, it would be a window of its own for a moment.
        self._notice.setParent(self)
        self._notice.say(text)
        column.addWidget(self._notice)

    def _who_pays(self, summary: Summary) -> Text:
        words, rule = self.scene.words, summary.insurance.rule
        articles = articles_words(words, rule.articles)
        text = words("{who} (Social Insurance Law, articles {articles})", who=words(rule.who_pays), articles=articles)
        return Text(self.scene.theme, text, colour=self.scene.theme.colours.quiet, name="who-pays")
