"""The print job's true state: on its way, failed, or printed and waiting to be taken."""

from __future__ import annotations

from kiosk.document import JobPhase, JobState
from kiosk.events import ContinueAsked
from kiosk.states import PrintFailed, Printing, Session, TakePaper
from kiosk.words import N_
from ui.parts.panel import Tone
from ui.parts.progress import Progress
from ui.parts.share_bar import ShareBar
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.message import MessageScreen, told_words
from ui.screens.screen import primary_key
from ui.theme import Type

PHASES = {
    JobPhase.WAITING: N_("Waiting for the printer ..."),
    JobPhase.PRINTING: N_("Printing ..."),
    JobPhase.SENT: N_("Printed."),
    JobPhase.FAILED: N_("Printing has stopped."),
}

SHARE_AFTER_SECONDS = 10.0
"""What takes longer shows its share (screen.md section 1); a short list is out before one has read it."""


class PrintingScreen(MessageScreen):
    """Nothing to do but wait; what the printer waits for is said."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        step = words("Step {step} of {steps}", step=2, steps=3)
        super().__init__(
            scene,
            "printing",
            words("Your list is being printed"),
            icon="printer",
            tone=Tone.ACCENT,
            step=step,
            back=False,
        )
        self._job = Text(theme, "", Type.HEADING, bold=True, name="job-state", align=CENTRE)
        self._pages = Text(theme, "", name="pages", align=CENTRE, colour=theme.colours.quiet)
        self._dots, self._share = Progress(theme), ShareBar(theme, words, words("How much is printed"))
        self._unsaid = Text(theme, "", name="unsaid", align=CENTRE, colour=theme.colours.quiet)
        inside = self.panel.inside
        for place, part in enumerate((self._job, self._dots, self._share, self._pages, self._unsaid)):
            inside.insertWidget(2 + place, part)
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Follow the job."""
        state, words = session.state, self.scene.words
        if not isinstance(state, Printing):
            return
        job = state.state or JobState(JobPhase.WAITING)
        self._job.setText(words(PHASES[job.phase]))
        self._show_how_far(job.pages_done, state)
        self.message.show_text(words(job.failure.message) if job.failure else "")
        self.code.show_text(job.failure.code if job.failure else "")

    def _show_how_far(self, done: int | None, state: Printing) -> None:
        """The page that comes next, and the share of a long job; what the printer does not say is not made up."""
        words, pages = self.scene.words, state.document.pages
        long = state.job is not None and self.scene.clock.monotonic() - state.job.begun >= SHARE_AFTER_SECONDS
        if done is None:
            self._pages.setText(words.plural("{count} page, A4", "{count} pages, A4", pages))
        else:
            self._pages.setText(words("Page {page} of {pages}", page=min(done + 1, pages), pages=pages))
            self._share.show_share(done, pages)
        self._share.setVisible(long and done is not None)
        self._dots.setVisible(not long or done is None)
        waits = state.state is not None and state.state.failure is not None
        # On a small panel the words that say what it waits for need the room of the picture.
        self.sign.setVisible(not (waits and self.scene.theme.small))
        silent = long and done is None and not waits
        self._unsaid.show_text(words("The printer does not say how far it is.") if silent else "")


class PrintFailedScreen(MessageScreen):
    """Nothing will come out any more; looking up goes on."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words = scene.words
        key = primary_key(scene, "continue", words("Go on looking up"))
        key.clicked.connect(lambda: scene.send(ContinueAsked()))
        super().__init__(
            scene,
            "printing",
            words("Printing was not possible"),
            icon="alert-circle-outline",
            tone=Tone.WARM,
            step=words("Step {step} of {steps}", step=2, steps=3),
            primary=key,
        )
        job = Text(scene.theme, words(PHASES[JobPhase.FAILED]), Type.HEADING, bold=True, name="job-state", align=CENTRE)
        self.panel.inside.insertWidget(2, job)
        self._told = Text(scene.theme, "", name="told", align=CENTRE, colour=scene.theme.colours.good)
        self.panel.inside.insertWidget(4, self._told)
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Say why, and whether staff know."""
        if isinstance(session.state, PrintFailed):
            failure = session.state.failure
            self.show_failure(failure)
            self._told.show_text(told_words(self.scene.words, failure, session.health))


class TakePaperScreen(MessageScreen):
    """The paper lies in the tray: it is personal and should not stay."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        key = primary_key(scene, "continue", words("Go on looking up"))
        key.clicked.connect(lambda: scene.send(ContinueAsked()))
        super().__init__(
            scene,
            "take-paper",
            words("Please take your paper"),
            icon="file-document-outline",
            tone=Tone.GOOD,
            step=words("Step {step} of {steps}", step=3, steps=3),
            primary=key,
        )
        self._pages = Text(theme, "", Type.HEADING, bold=True, name="pages", align=CENTRE)
        self.panel.inside.insertWidget(2, self._pages)
        self.message.setText(
            words("Your list lies in the tray. It holds your personal information: please take every page.")
        )
        self.code.hide()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """How many pages."""
        if isinstance(session.state, TakePaper):
            pages = session.state.pages
            self._pages.setText(self.scene.words.plural("{count} page, A4", "{count} pages, A4", pages))
