"""The machine itself: its version and clock, the readiness report, restart and switching off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.staff.acts import ConfirmClock, PrintReadiness, Restart, ShutDown
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance
from kiosk.staff.views import MachineView, View
from ui.parts.key import Key
from ui.parts.leaves import Block
from ui.parts.line import Line
from ui.parts.question_sheet import Answer
from ui.parts.stack import Stack
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.account_form import AccountPage, Writing
from ui.screens.maintenance.page import breakable, signed, with_keys
from ui.screens.maintenance.when import when


class MachinePage(AccountPage):
    """What stops the kiosk is asked twice where a person has to come to start it again; one's own password."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        super().__init__(scene, state, scene.words("Change my password"))

    def offered(self) -> None:
        """Everybody sets their own password; those of others stand on another page."""
        self.begin(Writing(number=self.member.number))

    def blocks(self, view: View) -> Sequence[Block]:
        """The facts, the clock, then one key a block."""
        if not isinstance(view, MachineView):
            return ()
        words, theme = self.scene.words, self.scene.theme
        started = when(self.scene, view.started)
        blocks: list[Block] = [
            lambda: Line(theme, words("Version"), breakable(view.version), name="version", right=False),
            lambda: Line(theme, words("Running since"), started, name="started", right=False),
            lambda: self._clock(view),
            self._report,
            self._restart,
        ]
        if self.member.may(Role.ADMINISTRATOR):
            blocks.append(self._shut_down)
        return blocks

    def _clock(self, view: MachineView) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        block = Stack(theme)
        date, time = words.date(view.now.date()), words.time(view.now)
        shows = words("The clock shows {date}, {time}. Is this right?", date=date, time=time)
        block.add(signed(self.scene, Text(theme, shows, bold=True, name="clock"), well=not view.clock_doubt))
        if view.clock_doubt:
            block.add(Text(theme, words(view.clock_doubt), colour=theme.colours.warm, name="clock-doubt"))
        block.add(Text(theme, words("If it is not, the technician sets it."), colour=theme.colours.quiet))
        key = Key(theme, "confirm-clock", words("Yes, right"), icon="check")
        key.clicked.connect(lambda: self.act(ConfirmClock()))
        return with_keys(self.scene, block, key)

    def _report(self) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        key = Key(theme, "print-readiness", words("Print report"), icon="printer")
        key.clicked.connect(lambda: self.act(PrintReadiness()))
        told = words("Readiness report: how every part is, on paper, for the hall's file.")
        return with_keys(self.scene, Text(theme, told), key)

    def _restart(self) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        key = Key(theme, "restart", words("Restart"), icon="restart")
        key.clicked.connect(self._ask_restart)
        told = words("Restart the program: it is back after about half a minute.")
        return with_keys(self.scene, Text(theme, told), key)

    def _shut_down(self) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        key = Key(theme, "shut-down", words("Switch off"), icon="power")
        key.clicked.connect(self._ask_shut_down)
        told = words("Switch the machine off: somebody has to switch it on again by hand.")
        return with_keys(self.scene, Text(theme, told), key)

    def _ask_restart(self) -> None:
        words = self.scene.words
        yes = Answer("restart-yes", words("Yes, restart"), lambda: self.act(Restart()), "restart", True)
        self.ask(words("Restart the program now?"), yes)

    def _ask_shut_down(self) -> None:
        words = self.scene.words
        yes = Answer("shut-down-yes", words("Yes, switch off"), self._ask_again, "power", True)
        self.ask(words("Switch the machine off?"), yes)

    def _ask_again(self) -> None:
        words = self.scene.words
        yes = Answer("shut-down-sure", words("Switch off now"), lambda: self.act(ShutDown()), "power", True)
        self.ask(words("Really? Nobody can use the kiosk until somebody switches it on."), yes)
