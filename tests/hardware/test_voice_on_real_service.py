"""Prompts reach a real speech-dispatcher, one at a time; without it, or when it dies or hangs, the kiosk is silent."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import config, errors
from kiosk.config import VoiceSection
from kiosk.states import Claim, Display, EnterPassword, Overview, Session, Welcome
from tests.clock import HandClock
from tests.hardware.processes import wait_until
from tests.hardware.speech_daemon import ENDED, SpeechDaemon, speech_daemon
from tests.ui import records
from ui.app import application
from ui.speech import SpeechService
from ui.stage import Stage

SETTINGS = VoiceSection(rate=-10, volume=100, personal=False)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SpeechDaemon]:
    with speech_daemon(tmp_path) as made:
        yield made


@pytest.fixture
def speaker(service: SpeechDaemon) -> Iterator[SpeechService]:
    made = SpeechService(SETTINGS, service.environment)
    yield made
    made.close()


def test_one_thing_is_said_at_a_time_in_its_language(service: SpeechDaemon, speaker: SpeechService) -> None:
    first = "请插入社会保障卡。\n.从点开始的一行。"
    speaker.say(first, "zh_CN")
    wait_until(lambda: "社会保障卡" in service.heard(), "the first is said")
    assert ".从点开始" in service.heard()
    assert "..从点" not in service.heard()
    speaker.say('Enter your number; it\'s `id` $HOME "quoted".', "en")
    wait_until(lambda: "Enter your number" in service.heard(), "the second takes its place")
    assert "`id` $HOME" in service.heard(), "nothing of it is a command to anybody"
    assert ENDED not in service.heard(), "the first was broken off, the second still goes on"
    assert service.heard().startswith("mandarin ")
    assert "\nenglish " in service.heard()


def test_hush_ends_what_is_said(service: SpeechDaemon, speaker: SpeechService) -> None:
    speaker.say("Please take your paper.", "en")
    wait_until(lambda: speaking(service), "it is said")
    speaker.hush()
    wait_until(lambda: not speaking(service), "it is silent")
    assert ENDED not in service.heard()


def test_a_screen_is_spoken_and_a_pulled_card_silences_it(service: SpeechDaemon, speaker: SpeechService) -> None:
    clock = HandClock()
    application()
    stage = Stage(
        config.load(environment={}), lambda _: None, windowed=True, size=(1080, 1920), clock=clock, speaker=speaker
    )
    stage.open()
    stage.show_session(Session(EnterPassword(Claim(), errors.WRONG_LOGIN, 2), Display("en", voice=True), visit=1))
    clock.advance(1)
    wait_until(lambda: "2 more tries." in service.heard(), "the screen is spoken")
    stage.show_session(Session(Overview(records.worker()), Display("en", voice=True), visit=1))
    clock.advance(1)
    wait_until(lambda: "Your social insurance" in service.heard(), "the next screen is spoken")
    stage.show_session(Session(Welcome(errors.CARD_PULLED), Display("en"), visit=2))
    wait_until(lambda: not speaking(service), "silent")
    assert ENDED not in service.heard()
    assert records.MASKED_NAME not in service.heard()
    stage.close()
    stage.deleteLater()


def test_a_service_that_comes_goes_and_comes_back(tmp_path: Path) -> None:
    """D11: silence without a service, and no exception; speech again when it is there."""
    speaker = SpeechService(SETTINGS, {"SPEECHD_ADDRESS": f"unix_socket:{tmp_path / 'speech.sock'}"})
    speaker.say("nobody hears this", "en")
    with speech_daemon(tmp_path) as service:
        speaker.say("first", "en")
        wait_until(lambda: "first" in service.heard(), "it is heard")
    speaker.say("nobody hears this either", "en")
    speaker.hush()
    with speech_daemon(tmp_path) as service:
        speaker.say("second", "en")
        wait_until(lambda: "second" in service.heard(), "it is heard again")
    assert "nobody" not in service.heard()
    speaker.close()


def test_a_service_that_hangs_holds_nothing_up(service: SpeechDaemon, speaker: SpeechService) -> None:
    speaker.say("before", "en")
    wait_until(lambda: "before" in service.heard(), "it is heard")
    process = int((service.folder / "pid").read_text())
    os.kill(process, signal.SIGSTOP)
    try:
        # Whoever waited for it would wait for ever: it goes on only after this.
        for _ in range(2000):
            speaker.say("a sentence of the usual length, which nobody takes out of the pipe" * 4, "en")
        speaker.hush()
    finally:
        os.kill(process, signal.SIGCONT)


def speaking(service: SpeechDaemon) -> bool:
    """Whether the voice is at it now: its command runs."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(service.folder / "heard.txt").encode() in (folder / "cmdline").read_bytes():
                return True
        except OSError:
            continue
    return False
