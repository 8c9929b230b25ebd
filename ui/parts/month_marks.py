"""Where a person marks the months that look wrong: one insurance at a time, some years of it, and what is marked."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.account.payment_list import Section
from kiosk.choices import Marked
from kiosk.events import MonthMarked
from kiosk.insurance import Insurance
from kiosk.period import Period
from ui.months import looks_of
from ui.parts.month_grid import MonthGrid
from ui.parts.panel import Panel
from ui.parts.step_keys import StepKeys
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Theme, Type

NAMED_ONE_BY_ONE = 4
"""More marked months than these are counted only: the slip names them all."""


def years_to_mark(theme: Theme) -> int:
    """How many years fit with cells that a finger meets."""
    if theme.low:
        return 1 if theme.elder else 3
    if theme.portrait:
        return 4 if theme.elder else 7
    if theme.scarce:
        return 1
    return 2 if theme.elder else 4


class MonthMarks(Panel):
    """Which insurance and which years are shown stays in the draft; what is marked is the session's."""

    def __init__(self, scene: Scene, sections: tuple[Section, ...], insurance: Insurance | None) -> None:
        super().__init__(scene.theme, padding_mm=4 if not scene.theme.small else 2)
        self._scene, self._sections = scene, [section for section in sections if section.cases]
        self._marked: frozenset[Marked] = frozenset()
        words = scene.words
        self.inside.setSpacing(scene.theme.px(2 if not scene.theme.small else 1))
        self._said = Text(scene.theme, "", Type.BODY, bold=True, name="marked-months", align=CENTRE)
        self.inside.addWidget(self._said)
        if not self._sections:
            self._said.setText(words("Nothing is recorded that could be marked."))
            return
        if scene.draft.place is None:
            scene.draft.place = self._first_place(insurance)
        self._grid: MonthGrid | None = None
        self._insurances = StepKeys(scene, "insurance", words("Previous one"), words("Next one"), self._other)
        self._years = StepKeys(scene, "years", words("Earlier"), words("Later"), self._leaf)
        # A low panel with larger type has no height for two rows of keys.
        steps = QHBoxLayout() if scene.theme.scarce and scene.theme.elder else QVBoxLayout()
        steps.setSpacing(self.inside.spacing() if isinstance(steps, QVBoxLayout) else 2 * scene.theme.gap)
        self.inside.addLayout(steps)
        steps.addWidget(self._insurances)
        self._insurances.setVisible(len(self._sections) > 1)
        steps.addWidget(self._years)
        self._show()

    def show_marks(self, marked: frozenset[Marked]) -> None:
        """Frame what is marked, and say it."""
        self._marked = marked
        if self._sections:
            self._say()

    @property
    def _section(self) -> Section:
        return self._sections[self._scene.draft.place or 0]

    def _first_place(self, insurance: Insurance | None) -> int:
        """The insurance asked about; without one the first that needs attention."""
        for place, section in enumerate(self._sections):
            if section.insurance is insurance:
                return place
        anxious = [any(case.needs_attention for case in section.cases) for section in self._sections]
        return anxious.index(True) if True in anxious else 0

    def _other(self, way: int) -> None:
        draft = self._scene.draft
        draft.place = max(0, min(len(self._sections) - 1, (draft.place or 0) + way))
        draft.year = None
        self._show()

    def _leaf(self, way: int) -> None:
        first, last = self._ends()
        shown = years_to_mark(self._scene.theme)
        least = min(last, first + shown - 1)
        self._scene.draft.year = max(least, min(last, self._year() + way * shown))
        self._show()

    def _ends(self) -> tuple[int, int]:
        years = [case.period.year for case in self._section.cases]
        return min(years), max(years)

    def _year(self) -> int:
        return self._scene.draft.year or self._ends()[1]

    def _show(self) -> None:
        if self._grid:
            self._grid.hide()
            self._grid.deleteLater()
        section, scene = self._section, self._scene
        first, last = self._ends()
        shown_last = min(self._year(), last)
        shown_first = max(first, shown_last - years_to_mark(scene.theme) + 1)
        years = str(shown_last) if shown_first == shown_last else f"{shown_first} – {shown_last}"
        self._years.say(years, first=shown_first == first, last=shown_last == last)
        place = self._scene.draft.place or 0
        name = scene.words(section.insurance.rule.name)
        self._insurances.say(name, first=place == 0, last=place == len(self._sections) - 1)
        self._grid = MonthGrid(
            scene.theme,
            scene.words,
            looks_of(section),
            range(shown_last, shown_first - 1, -1),
            by_year=section.insurance.rule.paid_by_year,
            told=lambda _words, _attention: scene.touched(),
            chosen=self._mark,
            legend=scene.theme.roomy and scene.theme.portrait,
        )
        self.inside.addWidget(self._grid, 1)
        if self.isVisible():
            self._grid.show()
        self._say()

    def _mark(self, period: Period) -> None:
        self._scene.send(MonthMarked(Marked(self._section.insurance, period)))

    def _say(self) -> None:
        words, here = self._scene.words, self._section.insurance
        if self._grid:
            self._grid.show_marks({each.period for each in self._marked if each.insurance is here})
        if not self._marked:
            self._said.setText(words("Touch the months that look wrong to you."))
            return
        count = len(self._marked)
        if count > NAMED_ONE_BY_ONE or len({each.insurance for each in self._marked}) > 1:
            self._said.setText(words.plural("{count} month marked", "{count} months marked", count))
            return
        periods = sorted((each.period for each in self._marked), key=lambda period: period.number)
        names = words(", ").join(words.period(period) for period in periods)
        self._said.setText(words("Marked: {months}", months=names))
