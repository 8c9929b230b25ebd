"""Points for a residence permit: how many, from which months, and why the other months do not count."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.account.points import POINTS_A_YEAR, LeftOut, Points, points_of, rule_of
from kiosk.account.said import Said, said
from kiosk.period import Span
from kiosk.states import PointsDetail, Session
from kiosk.words import N_
from ui.parts.fact import Fact
from ui.parts.leaves import Block, Leaves
from ui.parts.line import Line
from ui.parts.panel import Panel
from ui.parts.paragraph import TitledText
from ui.parts.text import Text
from ui.parts.year_bars import Bar, BarsPanel
from ui.parts.year_dots import MONTHS, YearDots
from ui.scene import Scene
from ui.screens.screen import Screen
from ui.theme import Type

NOT_A_DECISION = N_(
    "This is one indicator of a residence permit holder's total, not a decision. The office that keeps the points "
    "decides."
)


def span_words(first_to_last: Span) -> Said:
    """A span as a sentence."""
    return said("{span}", span=first_to_last)


class PointsScreen(Screen):
    """Computed when it is opened."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        super().__init__(scene, "points", words("Points for a residence permit"))
        if not isinstance(state, PointsDetail):
            return
        points = points_of(state.record.account, rule_of(scene.settings.points))
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.setSpacing(theme.px(5 if not theme.small else 2))
        self.body.addWidget(self._total(points))
        if theme.roomy and len(points.years) > 1:
            self.body.addWidget(self._years(points))
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        panel.inside.addWidget(Leaves(scene, self._blocks(points)), 1)
        self.body.addWidget(panel, 1)

    def _total(self, points: Points) -> Panel:
        theme, words = self.scene.theme, self.scene.words
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        facts = (
            ("points-total", words("Points"), words.number(points.points), Type.HEADING),
            ("points-months", words("Months that count"), words.number(points.counted), Type.HEADING),
            ("points-next", words("Months to the next {count} points", count=POINTS_A_YEAR),
             words.number(points.months_to_next), Type.HEADING),
        )  # fmt: skip
        for name, caption, value, size in facts:
            # Where a caption takes two lines the figures still stand in one.
            row.addWidget(Fact(theme, name, caption, value, size=size), 1, Qt.AlignmentFlag.AlignBottom)
        panel.inside.addLayout(row)
        if not theme.small:
            done = MONTHS - points.months_to_next
            told = words.plural(
                "{count} of 12 months towards the next points.", "{count} of 12 months towards the next points.", done
            )
            panel.inside.addSpacing(theme.px(2))
            panel.inside.addWidget(YearDots(theme, "points-dots", told, done))
            panel.inside.addWidget(Text(theme, told, colour=theme.colours.quiet))
        return panel

    def _years(self, points: Points) -> BarsPanel:
        """How many months of each year count."""
        words, last = self.scene.words, points.years[-1]
        bars = [Bar(each.year, each.counted, words.number(each.counted)) for each in points.years]
        title = words("Months that count in each year, {first} to {last}", first=bars[0].year, last=bars[-1].year)
        told = words.plural("In {year} {count} month counts.", "In {year} {count} months count.", last.counted,
                            year=last.year)  # fmt: skip
        return BarsPanel(self.scene.theme, "points-bars", title, told, bars, last.year)

    def _blocks(self, points: Points) -> list[Block]:
        theme, words = self.scene.theme, self.scene.words
        blocks: list[Block] = [partial(self._rule, points)]
        if points.left_out:
            text = words.plural("{count} month does not count:", "{count} months do not count:", points.months_left_out)
            blocks.append(partial(Text, theme, text, bold=True, name="points-left-out"))
            blocks += [partial(self._left_out, run) for run in reversed(points.left_out)]
        elif points.counted:
            blocks.append(partial(Text, theme, words("Every month looked at counts."), name="points-left-out"))
        if points.moved_in:
            moved = words.plural(
                "{count} month moved in from another place is not looked at.",
                "{count} months moved in from another place are not looked at.",
                points.moved_in,
            )
            blocks.append(partial(Text, theme, moved, name="points-moved-in"))
        return blocks

    def _rule(self, points: Points) -> QWidget:
        words = self.scene.words
        names = words(", ").join(words(insurance.rule.name) for insurance in points.rule.insurances)
        rule = words(
            "{points} points for every 12 months, together, not necessarily in a row. Looked at: {insurances}.",
            points=POINTS_A_YEAR,
            insurances=names,
        )
        if points.looked_at.first is None:
            rule = words("{rule} Nothing was paid there, so no month counts yet.", rule=rule)
        contracts = words(points.contracts.value)
        return TitledText(self.scene.theme, "", f"{rule} {contracts} {words(NOT_A_DECISION)}", name="points-rule")

    def _left_out(self, run: LeftOut) -> Line:
        words = self.scene.words
        caption = span_words(Span(run.first, run.last)).in_words(words)
        return Line(
            self.scene.theme,
            caption,
            words.months(run.months),
            remark=words(run.reason.value),
            name=f"left-out-{run.first}",
        )
