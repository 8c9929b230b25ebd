"""The program shall end: at once, or as soon as nobody is there, but not for ever later."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import exits
from kiosk.errors import UNEXPECTED
from kiosk.ports import Clock
from kiosk.states import OutOfService, Session, Welcome

LONGEST_WAIT_SECONDS = 1800.0
"""A restart that waits for a moment without people waits half an hour at most: a card may be left in all night."""

FAULTY_SECONDS = 10.0
"""After too many bugs "out of service" stands so long before the program begins anew: somebody may be reading it, and a
bug that comes back at once must not start it twice a second."""


class PlannedEnd:
    """Knows whether the program shall end, and ends it once; on the UI thread."""

    def __init__(self, clock: Clock, end: Callable[[int], None]) -> None:
        self._clock, self._end = clock, end
        self._asked = self._ended = False
        self.faulty = False
        """Whether too many bugs struck: the program is out of service until it ends."""

    def ask(self, session: Session, *, when_idle: bool) -> None:
        """Begin anew: now, or when nobody is there."""
        if not when_idle:
            self._end_once(exits.DONE)
        elif not self._asked:
            self._asked = True
            self._clock.later(LONGEST_WAIT_SECONDS, lambda: self._end_once(exits.DONE))
            self.look(session)

    def look(self, session: Session) -> None:
        """The session has changed."""
        if self._asked and nobody_there(session):
            self._end_once(exits.DONE)
        if session.state == OutOfService(UNEXPECTED) and not self.faulty:
            self.faulty = True
            self._clock.later(FAULTY_SECONDS, lambda: self._end_once(exits.FAULTY))

    def _end_once(self, status: int) -> None:
        if not self._ended:
            self._ended = True
            self._end(status)


def nobody_there(session: Session) -> bool:
    """Whether no person would be interrupted."""
    return session.state == Welcome() or isinstance(session.state, OutOfService)
