"""What is sent to a speech service, and that a missing one costs nothing."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from kiosk.config import VoiceSection
from ui.speech import SpeechService, address, as_message

SETTINGS = VoiceSection(rate=-10, volume=80, personal=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "speechd.sock"


@pytest.fixture
def listening(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
        made.listen()
        made.settimeout(60)
        yield made


def at(path: Path) -> SpeechService:
    return SpeechService(SETTINGS, {"SPEECHD_ADDRESS": f"unix_socket:{path}"})


def received(line: socket.socket) -> str:
    line.settimeout(60)
    return line.recv(65536).decode()


def test_the_settings_go_first_and_each_text_silences_the_one_before(path: Path, listening: socket.socket) -> None:
    speaker = at(path)
    speaker.say("一。\n二。", "zh_CN")
    line, _ = listening.accept()
    with line:
        got = received(line)
        assert "SET SELF RATE -10\r\nSET SELF VOLUME 80\r\n" in got
        assert got.endswith("CANCEL SELF\r\nSET SELF LANGUAGE zh-CN\r\nSPEAK\r\n一。\r\n二。\r\n.\r\n")
        speaker.hush()
        assert received(line) == "CANCEL SELF\r\n"
        speaker.close()
        assert received(line) == "CANCEL SELF\r\n"
        assert line.recv(1) == b"", "nothing is kept open"


@given(st.text())
def test_no_text_can_end_itself_or_give_a_command(text: str) -> None:
    message = as_message(text, "en")
    body = message.split("SPEAK\r\n", 1)[1].removesuffix("\r\n.\r\n")
    assert "." not in body.split("\r\n")
    assert message.endswith("\r\n.\r\n")


def test_to_be_silent_needs_no_service(path: Path) -> None:
    at(path).hush()
    at(path).close()


def test_who_hangs_up_is_called_again(path: Path, listening: socket.socket) -> None:
    speaker = at(path)
    speaker.say("one", "en")
    listening.accept()[0].close()
    speaker.say("two", "en")
    line, _ = listening.accept()
    with line:
        assert "two" in received(line)
    speaker.close()


def test_the_address_is_that_of_other_clients() -> None:
    assert address({"SPEECHD_ADDRESS": "unix_socket:/run/x"}) == "/run/x"
    assert address({"XDG_RUNTIME_DIR": "/run/user/7"}) == "/run/user/7/speech-dispatcher/speechd.sock"
    assert address({"HOME": "/home/k"}) == "/home/k/.cache/speech-dispatcher/speechd.sock"


def test_a_service_that_is_not_running_is_started_once_without_a_word_of_the_text(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"
    starter = tmp_path / "speech-dispatcher"
    starter.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n')
    starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    speaker = SpeechService(SETTINGS, {"HOME": str(tmp_path)})
    for _ in range(3):
        speaker.say("secret", "en")
    qtbot.waitUntil(calls.exists, timeout=60_000)
    qtbot.waitUntil(lambda: speaker.idle, timeout=60_000)
    assert calls.read_text() == "--spawn\n"
    speaker.close()


def test_where_nothing_is_installed_nothing_happens(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    speaker = SpeechService(SETTINGS, {"HOME": "/nonexistent"})
    speaker.say("secret", "en")
    qtbot.waitUntil(lambda: speaker.idle, timeout=60_000)
    speaker.say("secret", "en")
    speaker.close()


@pytest.mark.parametrize(("percent", "volume"), [(0, -100), (50, 0), (100, 100), (None, 80)])
def test_staff_set_the_volume_at_once_and_for_every_connection(
    path: Path, listening: socket.socket, percent: int | None, volume: int
) -> None:
    speaker = at(path)
    speaker.say("一", "zh_CN")
    line, _ = listening.accept()
    with line:
        received(line)
        speaker.set_volume(percent)
        assert received(line) == f"SET SELF VOLUME {volume}\r\n"
    later = at(path)
    later.set_volume(percent)
    later.say("一", "zh_CN")
    again, _ = listening.accept()
    with again:
        assert f"SET SELF VOLUME {volume}\r\n" in received(again)
    speaker.close()
    later.close()
