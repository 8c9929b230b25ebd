"""What every page of maintenance has in common: it shows what was gathered, and asks for acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.staff.acts import Act
from kiosk.staff.events import ActAsked
from kiosk.staff.states import Maintenance
from kiosk.staff.views import View
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.leaves import Block, Leaves
from ui.parts.panel import Panel
from ui.parts.progress import Progress
from ui.parts.question_sheet import Answer, QuestionSheet
from ui.parts.sign import Sign
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.maintenance.outcome import Outcome
from ui.screens.screen import Screen

NOT_NOW = N_("Not now")
KEY_MM = 48.0
"""Keys below one another are equally wide, whatever their words."""
SIGN_MM = 18.0
"""As on a small panel: what is not there needs no attention."""
BREAK_AFTER = 16
"""A run of signs longer than this may be broken anywhere: a path or a hash has no space to break at."""
BREAK_HERE = "\u200b"


def breakable(text: str) -> str:
    """Let long runs without a space be broken at a line's end."""

    def broken(run: str) -> str:
        pieces = [run[start : start + BREAK_AFTER] for start in range(0, len(run), BREAK_AFTER)]
        return BREAK_HERE.join(pieces)

    return " ".join(broken(run) for run in text.split(" "))


class MaintenancePage(QWidget):
    """Beside the rail; `primary` is the key of its next step, at the foot."""

    reads_only = False
    """Whether a low screen may show it above what a hand reaches: what is pressed on it stands at its bottom."""

    def __init__(self, scene: Scene, state: Maintenance, primary: Key | None = None) -> None:
        super().__init__()
        self.scene, self.member, self.primary = scene, state.member, primary
        self.outcome = Outcome(scene)
        """What came of the last act; above the page."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(scene.theme.px(4))

    def show_state(self, state: Maintenance) -> None:
        """Show what is known now."""
        raise NotImplementedError

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""

    def act(self, act: Act) -> None:
        """Ask for something to be done."""
        self.scene.send(ActAsked(act))

    def ask(self, question: str, *answers: Answer, text: str = "") -> None:
        """Lay a question over the screen; it can always be left without an answer."""
        later = Answer("not-now", self.scene.words(NOT_NOW), icon="close")
        QuestionSheet(self.scene, self.screen_below(), question, (*answers, later), text=text).open()

    def tell(self, text: str) -> None:
        """Lay a sentence over the screen that asks nothing."""
        close = Answer("understood", self.scene.words("Close"), icon="close", primary=True)
        QuestionSheet(self.scene, self.screen_below(), text, (close,)).open()

    def screen_below(self) -> QWidget:
        """The screen that a question or a test lies over."""
        part: QWidget | None = self
        while part is not None and not isinstance(part, Screen):
            part = part.parentWidget()
        return part or self


class ListPage(MaintenancePage):
    """A page that is a list of blocks, turned by big keys where they do not fit."""

    def __init__(self, scene: Scene, state: Maintenance, primary: Key | None = None) -> None:
        super().__init__(scene, state, primary)
        self._shown: object = self
        """What the blocks were made from; nothing yet."""
        self.panel = panel = Panel(scene.theme, padding_mm=6 if not scene.theme.small and not scene.theme.low else 3)
        self._leaves = self.make_leaves()
        panel.inside.addWidget(self._leaves, 1)
        self.column.addWidget(panel, 1)

    def make_leaves(self) -> Leaves:
        """What turns the pages."""
        return Leaves(self.scene, ())

    def blocks(self, view: View) -> Sequence[Block]:
        """The blocks that show a view."""
        raise NotImplementedError

    def show_state(self, state: Maintenance) -> None:
        """Build the blocks anew when something else is known; the key one had walked to stays."""
        if state.view is self._shown:
            return
        self._shown = state.view
        self.show_blocks(self.blocks(state.view) if state.view is not None else (lambda: loading(self.scene),))

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these; who had walked to a key finds it again."""
        focus = self.window().focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self._leaves.show_blocks(blocks)
        again = next((key for key in self._leaves.findChildren(Key, name) if key.isVisibleTo(self)), None)
        if name and again is not None:
            again.setFocus()


def loading(scene: Scene) -> QWidget:
    """Said while a page is gathered."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.addWidget(Progress(scene.theme))
    column.addWidget(Text(scene.theme, scene.words("One moment, please"), name="loading", align=CENTRE))
    return block


def nothing(scene: Scene, icon: str, text: str) -> QWidget:
    """Said on the list's own surface, where there is nothing to list."""
    theme, block = scene.theme, QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, theme.gap, 0, 0)
    column.setSpacing(theme.px(4))
    sign = Sign(theme, icon, theme.colours.quiet, theme.px(SIGN_MM))
    column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(Text(theme, text, name="empty", align=CENTRE))
    return block


def title(scene: Scene, text: str, name: str = "") -> Text:
    """Above the lines that belong together."""
    return Text(scene.theme, text, bold=True, colour=scene.theme.colours.accent, name=name)


def with_keys(scene: Scene, part: QWidget, *keys: Key) -> QWidget:
    """A part, and its keys beside it; below it where larger type leaves no room."""
    theme, block = scene.theme, QWidget()
    if not theme.portrait or not theme.elder:
        row = QHBoxLayout(block)
        row.setSpacing(theme.px(4))
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignVCenter)
        for key in keys:
            key.setMinimumWidth(theme.px(KEY_MM))
            row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
    else:
        column = QVBoxLayout(block)
        column.setSpacing(theme.px(2))
        column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.px(3))
        for key in keys:
            row.addWidget(key, 1)
        column.addLayout(row)
    layout = block.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)
    return block


def beside_keypad(
    column: QVBoxLayout, scene: Scene, left: QVBoxLayout, keypad: QWidget, other: QWidget | None = None
) -> None:
    """What is typed and its keypad, below one another on a portrait panel; `other` is a key that leads away."""
    theme = scene.theme
    row = QHBoxLayout()
    row.setSpacing(theme.gap if theme.portrait else theme.gap * 2)
    if theme.portrait:
        row.addLayout(left, 1)
        if other is not None:
            row.addWidget(other, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        if not theme.low:
            column.addStretch(1)
        column.addWidget(keypad, 20)
        return
    left.addStretch(1)
    if other is not None:
        left.addWidget(other)
    row.addLayout(left, 2)
    row.addWidget(keypad, 3)
    column.addLayout(row, 1)


def signed(scene: Scene, text: Text, *, well: bool) -> QWidget:
    """A line that says by a sign as well whether all is well."""
    theme, block = scene.theme, QWidget()
    colour = theme.colours.good if well else theme.colours.warm
    row = QHBoxLayout(block)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(3))
    icon = "check-circle" if well else "alert-circle-outline"
    row.addWidget(Sign(theme, icon, colour, theme.px(theme.sizes.body * 1.3)), 0, Qt.AlignmentFlag.AlignTop)
    text.set_colour(colour)
    row.addWidget(text, 1)
    return block
