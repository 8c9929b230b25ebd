"""Faults that happened lately, each with its cause and its cure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.staff.views import FailureSeen, FailuresView, View
from ui.parts.leaves import Block
from ui.parts.stack import Stack
from ui.parts.text import Text
from ui.screens.maintenance.page import ListPage, nothing
from ui.screens.maintenance.what import what_happened
from ui.screens.maintenance.when import when


class FailuresPage(ListPage):
    """The newest first."""

    reads_only = True

    def blocks(self, view: View) -> Sequence[Block]:
        """A block a fault."""
        if not isinstance(view, FailuresView):
            return ()
        if not view.seen:
            return (partial(nothing, self.scene, "check-circle", self.scene.words("No fault was seen lately.")),)
        return tuple(partial(self._fault, seen) for seen in view.seen)

    def _fault(self, seen: FailureSeen) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        block = Stack(theme)
        head = words("{code} at {time}", code=seen.code, time=when(self.scene, seen.at))
        block.add(Text(theme, head, bold=True, colour=theme.colours.warm))
        block.add(Text(theme, words("Cause: {cause}", cause=what_happened(self.scene, seen.failure))))
        if seen.failure is not None and seen.failure.remedy:
            block.add(Text(theme, words("To do: {advice}", advice=words(seen.failure.remedy))))
        return block
