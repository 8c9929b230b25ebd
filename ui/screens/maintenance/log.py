"""The log, newest first: the audit trail or the technical log, all of it or faults only; and its copy on a stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from kiosk.staff.acts import ExportLog
from kiosk.staff.events import PageAsked
from kiosk.staff.states import Maintenance
from kiosk.staff.views import LogAsked, LogView, Page, View
from ui.parts.key import Key
from ui.parts.leaves import Block, Leaves
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.page import ListPage, breakable, nothing
from ui.screens.screen import primary_key


class LogLeaves(Leaves):
    """Turns to the log's next page where its own pages end; `wanted` gets the page asked for."""

    def __init__(self, scene: Scene, wanted: Callable[[int], None]) -> None:
        super().__init__(scene, ())
        self._wanted, self._page, self._pages = wanted, 0, 1

    def show_page(self, blocks: Sequence[Block], page: int, pages: int) -> None:
        """Show a page of the log; its last leaf when one came back to it."""
        self._page, self._pages, self.always_turning = page, pages, pages > 1
        self.show_blocks(blocks)

    def turn(self, way: int) -> None:
        """To another leaf, else to another page."""
        draft = self._scene.draft
        if way > 0 and self.at_end:
            draft.page = 0
            self._wanted(self._page + 1)
        elif way < 0 and draft.page == 0:
            self._wanted(self._page - 1)
        else:
            super().turn(way)

    def close_ends(self, *, first: bool, last: bool) -> None:
        """There is more where another page of the log follows."""
        super().close_ends(first=first and self._page == 0, last=last and self._page + 1 >= self._pages)


class LogPage(ListPage):
    """No line holds anything personal."""

    reads_only = True

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        self._asked, self._stick = state.log, False
        self._export = primary_key(scene, "log-export", "", "usb-flash-drive")
        super().__init__(scene, state, self._export)
        self._export.clicked.connect(self._copy)
        words = scene.words
        self._filters = {
            "log-audit": (words("Audit trail"), partial(self._turn_to, audit=True)),
            "log-technical": (words("Technical log"), partial(self._turn_to, audit=False)),
            "log-failures-only": (words("Faults only"), self._failures),
        }
        row = QHBoxLayout()
        row.setSpacing(scene.theme.px(3))
        self._keys: dict[str, Key] = {}
        for name, (text, call) in self._filters.items():
            key = self._keys[name] = Key(scene.theme, name, text)
            key.clicked.connect(call)
            row.addWidget(key, 1)
        self._place = Text(scene.theme, "", name="log-place", colour=scene.theme.colours.quiet)
        self.column.insertWidget(0, self._place)
        self.column.insertLayout(2 if scene.theme.low else 0, row)

    def make_leaves(self) -> Leaves:
        """Leaves that know of the pages behind them."""
        self._log_leaves = LogLeaves(self.scene, lambda page: self._look(replace(self._asked, page=page)))
        return self._log_leaves

    def show_state(self, state: Maintenance) -> None:
        """What is asked for is marked at once; its lines follow."""
        words = self.scene.words
        self._asked = state.log
        if isinstance(state.view, LogView):
            self._stick = state.view.stick
            pages = max(1, state.view.pages)
            self._place.setText(words("Page {page} of {pages}, newest first", page=state.log.page + 1, pages=pages))
        self._keys["log-audit"].choose(state.log.audit)
        self._keys["log-technical"].choose(not state.log.audit)
        self._keys["log-failures-only"].choose(state.log.failures_only)
        self._export.setText(words("Copy to USB stick") if self._stick else words("Look for a USB stick"))
        super().show_state(state)

    def blocks(self, view: View) -> Sequence[Block]:
        """One block a line."""
        if not isinstance(view, LogView):
            return ()
        theme, words = self.scene.theme, self.scene.words
        if not view.lines:
            return (partial(nothing, self.scene, "text-box-outline", words("Nothing of this kind is in the log.")),)
        return tuple(partial(Text, theme, breakable(line), name=f"log-{n}") for n, line in enumerate(view.lines))

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """With the number of the log's pages."""
        view = self._shown
        if isinstance(view, LogView):
            self._log_leaves.show_page(blocks, view.asked.page, view.pages)
        else:
            self._log_leaves.show_page(blocks, 0, 1)

    def _turn_to(self, _checked: bool = False, *, audit: bool) -> None:
        self._look(LogAsked(audit, self._asked.failures_only))

    def _failures(self) -> None:
        self._look(LogAsked(self._asked.audit, not self._asked.failures_only))

    def _look(self, asked: LogAsked) -> None:
        if asked.page == 0:
            self.scene.draft.page = 0
        self.scene.send(PageAsked(Page.LOG, asked))

    def _copy(self) -> None:
        if self._stick:
            self.act(ExportLog())
        else:
            # Looked at anew: the stick may have been put in meanwhile.
            self._look(self._asked)
