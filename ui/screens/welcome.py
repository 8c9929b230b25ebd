"""Welcome: two ways to begin, what works right now, and how the last visit ended."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk import errors
from kiosk.events import Health, NumberEntryAsked, ReaderCondition, RegisterAsked, Topic
from kiosk.sentences import sentence_of
from kiosk.states import Session, Welcome
from kiosk.words import N_, Words
from ui.parts.card_picture import CardPicture
from ui.parts.key import Key
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone, ground
from ui.parts.sign import Sign
from ui.parts.steps import Steps
from ui.parts.text import CENTRE, Text
from ui.parts.topic_keys import public_key
from ui.scene import Scene
from ui.screens.message import told_words
from ui.screens.screen import Screen, column_of
from ui.theme import Type

STEPS = (N_("Card or number"), N_("Your password"), N_("Look up and print"))
SHIFT_MS = 60_000
SHIFT_MM = 2.0
SHIFTS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""Nobody notices two millimetres a minute; only margins change, so no word finds less room."""
SMALL_NUMBER_KEY_MM = 24.0
NUMBER_KEY_MM = 34.0
"""The second way to begin is as large as two fingers' breadths more than a main action."""


READER_AWAY = {
    ReaderCondition.SERVICE_DOWN: (
        N_("The card service is not running. Please enter a number, or go to the window."),
        N_("The card service is not running and printing is not possible. Please enter a number, or go to the window."),
    ),
    ReaderCondition.NO_READER: (
        N_("No card reader is connected. Please enter a number, or go to the window."),
        N_("No card reader is connected and printing is not possible. Please enter a number, or go to the window."),
    ),
}
"""Why no card can be read: alone, and while printing is not possible either."""
CARD_LEFT = (
    N_("A card is still in the reader or lying on it. To begin, take it away first and then insert it again."),
    N_("A card is still in the reader: take it away first, then insert it again. Looking up works, printing does not."),
)
READER_BUSY = N_("The card reader is still busy. One moment, please.")


def health_line(words: Words, health: Health, today: date) -> tuple[str, bool]:
    """What works now in one true line, and whether all does."""
    if health.data:
        return sentence_of(health.data, words, today), False
    if health.reader in READER_AWAY:
        return words(READER_AWAY[health.reader][1 if health.printer else 0]), False
    if health.reader is ReaderCondition.CARD_PRESENT:
        return words(CARD_LEFT[1 if health.printer else 0]), False
    if health.printer:
        return sentence_of(health.printer, words, today), False
    if health.reader is ReaderCondition.READING:
        return words(READER_BUSY), False
    month = words.month(health.data_as_of) if health.data_as_of else ""
    as_of = words("Data as of {month}. Payments after that may not be shown yet.", month=month) if month else ""
    return words("Looking up and printing work now. {as_of}", as_of=as_of).strip(), True


def told_of(words: Words, health: Health) -> str:
    """Said only while notices of all that the line tells were delivered to staff; else empty."""
    reader = errors.READER_GONE if health.reader in READER_AWAY else None
    # The line tells of the data alone while they are away.
    failures = [health.data] if health.data else [failure for failure in (reader, health.printer) if failure]
    told = [told_words(words, failure, health) for failure in failures]
    return told[0] if told and all(told) else ""


def insert_words(words: Words, health: Health) -> tuple[str, str]:
    """What is said below the picture of the reader: never that a card can be inserted while none can be."""
    if health.reader in READER_AWAY:
        instead = words("You can look up with your ID number or card number.") if health.data is None else ""
        return words("Cards cannot be read now"), instead
    if health.reader is ReaderCondition.CARD_PRESENT:
        return words("Please take the card away first"), words("Then insert it again.")
    hint = words("Chip facing up, all the way in. Keep the card in until you have finished.")
    return words("Insert your social security card"), hint


class WelcomeScreen(Screen):
    """Would a 75-year-old know within three seconds: put the card in, or touch the big key."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(scene, "welcome", words("Look up and print your social insurance"), back=False, finish=False)
        self._notice = Notice(scene)
        self._line = Text(theme, "", name="health")
        self._sign = Sign(theme, "check-circle", theme.colours.good, theme.px(theme.sizes.body * 1.3))
        self._health = Panel(theme, Tone.ACCENT, padding_mm=4)
        row = QHBoxLayout()
        row.setSpacing(theme.px(3))
        row.addWidget(self._sign)
        row.addWidget(self._line, 1)
        self._health.inside.addLayout(row)
        self._steps, self._explained = QWidget(self), self._free()
        picture, ways = self._insert(), column_of(scene)
        self.number = Key(
            theme, "enter-number-button", words("No card? Enter a number"), icon="dialpad", size=Type.LEAD
        )
        self.number.setMinimumHeight(theme.px(SMALL_NUMBER_KEY_MM if theme.small else NUMBER_KEY_MM))
        self.number.clicked.connect(lambda: scene.send(NumberEntryAsked()))
        if theme.small:
            # Across the whole width it takes half the height.
            self.put_below_head(self._notice)
        if not theme.portrait:
            ways.addStretch(1)
        if not theme.small:
            ways.addWidget(self._notice)
        self.put_control(self.number, ways)
        self._register = Key(
            theme,
            "register-button",
            words("First time, or password forgotten? Set a password"),
            icon="form-textbox-password",
        )
        self._register.setMinimumHeight(theme.px(theme.sizes.action))
        self._register.clicked.connect(lambda: scene.send(RegisterAsked()))
        self.put_control(self._register, ways)
        if theme.portrait:
            self._steps = Steps(theme, tuple(words(step) for step in STEPS))
            ways.addWidget(self._steps)
        ways.addWidget(self._health)
        ways.addWidget(self._explained)
        if not theme.portrait:
            ways.addStretch(1)
        # Larger words need the picture's room on a low panel.
        share = 2 if theme.scarce and theme.elder else 3
        self.body.addWidget(picture, share)
        self.body.addLayout(ways, 2 if not theme.portrait else 0)
        self.footer.put_instead(self.footer.back, public_key(scene, Topic.POLICY))
        self.footer.put_instead(self.footer.finish, public_key(scene, Topic.GUIDE))
        self.header.open_door()
        self.update_to(session)
        self._shifts = 0
        timer = QTimer(self)
        timer.timeout.connect(self.shift)
        timer.start(SHIFT_MS)

    def typed(self, character: str) -> None:
        """Nothing is typed here but what opens the door of staff."""
        self.header.door.typed(character)

    def shift(self) -> None:
        """Move everything by a little, round and round: a panel that shows the same all day keeps its traces."""
        self._shifts = (self._shifts + 1) % len(SHIFTS)
        right, down = (self.scene.theme.px(SHIFT_MM) * way for way in SHIFTS[self._shifts])
        self.set_margins(right, down)

    def _insert(self) -> Panel:
        words, theme = self.scene.words, self.scene.theme
        panel = Panel(theme)
        panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = CardPicture(theme, words("Social security card"))
        self._ask = Text(theme, "", Type.HEADING, bold=True, name="insert", align=CENTRE)
        self._hint = Text(theme, "", name="insert-hint", align=CENTRE, colour=theme.colours.quiet)
        panel.inside.addWidget(self._picture, 1)
        panel.inside.addWidget(self._ask)
        panel.inside.addWidget(self._hint)
        return panel

    def _free(self) -> Text:
        words, theme = self.scene.words, self.scene.theme
        text = words(
            "Free of charge. Only your own information, with your own password. Help: the windows, or {hotline}.",
            hotline=self.scene.settings.hall.hotline,
        )
        return Text(theme, text, colour=theme.colours.quiet, name="free")

    def update_to(self, session: Session) -> None:
        """Health and the last visit's end change while nobody is here."""
        state = session.state
        if not isinstance(state, Welcome):
            return
        self._notice.show_failure(state.notice)
        self._show_reader(session.health)
        well = self._show_health(session.health)
        # Larger type and small panels have no room for everything.
        theme = self.scene.theme
        told, roomy = state.notice is not None, theme.roomy
        self._steps.setVisible(roomy)
        self._explained.setVisible(roomy or (well and not told and not (theme.scarce and theme.elder)))
        crowded = theme.scarce and theme.elder and not well
        self._register.setVisible(roomy or not (told or crowded))
        self._hint.setVisible(not (told and theme.small))
        self.number.setEnabled(session.health.data is None)

    def _show_reader(self, health: Health) -> None:
        words, away = self.scene.words, health.reader in READER_AWAY
        self._picture.show_away(away)
        self._picture.show_leaving(health.reader is ReaderCondition.CARD_PRESENT)
        ask, hint = insert_words(words, health)
        self._ask.setText(ask)
        self._hint.setText(hint)
        self.number.setText(words("Enter a number") if away else words("No card? Enter a number"))
        if isinstance(self._steps, Steps):
            self._steps.show_first(words("Enter a number" if away else STEPS[0]))

    def _show_health(self, health: Health) -> bool:
        theme = self.scene.theme
        words = self.scene.words
        line, well = health_line(words, health, self.scene.clock.today())
        told = told_of(words, health)
        if told and theme.roomy:
            line = words.space.join((line, told))
        tone, colours = Tone.GOOD if well else Tone.WARM, theme.colours
        self._line.setText(line)
        self._line.set_colour(ground(theme, tone)[2])
        self._sign.show_icon(*(("check-circle", colours.good) if well else ("alert-circle-outline", colours.warm)))
        self._health.show_tone(tone)
        return well
