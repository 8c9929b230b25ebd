"""Tells what a screen shows: aloud where the person asked for it, and to assistive technology where there is one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from kiosk import errors
from kiosk.ports import Clock, Timer
from kiosk.states import Session, TakeCard, TakePaper, Welcome
from ui.screens.screen import Screen
from ui.speech import Speaker
from ui.telling import TICKING, is_moment, told_on, waits

SETTLE_SECONDS = 0.1
"""What one touch changes is told together, once it stands."""
REMIND_SECONDS = 10.0
"""How often is said that paper lies in the tray or a card is still in, while somebody may be there to take it."""
LEFT_BEHIND = (errors.PAPER_LEFT, errors.PRINT_LEFT)
"""Ends of a visit that leave something of the person behind: those are said although the visit is over."""


class Announcer(Protocol):
    """The way to assistive technology."""

    def listens(self) -> bool:
        """Whether there is any."""
        ...

    def announce(self, part: QWidget, text: str) -> None:
        """Have it say a text."""
        ...


class QtAnnouncer:
    """Implements Announcer."""

    def listens(self) -> bool:
        """Whether a screen reader or the like has connected."""
        return QAccessible.isActive()

    def announce(self, part: QWidget, text: str) -> None:
        """Have it say a text."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, text))


class Voice:
    """Keeps what was told on the present screen, so that only what is new there is told."""

    def __init__(
        self, clock: Clock, speaker: Speaker, announcer: Announcer | None = None, *, personal: bool = False
    ) -> None:
        """`personal`: names, numbers and amounts are told as well, which only headphones allow."""
        self._clock, self._speaker, self._personal = clock, speaker, personal
        self._announcer: Announcer = announcer or QtAnnouncer()
        self._screen: Screen | None = None
        self._session: Session | None = None
        self._kind: tuple[object, ...] = ()
        self._told: dict[str, str] = {}
        self._looked: Session | None = None
        self._waited = False
        self._timer: Timer | None = None
        self._reminder: Timer | None = None

    def follow(self, screen: Screen, session: Session, kind: tuple[object, ...]) -> None:
        """The session went on; `kind` tells one screen from another."""
        before, self._session, self._screen = self._session, session, screen
        if before is None or _heard(before) != _heard(session) or kind != self._kind:
            # Nothing of a visit is kept for one who listens only in another.
            self._told, self._looked = {}, None
        self._kind = kind
        if before is not None and before.display.voice and not session.display.voice:
            self._fall_silent(over=before.visit != session.visit)
        elif before is not None and before.display.voice and before.visit != session.visit:
            # What was said in that visit is broken off; who still has to take the card hears that.
            self._speaker.hush()
        self._keep_reminding(session)
        self.look_soon()

    def look_soon(self) -> None:
        """Something may have changed; look once it stands."""
        if self._timer is None and (self._speaks or self._announcer.listens()):
            self._timer = self._clock.later(SETTLE_SECONDS, self._look)

    def set_volume(self, percent: int | None) -> None:
        """Speak so loud from now on, 0 to 100; None: as the settings say."""
        self._speaker.set_volume(percent)

    def say(self, text: str, language: str) -> None:
        """Say a text whether or not the prompts are spoken: staff try the sound."""
        self._speaker.say(text, language)

    def close(self) -> None:
        """Be silent for good."""
        self._stop(self._timer, self._reminder)
        self._session = None
        self._speaker.close()

    @property
    def _speaks(self) -> bool:
        return self._session is not None and self._session.display.voice

    def _look(self) -> None:
        self._timer = None
        screen, session = self._screen, self._session
        if screen is None or session is None:
            return
        told = told_on(screen, personal=self._personal)
        new = {name: text for name, text in told.items() if self._told.get(name) != text}
        if not is_moment(session, self._looked):
            new = {name: text for name, text in new.items() if name not in TICKING or name not in self._told}
        if self._waited and waits(session) and "message" in self._told:
            new.pop("message", None)
        self._told, self._waited, self._looked = told, waits(session), session
        if new:
            self._tell("\n".join(dict.fromkeys(new.values())))

    def _tell(self, text: str) -> None:
        if self._screen is None or self._session is None:
            return
        if self._speaks:
            self._speaker.say(text, self._session.display.language)
        if self._announcer.listens():
            self._announcer.announce(self._screen, text)

    def _fall_silent(self, *, over: bool) -> None:
        """At once; only a visit that is over has a last word, on a card or paper that was left behind."""
        self._stop(self._timer)
        self._timer = None
        self._speaker.hush()
        screen, session = self._screen, self._session
        if not over or screen is None or session is None:
            return
        told = told_on(screen, personal=False)
        match session.state:
            case TakeCard():
                words = [told.get("heading", ""), told.get("message", "")]
            case Welcome(notice=notice) if notice in LEFT_BEHIND:
                words = [told.get("message", "")]
            case _:
                return
        self._speaker.say("\n".join(filter(None, words)), session.display.language)

    def _keep_reminding(self, session: Session) -> None:
        if not (self._speaks and isinstance(session.state, TakePaper | TakeCard)):
            self._stop(self._reminder)
            self._reminder = None
        elif self._reminder is None:
            self._reminder = self._clock.later(REMIND_SECONDS, self._remind)

    def _remind(self) -> None:
        """Everything again: paper or card is still there, as far as we know."""
        self._reminder, self._told = None, {}
        if self._session is not None:
            self._keep_reminding(self._session)
        self._look()

    @staticmethod
    def _stop(*timers: Timer | None) -> None:
        for timer in timers:
            if timer is not None:
                timer.stop()


def _heard(session: Session) -> tuple[bool, str]:
    """What decides how a screen sounds: with another of these it is told anew."""
    return session.display.voice, session.display.language
