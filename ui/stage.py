"""The window: shows one screen at a time and tells the session of every touch and key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.config import Settings
from kiosk.events import Event, Touched
from kiosk.ports import Clock
from kiosk.states import (
    Display,
    Session,
    StillThere,
)
from kiosk.words import N_, Words, words_of
from ui.draft import Draft
from ui.gate import Gate
from ui.kinds import kind_of, kind_of_session
from ui.mailbox import QtClock
from ui.parts.frame import Frames
from ui.parts.mock_banner import MockBanner
from ui.scene import Scene
from ui.screens.of_state import screen_of
from ui.screens.screen import Screen
from ui.speech import Speaker, SpeechService
from ui.stamps import Stamps
from ui.theme import Theme
from ui.voice import Voice
from ui.walk import walks_on

TOUCH_EVERY_SECONDS = 1.0
"""The session counts in tens of seconds; telling it of a touch once a second is enough."""
WINDOW_SHARE = 0.92
"""A window leaves room for the desktop's own bars."""


class Stage(QWidget):
    """Shows one screen at a time; tells the session of every touch and key."""

    def __init__(
        self,
        settings: Settings,
        send: Callable[[Event], None],
        *,
        windowed: bool,
        size: tuple[int, int] | None = None,
        clock: Clock | None = None,
        banner: str = "",
        speaker: Speaker | None = None,
        words: Callable[[str], Words] = words_of,
    ) -> None:
        """`banner` is the catalogue message that stands above every screen while a mock is in use.

        `speaker` speaks the prompts; None: the machine's speech service, where there is one. `words` gives a
        language's catalogue.
        """
        super().__init__()
        self.setObjectName("stage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # It paints every pixel itself: Qt need not first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._settings, self._send, self._windowed, self._size = settings, send, windowed, size
        self._clock: Clock = clock or QtClock(settings.demo.today or None)
        self._draft, self._frames, self._stamps = Draft(), Frames(), Stamps()
        self._draft_of: tuple[object, ...] = ()
        self._built_of: tuple[object, ...] = ()
        self._session: Session | None = None
        self._theme: Theme | None = None
        self._theme_of_what: tuple[object, ...] = ()
        self._banner_message = banner
        self._words_of = words
        self._banner: MockBanner | None = None
        self._last_touch = float("-inf")
        speaker = speaker or SpeechService(settings.voice)
        self._voice = Voice(self._clock, speaker, personal=settings.voice.personal)
        self._gate = Gate(self, self._clock, self.touched, self._voice.look_soon)
        self.screen_shown: Screen | None = None
        self.setWindowTitle(settings.hall.name)
        if not windowed and size is None:
            self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        if size:
            self.resize(*size)

    @property
    def session(self) -> Session | None:
        """What is shown now."""
        return self._session

    @property
    def theme(self) -> Theme | None:
        """The tokens of the present look on this panel; None before anything is shown."""
        return self._theme

    @property
    def display(self) -> Display:
        """How the screen speaks and looks now."""
        return self._session.display if self._session else Display()

    def open(self) -> None:
        """Show the window: full screen, or as large as the desktop allows in the panel's shape."""
        if self._size:
            self.resize(*self._size)
            self.show()
        elif self._windowed:
            self.resize(self._window_size())
            self.show()
        else:
            self.showFullScreen()
        # Where no desktop does it, keys would arrive only after the first touch.
        self.activateWindow()

    def _window_size(self) -> QSize:
        room = self.screen().availableSize() * WINDOW_SHARE
        panel = self._settings.screen
        shape = QSize(round(panel.width_mm * 10), round(panel.height_mm * 10))
        return shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def show_session(self, session: Session) -> None:
        """Show what the session is now: update within a kind, build anew for another kind, language or look."""
        self._session = session
        self._keep_draft(session)
        theme = self._theme_of(session)
        wanted = (*kind_of_session(session), session.display, theme)
        if self.screen_shown is not None and wanted == self._built_of:
            self.screen_shown.update_to(session)
        else:
            focus = self._focus_name() if kind_of_session(session) == self._built_of[:-2] else ""
            self._built_of = wanted
            self._replace(self._scene(session, theme), session)
            self._walk_to(focus)
        if self.screen_shown is not None:
            self._voice.follow(self.screen_shown, session, kind_of_session(session))

    def set_volume(self, percent: int | None) -> None:
        """Speak so loud from now on, 0 to 100; None: as the settings say."""
        self._voice.set_volume(percent)

    def try_sound(self) -> None:
        """Say a sentence, for staff to judge."""
        language = self.display.language
        self._voice.say(self._words_of(language)(N_("This is how loud this machine speaks.")), language)

    def fall_silent(self) -> None:
        """Speak no more: the program ends."""
        self._voice.close()

    def _keep_draft(self, session: Session) -> None:
        """What was typed lives as long as its screen, and below a still-there cover."""
        state = session.state
        kept = state.resume if isinstance(state, StillThere) else state
        kind = (session.visit, *kind_of(kept))
        if kind != self._draft_of:
            self._draft.wipe()
            self._draft_of = kind

    def _theme_of(self, session: Session) -> Theme:
        size, panel, display = (self.width(), self.height()), self._settings.screen, session.display
        mirrored = self._words_of(display.language).right_to_left
        wanted = (display.look, *size, display.low, mirrored)
        if self._theme is None or wanted != self._theme_of_what:
            look, low, mm = display.look, display.low, (panel.width_mm, panel.height_mm)
            self._theme = Theme(look, *size, *mm, low=low, right_to_left=mirrored, stamps=self._stamps)
            # Every screen, its rows and its grids follow.
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
            self._theme_of_what = wanted
        return self._theme

    def _scene(self, session: Session, theme: Theme) -> Scene:
        return Scene(
            theme=theme,
            words=self._words_of(session.display.language),
            settings=self._settings,
            clock=self._clock,
            look=session.display.look,
            voice=session.display.voice,
            draft=self._draft,
            frames=self._frames,
            send=self._send,
            touched=self.touched,
        )

    def _replace(self, scene: Scene, session: Session) -> None:
        old = self.screen_shown
        if old is not None:
            # Its head and foot go over to the next one: quicker while nobody sees them.
            old.hide()
        self.screen_shown = screen = screen_of(scene, session)
        screen.setParent(self)
        screen.setGeometry(self.rect())
        layout = screen.layout()
        if layout is not None:
            # Laid out before it is shown, so that it is painted once.
            layout.activate()
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        screen.show()
        self._dress_banner()
        self.setFocus()
        self.update()

    def _focus_name(self) -> str:
        focus = self.focusWidget()
        return focus.objectName() if focus is not None and focus is not self else ""

    def _walk_to(self, name: str) -> None:
        """Another language or look takes nobody away from the key they had walked to."""
        part = self.findChild(QWidget, name) if name else None
        if part is not None and part.isVisible():
            part.setFocus()

    def _dress_banner(self) -> None:
        """Above the new screen, in its language and look."""
        if not self._banner_message or self._theme is None:
            return
        if self._banner is None:
            self._banner = MockBanner(self._theme, self)
        self._banner.dress(self._theme, self._words_of(self.display.language)(self._banner_message))

    def put_banner_away(self) -> None:
        """Show no banner: for pictures of what people see where every device is real."""
        self._banner_message = ""
        if self._banner is not None:
            self._banner.hide()

    def touched(self) -> None:
        """Tell the session that somebody is there, at most once a second."""
        self._voice.look_soon()
        now = self._clock.monotonic()
        if now - self._last_touch >= TOUCH_EVERY_SECONDS:
            self._last_touch = now
            self._send(Touched())

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Touches and keys pass the window's handle before any part sees them."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle:
            handle.installEventFilter(self._gate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size has other pixels for a millimetre: build the screen anew."""
        if self.screen_shown is not None:
            self.screen_shown.setGeometry(self.rect())
        if self._session is not None:
            self.show_session(self._session)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page behind the screen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colours.paper if self._theme else Qt.GlobalColor.white))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody closes a kiosk from its screen; a developer's window may be closed."""
        event.setAccepted(self._windowed or self._size is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, X, backspace, enter, escape; every other key is dropped."""
        event.accept()
        screen = self.screen_shown
        if screen is None:
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.isAutoRepeat():
                screen.entered()
            case Qt.Key.Key_Escape:
                screen.escaped()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if screen.sheet is None:
                screen.deleted()
            case key if (on := walks_on(key, self.layoutDirection())) is not None:
                self.focusNextPrevChild(on)
            case _:
                self._character(screen, event.text().upper())

    def _character(self, screen: Screen, character: str) -> None:
        if len(character) == 1 and character in "0123456789X" and screen.sheet is None:
            focus = self.focusWidget()
            if focus is not None:
                # The next Enter shall confirm what was typed, not press the key that was walked to.
                focus.clearFocus()
            screen.typed(character)
