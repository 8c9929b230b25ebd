"""Welcome: two ways to begin, what works right now, and how the last visit ended."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk.errors import READER_GONE
from kiosk.events import Health, NumberEntryAsked, ReaderCondition, RegisterAsked
from kiosk.states import Session, Welcome
from kiosk.words import N_, Words
from ui.parts.card_picture import CardPicture
from ui.parts.key import Key
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone, ground
from ui.parts.sign import Sign
from ui.parts.steps import Steps
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.screen import Screen, column_of
from ui.theme import Type

STEPS = (N_("Card or number"), N_("Your password"), N_("Look up and print"))
SMALL_NUMBER_KEY_MM = 24.0
NUMBER_KEY_MM = 34.0
"""The second way to begin is as large as two fingers' breadths more than a main action."""


def reader_works(health: Health) -> bool:
    """Whether a card can be read."""
    return health.reader in (ReaderCondition.NO_CARD, ReaderCondition.CARD_PRESENT)


def health_line(words: Words, health: Health) -> tuple[str, bool]:
    """What works now in one true line, and whether all does."""
    as_of = words("Data as of {month}.", month=words.month(health.data_as_of)) if health.data_as_of else ""
    if health.data:
        return words(health.data.message), False
    if not reader_works(health) and health.printer:
        line = words("Cards cannot be read and printing is not possible right now; looking up by number works.")
    elif not reader_works(health):
        line = words(READER_GONE.message)
    elif health.printer:
        line = words(health.printer.message)
    else:
        return words("Looking up and printing work now. {as_of}", as_of=as_of).strip(), True
    return line, False


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
        ways.addWidget(self._notice)
        if not theme.portrait:
            ways.addStretch(1)
        ways.addWidget(self.number)
        self._register = Key(
            theme,
            "register-button",
            words("First time, or password forgotten? Set a password"),
            icon="form-textbox-password",
        )
        self._register.setMinimumHeight(theme.px(theme.sizes.action))
        self._register.clicked.connect(lambda: scene.send(RegisterAsked()))
        ways.addWidget(self._register)
        if theme.portrait:
            self._steps = Steps(theme, tuple(words(step) for step in STEPS))
            ways.addWidget(self._steps)
        ways.addWidget(self._health)
        ways.addWidget(self._explained)
        if not theme.portrait:
            ways.addStretch(1)
        self.body.addWidget(picture, 3)
        self.body.addLayout(ways, 2 if not theme.portrait else 0)
        self.update_to(session)

    def _insert(self) -> Panel:
        words, theme = self.scene.words, self.scene.theme
        panel = Panel(theme)
        panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        picture = CardPicture(theme, words("Social security card"))
        panel.inside.addWidget(picture, 1)
        panel.inside.addWidget(
            Text(theme, words("Insert your social security card"), Type.HEADING, bold=True, name="insert", align=CENTRE)
        )
        hint = words("Chip facing up, all the way in. Keep the card in until you have finished.")
        panel.inside.addWidget(Text(theme, hint, align=CENTRE, colour=theme.colours.quiet))
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
        # Larger type and small panels have no room for both.
        crowded = state.notice is not None and not self.scene.theme.roomy
        self._steps.setVisible(not crowded)
        self._explained.setVisible(not crowded)
        self._register.setVisible(not crowded)
        line, well = health_line(self.scene.words, session.health)
        self._line.setText(line)
        colours = self.scene.theme.colours
        self._line.set_colour(ground(self.scene.theme, Tone.GOOD if well else Tone.WARM)[2])
        self._sign.show_icon(*(("check-circle", colours.good) if well else ("alert-circle-outline", colours.warm)))
        self._health.show_tone(Tone.GOOD if well else Tone.WARM)
        self.number.setEnabled(session.health.data is None)
