"""One key: each finger counts, a press starts and ends inside, and assistive technology can press it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QPointF, Qt, QTimerEvent, Slot
from PySide6.QtGui import QEventPoint, QKeyEvent, QTouchEvent

from ui.parts.key_face import KeyFace, Role
from ui.theme import Theme, Type
from ui.walk import PRESSES, walks_on

__all__ = ["Key", "Role"]

_QUEUED = Qt.ConnectionType.QueuedConnection


class Key(KeyFace):
    """A button that paints itself. `secret` keys show no press, so that nobody reads a password off them."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        text: str,
        role: Role = Role.PLAIN,
        *,
        icon: str = "",
        stacked: bool = False,
        size: Type | None = None,
        secret: bool = False,
    ) -> None:
        super().__init__(theme, text, role, icon=icon, stacked=stacked, size=size, secret=secret)
        self._fingers: set[int] = set()
        self._chosen = False
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Queued: Qt starts the timer that `_answer_now` ends only after it has said "pressed".
        self.pressed.connect(self._answer_now, _QUEUED)

    def let_go(self) -> None:
        """Forget the fingers that are on it."""
        self._fingers.clear()
        self.setDown(False)

    def choose(self, chosen: bool) -> None:
        """Mark this one of several as the present choice, for the eye and for assistive technology."""
        self._chosen = chosen
        if not self.isCheckable():
            self.setCheckable(True)
            self.toggled.connect(self._was_toggled)
        self.setChecked(chosen)

    @Slot(bool)
    def _was_toggled(self, checked: bool) -> None:
        """Assistive technology toggles a choice without a click: take it as the press that it is."""
        if checked != self._chosen:
            self.setChecked(self._chosen)
            self.click()

    @Slot()
    def _answer_now(self) -> None:
        """Qt clicks 100 ms after assistive technology's press and loses a second one until then: end that wait."""
        for waiting in QAbstractEventDispatcher.instance().registeredTimers(self):
            QCoreApplication.sendEvent(self, QTimerEvent(waiting.timerId))

    def nextCheckState(self) -> None:
        """A press changes nothing by itself: the session answers with what is chosen."""

    def event(self, event: QEvent) -> bool:
        """Take touches ourselves: a second finger on another plain button would be lost."""
        if not isinstance(event, QTouchEvent):
            # Nearly all there are: a screen's keys hear of a hundred while they are laid out.
            return super().event(event)
        if event.type() is QEvent.Type.TouchCancel:
            self.let_go()
            return True
        for point in event.points():
            self._finger(point)
        event.accept()
        return True

    def _finger(self, point: QEventPoint) -> None:
        inside = self._holds(point.position())
        if point.state() == QEventPoint.State.Pressed and inside and self.isEnabled():
            self._fingers.add(point.id())
        elif point.state() == QEventPoint.State.Released and point.id() in self._fingers:
            self._fingers.discard(point.id())
            if inside and self.isEnabled():
                self.click()
        self.setDown(bool(self._fingers))

    def _holds(self, position: QPointF) -> bool:
        return self.rect().contains(position.toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space press; arrows walk; everything else is the screen's."""
        if event.key() in PRESSES:
            if not event.isAutoRepeat():
                self.click()
        elif (on := walks_on(event.key(), self.layoutDirection())) is not None:
            self.focusNextPrevChild(on)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The press was enough."""
        event.accept()
