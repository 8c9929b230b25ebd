"""The data: how far they reach, and what the last import reported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.insurance import Authority
from kiosk.staff.views import DataView, View
from kiosk.told import from_kept, in_words
from kiosk.words import N_
from ui.parts.leaves import Block
from ui.parts.line import Line
from ui.parts.text import Text
from ui.screens.maintenance.page import ListPage, breakable, title
from ui.screens.maintenance.when import when

AUTHORITIES = {
    Authority.HUMAN_RESOURCES: N_("Pensions, unemployment, work injury: data as of"),
    Authority.MEDICAL_SECURITY: N_("Medical insurance, maternity: data as of"),
}


class DataPage(ListPage):
    """Figures only."""

    reads_only = True

    def blocks(self, view: View) -> Sequence[Block]:
        """How far each authority's data reach, then the report line by line."""
        if not isinstance(view, DataView):
            return ()
        words = self.scene.words
        none = words("no data yet")
        imported = when(self.scene, view.imported_at) if view.imported_at else words("not known")
        lines: list[Block] = [
            partial(
                self._line,
                f"as-of-{authority.value}",
                words(caption),
                words.month(view.as_of[authority]) if authority in view.as_of else none,
            )
            for authority, caption in AUTHORITIES.items()
        ]
        lines.append(partial(self._line, "imported-at", words("Last import"), imported))
        lines.append(partial(title, self.scene, words("Report of the last import")))
        report = view.report or (words("There is no report."),)
        return (*lines, *(partial(self._said, place, line) for place, line in enumerate(report)))

    def _line(self, name: str, caption: str, value: str) -> QWidget:
        return Line(self.scene.theme, caption, value, name=name)

    def _said(self, place: int, line: str) -> QWidget:
        return Text(self.scene.theme, breakable(in_words(from_kept(line), self.scene.words)), name=f"report-{place}")
