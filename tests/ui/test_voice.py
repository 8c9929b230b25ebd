"""What is told of each screen: its own texts, nothing of the person, only what is new, and nothing after the visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk import config, errors
from kiosk.document import JobPhase, JobState, PrintJob
from kiosk.events import Event
from kiosk.insurance import Insurance
from kiosk.states import (
    Claim,
    Display,
    EnterNumber,
    EnterPassword,
    EnterPin,
    InsuranceDetail,
    Overview,
    Print,
    Printing,
    Register,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from kiosk.words import words_of
from tests.clock import HandClock
from tests.kiosk.reachable import reachable
from tests.ui import records
from tests.ui.conftest import HEALTHY
from tests.ui.speakers import HUSH, HeardAnnouncer, HeardSpeaker
from tests.ui.states_shown import SHOWN, WORKER
from ui.stage import Stage
from ui.telling import told_on
from ui.voice import REMIND_SECONDS, SETTLE_SECONDS, Voice

SECRETS = (records.NAME, records.MASKED_NAME, records.NUMBER, records.MASKED_NUMBER, "98,214.36", "1985", "0015")


@dataclass
class Hall:
    """A stage whose voice is heard, and whose time is driven by hand."""

    stage: Stage
    clock: HandClock
    speaker: HeardSpeaker = field(default_factory=HeardSpeaker)
    visit: int = 1

    def show(self, state: State, *, voice: bool = True, language: str = "en") -> None:
        """Show a state, and let a moment pass."""
        self.stage.show_session(Session(state, Display(language, voice=voice), visit=self.visit, health=HEALTHY))
        self.rest()

    def rest(self) -> None:
        """Let a moment pass."""
        QApplication.processEvents()
        self.clock.advance(SETTLE_SECONDS * 1.5)

    def press(self, name: str) -> None:
        """Press a visible key."""
        part = next(part for part in self.stage.findChildren(QAbstractButton, name) if part.isVisible())
        part.click()
        self.rest()

    def shown(self) -> str:
        """Every text that is on the screen."""
        parts = [part for part in self.stage.findChildren(QWidget) if part.isVisible()]
        return "\n".join(str(part.property("text") or "") for part in parts)


@pytest.fixture
def hall(qapp: QApplication) -> Iterator[Hall]:
    speaker, clock, sent = HeardSpeaker(), HandClock(), list[Event]()
    settings = config.load(environment={})
    stage = Stage(settings, sent.append, windowed=True, size=(1080, 1920), clock=clock, speaker=speaker)
    stage.open()
    yield Hall(stage, clock, speaker)
    stage.close()
    stage.deleteLater()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_of_every_screen_is_told_what_it_shows_and_nothing_of_the_person(hall: Hall, language: str) -> None:
    for name, state, _parts in SHOWN:
        hall.visit += 1
        hall.show(state, language=language)
        told = hall.speaker.new()[-1]
        assert not [secret for secret in SECRETS if secret in told], name
        lines, shown = told.splitlines(), hall.shown()
        assert hall.stage.screen_shown is not None
        assert lines[0] == hall.stage.screen_shown.header.heading.text(), name
        assert [line for line in lines if line not in shown] == [], "what is told is what is shown"


def test_no_amount_is_told_without_headphones(hall: Hall) -> None:
    """Not even of a screen that says in a sentence what is owed."""
    for name, state, _parts in SHOWN:
        hall.visit += 1
        hall.show(state)
        told = hall.speaker.new()[-1]
        assert not any(f"{digit}." in told and f".{digit}" in told and "," in told for digit in "0123456789"), name
    hall.show(Overview(WORKER))
    sentence = next(p for p in hall.stage.findChildren(QWidget, "message") if p.isVisible()).property("text")
    assert sentence
    assert sentence not in "\n".join(hall.speaker.new())


def test_with_headphones_values_are_told_as_well(hall: Hall) -> None:
    hall.show(Overview(WORKER), voice=False)
    screen = hall.stage.screen_shown
    assert screen is not None
    told = told_on(screen, personal=True)
    assert told["holder-name"] == records.MASKED_NAME
    assert told["balance-110"] == "98,214.36"
    assert told["message"]
    assert "balance-110" not in told_on(screen, personal=False)


def test_nothing_is_told_unless_asked(hall: Hall) -> None:
    hall.show(Overview(WORKER), voice=False)
    hall.show(EnterNumber(errors.NUMBER_MALFORMED), voice=False)
    assert hall.speaker.new() == []
    assert hall.clock.waiting() == []


def test_only_what_is_new_is_told(hall: Hall) -> None:
    words = words_of("en")
    hall.show(EnterPassword(Claim()))
    hall.speaker.new()
    hall.show(EnterPassword(Claim(), errors.WRONG_LOGIN, tries_left=2))
    (told,) = hall.speaker.new()
    assert told.splitlines()[-1] == "2 more tries."
    assert "Enter your query password" not in told
    hall.show(EnterPassword(Claim(), errors.WRONG_LOGIN, tries_left=1))
    (told,) = hall.speaker.new()
    assert told == words.plural("{count} more try.", "{count} more tries.", 1)
    hall.show(EnterPassword(Claim(), errors.WRONG_LOGIN, tries_left=1))
    assert hall.speaker.new() == []


def test_tries_of_a_pin_are_told(hall: Hall) -> None:
    hall.show(EnterPin(Claim(), tries_left=3))
    hall.speaker.new()
    hall.show(EnterPin(Claim(), errors.PIN_WRONG, tries_left=2))
    assert "You have 2 tries." in hall.speaker.new()[0].splitlines()


def test_the_printing_is_followed(hall: Hall) -> None:
    document = records.document()
    hall.show(Print(WORKER, document=document))
    hall.show(Printing(WORKER, document))
    assert "Waiting for the printer ..." in hall.speaker.new()[-1]
    hall.show(Printing(WORKER, document, state=JobState(JobPhase.PRINTING)))
    assert hall.speaker.new() == ["Printing ..."]
    hall.show(Printing(WORKER, document, state=JobState(JobPhase.PRINTING, errors.NO_PAPER)))
    assert hall.speaker.new() == [errors.NO_PAPER.message]


def test_how_far_a_print_is_is_told_at_each_quarter(hall: Hall) -> None:
    document, job = records.document(60), PrintJob(1, 60, 999.0, hall.clock.monotonic())
    hall.show(Printing(WORKER, document, job))
    hall.speaker.new()
    told = []
    for done in range(1, 61):
        hall.clock.advance(1)
        hall.show(Printing(WORKER, document, job, JobState(JobPhase.PRINTING, pages_done=done)))
        told += [line for text in hall.speaker.new() for line in text.splitlines()]
    assert told == ["Printing ...", *(f"Page {page} of 60" for page in (16, 31, 46))]


def test_a_quarter_that_is_passed_between_two_looks_is_told(hall: Hall) -> None:
    document, job = records.document(7), PrintJob(1, 7, 999.0, hall.clock.monotonic())
    told = []
    for done in (None, 1, 3, 4):
        hall.show(Printing(WORKER, document, job, JobState(JobPhase.PRINTING, pages_done=done)))
        told.append(hall.speaker.new())
    assert told[1:] == [[], ["Page 4 of 7"], ["Page 5 of 7"]]


def test_a_countdown_is_told_now_and_then(hall: Hall) -> None:
    told = []
    for seconds in range(31, 0, -1):
        hall.show(StillThere(Overview(WORKER), seconds))
        if heard := hall.speaker.new():
            told.append(seconds)
            assert "seconds" in heard[0]
    assert told == [31, 30, 20, 10, 5]


def test_a_long_wait_is_told_every_minute(hall: Hall) -> None:
    told = []
    for seconds in range(200, 54, -1):
        hall.show(EnterPassword(Claim(), errors.LOCKED, wait_seconds=seconds))
        if hall.speaker.new():
            told.append(seconds)
    assert told == [200, 180, 120, 60]


def test_typing_tells_how_far_one_is_and_never_what_was_typed(hall: Hall) -> None:
    hall.show(EnterNumber())
    hall.speaker.new()
    for digit in "1199":
        hall.press(f"key-{digit}")
    told = hall.speaker.new()
    assert told[-1].splitlines()[0] == "4 places typed"
    assert "1199" not in "".join(told)


def test_a_form_tells_the_field_one_comes_to(hall: Hall) -> None:
    hall.show(Register())
    assert "ID number" in hall.speaker.new()[0].splitlines()
    QTest.keyClicks(hall.stage, records.NUMBER)
    hall.rest()
    assert "Card number" in hall.speaker.new()[-1].splitlines()


def test_a_sheet_is_told_when_it_opens_and_the_screen_when_it_closes(hall: Hall) -> None:
    hall.show(Overview(WORKER))
    hall.speaker.new()
    hall.press("window-help")
    (told,) = hall.speaker.new()
    assert "Hotline 12333" in told.splitlines()
    hall.press("help-close")
    assert "Your social insurance" in hall.speaker.new()[0]


def test_one_moment_is_told_at_once(hall: Hall) -> None:
    """What follows within a tenth of a second is told together."""
    for wait in (30, 29, 28):
        session = Session(
            EnterPassword(Claim(), errors.LOCKED, wait_seconds=wait), Display("en", voice=True), visit=1, health=HEALTHY
        )
        hall.stage.show_session(session)
    hall.rest()
    assert len(hall.speaker.new()) == 1


def test_speech_follows_the_language(hall: Hall) -> None:
    hall.show(EnterNumber())
    hall.show(EnterNumber(), language="zh_CN")
    assert hall.speaker.languages == ["en", "zh_CN"]
    assert words_of("zh_CN")("Enter your number") in hall.speaker.new()[-1]


def test_switched_off_is_silent_at_once(hall: Hall) -> None:
    hall.show(Overview(WORKER))
    hall.speaker.new()
    display = Display("en", voice=False)
    hall.stage.show_session(Session(Overview(WORKER), display, visit=hall.visit, health=HEALTHY))
    assert hall.speaker.new() == [HUSH], "without waiting for anything"
    hall.rest()
    assert hall.speaker.new() == []


def test_a_visit_that_ends_is_silent_at_once(hall: Hall) -> None:
    """The card was pulled while a sentence was about to be told."""
    hall.show(Overview(WORKER))
    hall.speaker.new()
    for state in (InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION),):
        hall.stage.show_session(Session(state, Display("en", voice=True), visit=hall.visit, health=HEALTHY))
    hall.visit += 1
    hall.show(Welcome(errors.CARD_PULLED), voice=False)
    assert hall.speaker.new() == [HUSH]
    assert hall.clock.waiting() == []


def test_who_heard_the_visit_hears_that_the_card_is_still_in(hall: Hall) -> None:
    hall.show(Overview(WORKER))
    hall.speaker.new()
    hall.visit += 1
    hall.show(TakeCard(), voice=False)
    hush, last = hall.speaker.new()
    assert hush == HUSH
    assert last.splitlines()[0] == "Please take your card"


@pytest.mark.parametrize("notice", [errors.PAPER_LEFT, errors.PRINT_LEFT])
def test_paper_that_is_left_is_told_after_the_end(hall: Hall, notice: errors.Failure) -> None:
    hall.show(TakePaper(WORKER, 2))
    hall.speaker.new()
    hall.visit += 1
    hall.show(Welcome(notice), voice=False)
    assert hall.speaker.new() == [HUSH, words_of("en")(notice.message)]


def test_paper_in_the_tray_is_told_again_and_again(hall: Hall) -> None:
    hall.show(TakePaper(WORKER, 2))
    (first,) = hall.speaker.new()
    assert "Please take your paper" in first
    hall.clock.advance(2 * REMIND_SECONDS)
    assert hall.speaker.new() == [first, first]
    hall.show(Overview(WORKER))
    hall.speaker.new()
    hall.clock.advance(5 * REMIND_SECONDS)
    assert hall.speaker.new() == []


def test_the_program_ends_silently(hall: Hall) -> None:
    hall.show(TakePaper(WORKER, 2))
    hall.speaker.new()
    hall.stage.fall_silent()
    assert hall.speaker.new() == [HUSH]
    assert hall.clock.waiting() == []


@pytest.fixture
def announcer() -> HeardAnnouncer:
    return HeardAnnouncer()


def announced(hall: Hall, announcer: HeardAnnouncer, *states: State) -> list[str]:
    """What assistive technology is told while these are shown without voice, after the first."""
    speaker = HeardSpeaker()
    voice = Voice(hall.clock, speaker, announcer)
    for state in states:
        session = Session(state, Display("en"), visit=1, health=HEALTHY)
        hall.stage.show_session(session)
        assert hall.stage.screen_shown is not None
        voice.follow(hall.stage.screen_shown, session, (type(state),))
        hall.clock.advance(SETTLE_SECONDS * 1.5)
    assert speaker.new() == []
    return announcer.new()[1:]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (EnterPassword(Claim()), EnterPassword(Claim(), errors.WRONG_LOGIN, 2), "2 more tries."),
        (EnterPin(Claim(), tries_left=3), EnterPin(Claim(), errors.PIN_WRONG, 2), "You have 2 tries."),
        (
            Printing(WORKER, records.document()),
            Printing(WORKER, records.document(), state=JobState(JobPhase.PRINTING)),
            "Printing ...",
        ),
        (StillThere(Overview(WORKER), 21), StillThere(Overview(WORKER), 20), "20 seconds"),
        (EnterNumber(), EnterNumber(errors.NUMBER_MALFORMED), errors.NUMBER_MALFORMED.message),
    ],
)
def test_assistive_technology_is_told_of_a_change(
    hall: Hall, announcer: HeardAnnouncer, before: State, after: State, said: str
) -> None:
    (told,) = announced(hall, announcer, before, after)
    assert said in told.splitlines()


def test_without_assistive_technology_nothing_is_announced(hall: Hall) -> None:
    announcer = HeardAnnouncer(there=False)
    assert announced(hall, announcer, EnterNumber(), EnterNumber(errors.NUMBER_MALFORMED)) == []
    assert hall.clock.waiting() == []


def test_health_is_told_on_welcome(hall: Hall) -> None:
    hall.show(Welcome())
    hall.speaker.new()
    health = replace(HEALTHY, printer=errors.NO_PAPER)
    hall.stage.show_session(Session(Welcome(), Display("en", voice=True), visit=1, health=health))
    hall.rest()
    assert hall.speaker.new() == [errors.NO_PAPER.message]


def test_nothing_of_a_visit_is_kept_for_the_next_that_listens(hall: Hall) -> None:
    """The soak found it: a session stayed for as long as nobody else wanted to hear anything."""
    hall.show(Overview(WORKER))
    hall.visit += 1
    hall.show(Welcome(), voice=False)
    hall.show(Welcome(), voice=False)
    assert not [each for each in reachable(hall.stage._voice) if isinstance(each, Overview)]
