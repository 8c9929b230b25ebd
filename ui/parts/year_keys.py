"""Two big keys that lead from one year to the next, and the year between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.parts.step_keys import StepKeys
from ui.scene import Scene
from ui.theme import Type


class YearKeys(StepKeys):
    """Which year is shown stays in the draft; the latest one is shown first."""

    def __init__(self, scene: Scene, years: Sequence[int], turned: Callable[[], None]) -> None:
        super().__init__(scene, "year", scene.words("Earlier"), scene.words("Later"), self._leaf, Type.HEADING)
        self._years, self._turned = sorted(years), turned
        self._show()

    @property
    def year(self) -> int:
        """The year that is shown."""
        asked = self._scene.draft.year
        return asked if asked in self._years else self._years[-1]

    def _leaf(self, way: int) -> None:
        place = self._years.index(self.year) + way
        self._scene.draft.year = self._years[max(0, min(len(self._years) - 1, place))]
        self._scene.draft.page = 0
        self._show()
        self._turned()

    def _show(self) -> None:
        self.say(str(self.year), first=self.year == self._years[0], last=self.year == self._years[-1])
