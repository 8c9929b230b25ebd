"""Today: how many came, what was printed, what did not work, and how long people waited."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.errors import FAILURES
from kiosk.staff.views import TodayView, View
from ui.parts.leaves import Block
from ui.parts.line import Line
from ui.parts.text import Text
from ui.screens.maintenance.page import ListPage, title
from ui.screens.maintenance.what import what_happened

_BY_CODE = {failure.code: failure for failure in FAILURES}


class TodayPage(ListPage):
    """Counts only: nobody can be made out in them."""

    reads_only = True

    def blocks(self, view: View) -> Sequence[Block]:
        """The counts, then each fault and how often."""
        if not isinstance(view, TodayView):
            return ()
        words = self.scene.words
        counts = (
            ("today-sessions", words("Visits"), words.number(view.sessions)),
            ("today-logins", words("Logins"), words.number(view.logins)),
            ("today-printed", words("Papers printed"), words.number(view.printed)),
            ("today-print-failures", words("Papers that did not come out"), words.number(view.print_failures)),
            ("today-waiting", words("Waiting, usual (half of all were quicker)"), self._time(view.waiting_median)),
            ("today-longest", words("Waiting, longest"), self._time(view.waiting_longest)),
        )
        lines: list[Block] = [partial(self._count, *count) for count in counts]
        lines.append(partial(title, self.scene, words("Faults today, by code")))
        if not view.failures:
            lines.append(partial(self._none, words("No fault today.")))
        return (*lines, *(partial(self._fault, code, often) for code, often in view.failures))

    def _time(self, seconds: float | None) -> str:
        words = self.scene.words
        return words("nobody waited yet") if seconds is None else words.seconds(round(seconds))

    def _count(self, name: str, caption: str, value: str) -> QWidget:
        return Line(self.scene.theme, caption, value, name=name)

    def _none(self, text: str) -> QWidget:
        return Text(self.scene.theme, text, colour=self.scene.theme.colours.good, name="empty")

    def _fault(self, code: str, often: int) -> QWidget:
        words = self.scene.words
        known = _BY_CODE.get(code)
        caption = words("{code}: {sentence}", code=code, sentence=what_happened(self.scene, known))
        times = words.plural("{count} time", "{count} times", often)
        return Line(self.scene.theme, caption, times, name=f"today-{code.lower()}")
