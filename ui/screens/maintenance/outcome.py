"""What came of the last act, and what is being done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.errors import Failure
from kiosk.staff.acts import (
    Act,
    AddStaff,
    Adjust,
    ConfirmClock,
    ExportLog,
    Judge,
    PrintReadiness,
    RemoveStaff,
    ResetStaff,
    Restart,
    ShutDown,
    TryPart,
    Unlock,
    VoidRegistration,
)
from kiosk.staff.states import Maintenance
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone, ground
from ui.parts.progress import Progress
from ui.parts.sign import Sign
from ui.parts.text import Text
from ui.scene import Scene

DOING: dict[type[Act], str] = {
    TryPart: N_("The test runs ..."),
    Judge: N_("The judgement is being noted ..."),
    Adjust: N_("The change is being made ..."),
    Unlock: N_("The number is being unlocked ..."),
    VoidRegistration: N_("The registration is being voided ..."),
    ConfirmClock: N_("The clock is being confirmed ..."),
    ExportLog: N_("The log is being copied. Please leave the stick in ..."),
    PrintReadiness: N_("The report is being printed ..."),
    Restart: N_("The program is being restarted ..."),
    ShutDown: N_("The machine is being switched off ..."),
    AddStaff: N_("The account is being added ..."),
    ResetStaff: N_("The password is being changed ..."),
    RemoveStaff: N_("The account is being removed ..."),
}
"""What is said while each act runs."""
SIGN_EM = 1.5
OF_MAINTENANCE = "M"
"""The first letter of the codes of maintenance."""


class Outcome(QWidget):
    """Takes no room while there is nothing to say.

    On a small panel it stands in the page's place until it is read (`covers`); `changed` is called
    when it comes or goes by a press.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene, theme = scene, scene.theme
        self.covers = theme.scarce
        self.changed: Callable[[], None] = lambda: None
        self._state: Maintenance | None = None
        self._read: tuple[object, object] = (None, None)
        """What was read and put away."""
        self._notice = Notice(scene)
        self._to_do = Text(theme, "", name="to-do", colour=ground(theme, Tone.WARM)[2])
        self._notice.inside.insertWidget(1, self._to_do)
        self._said = Panel(theme, Tone.GOOD, padding_mm=4 if not theme.small else 2)
        self._sign = Sign(theme, "check-circle", theme.colours.good, theme.px(theme.sizes.body * SIGN_EM))
        self._words = Text(theme, "", name="said")
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        self._said.inside.addLayout(row)
        self._doing = Panel(theme, Tone.ACCENT, padding_mm=4 if not theme.small else 2)
        self._what = Text(theme, "", name="doing")
        self._doing.inside.addWidget(self._what)
        self._doing.inside.addWidget(Progress(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._notice, self._said, self._doing):
            column.addWidget(part)
        self._close = Key(theme, "outcome-close", scene.words("Close"), icon="check")
        self._close.clicked.connect(self.put_away)
        column.addWidget(self._close)
        if self.covers:
            column.addStretch(1)

    def show_state(self, state: Maintenance) -> None:
        """Follow the act."""
        words = self._scene.words
        self._state = state
        doing, said = state.doing, state.said
        self._warn(state.failure if doing is None else None)
        self._doing.setVisible(doing is not None)
        self._what.setText(words(DOING[type(doing)]) if doing is not None else "")
        self._said.setVisible(said is not None and doing is None and state.failure is None)
        if said is not None:
            self._tell(words(said.message), good=said.good)
        told = (said, state.failure)
        self._close.setVisible(self.covers and doing is None)
        self.setVisible(doing is not None or (told != (None, None) and told != self._read))

    def _warn(self, failure: Failure | None) -> None:
        """Staff read the cause and the cure, not what people are told; a failure of maintenance speaks to them."""
        words = self._scene.words
        to_people = failure is not None and failure.code[0] != OF_MAINTENANCE
        remedy = failure.remedy if failure is not None and to_people else ""
        self._to_do.show_text(words("To do: {advice}", advice=words(remedy)) if remedy else "")
        if failure is not None and to_people and failure.cause:
            failure = replace(failure, message=failure.cause)
        self._notice.show_failure(failure)

    def put_away(self) -> None:
        """It was read, and its room is needed."""
        if self._state is not None:
            self._read = (self._state.said, self._state.failure)
            self.show_state(self._state)
            self.changed()

    def _tell(self, text: str, *, good: bool) -> None:
        theme, tone = self._scene.theme, Tone.GOOD if good else Tone.WARM
        colour = ground(theme, tone)[2]
        self._words.setText(text)
        self._words.set_colour(colour)
        self._sign.show_icon("check-circle" if good else "alert-circle-outline", colour)
        self._said.show_tone(tone)
