"""A whole kiosk on a real X display: keys from another process, announcements heard by another process."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.document import JobPhase
from kiosk.errors import LOCKED
from kiosk.words import words_of
from tests.hardware.desktop import DEBIAN_PYTHON, Person, desktop, person
from tests.hardware.kiosk_process import Kiosk, kiosk, write_settings
from tests.hardware.processes import running, wait_until
from ui.screens.printing import PHASES

NUMBER, PASSWORD = "119901198503150015", "246813"
ANOTHER_NUMBER = "119901199208080020"
"""The one that must wait: the tests come in any order, and nobody else's wait for it."""
TRIES = 2
"""The second wrong password brings a wait."""
KEY_MS = 60
"""Between two keys: a quick person's."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A kiosk on mocks, on a screen without a window manager as in production."""

    kiosk: Kiosk
    person: Person
    environment: dict[str, str]
    announcements: Path
    printed: Path

    def keys(self, *keys: str, milliseconds: int = KEY_MS) -> None:
        """Press keys of the hardware keyboard."""
        command = ["xdotool", "key", "--delay", str(milliseconds), *keys]
        subprocess.run(command, env=self.environment, check=True)

    def announced(self) -> str:
        """All that was announced so far."""
        return "\n".join(json.loads(line)["text"] for line in self.announcements.read_text().splitlines())


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("keys")
    heard = folder / "announced.txt"
    script = str(Path(__file__).with_name("announced.py"))
    with contextlib.ExitStack() as stack:
        screen = stack.enter_context(desktop(folder))
        stack.enter_context(running([DEBIAN_PYTHON, script], heard, screen))
        wait_until(lambda: "listening" in heard.read_text(), "somebody listens")
        someone = stack.enter_context(person(screen))
        settings = write_settings(folder, printer={"folder": str(folder / "printed")}, passwords={"free_tries": TRIES})
        machine = stack.enter_context(kiosk(folder, settings, screen))
        someone.wait_for("welcome")
        yield Hall(machine, someone, screen, heard, folder / "printed")


def test_from_welcome_to_the_paper_by_keys_and_every_change_is_announced(hall: Hall) -> None:
    someone, words = hall.person, words_of("zh_CN")
    for _ in range(30):
        if someone.focus() == "enter-number-button":
            break
        hall.keys("Tab")
    hall.keys("Return")
    someone.wait_for("enter-number")
    hall.keys(*NUMBER, "Return")
    someone.wait_for("enter-password")
    hall.keys(*"246812", "Return")
    someone.wait_for("tries-left")
    wait_until(lambda: someone.read("tries-left") in hall.announced(), "tries left are announced")
    assert someone.read("message") in hall.announced()
    hall.keys(*PASSWORD, "Return")
    someone.wait_for("overview")
    hall.keys("Return")
    someone.wait_for("print")
    someone.wait_until_enabled("print-confirm")
    hall.keys("Return")
    someone.wait_for("take-paper")
    wait_until(lambda: someone.read("message") in hall.announced(), "the paper is announced")
    assert any(words(phase) in hall.announced() for phase in (PHASES[JobPhase.WAITING], PHASES[JobPhase.PRINTING]))
    assert len(list(hall.printed.glob("*.pdf"))) == 1
    assert PASSWORD not in hall.announced()
    assert NUMBER not in hall.announced()
    hall.keys("Escape")
    someone.wait_for("overview")
    someone.press("finish")
    someone.wait_for("welcome")


def test_a_wait_is_announced_and_counted_down(hall: Hall) -> None:
    """It is told when it begins and, while it runs, at ten and at five seconds."""
    someone, words = hall.person, words_of("zh_CN")

    def told(seconds: int) -> bool:
        return words("Still to wait: {time}", time=words.seconds(seconds)) in hall.announced()

    someone.press("enter-number-button")
    someone.wait_for("enter-number")
    hall.keys(*ANOTHER_NUMBER, "Return")
    someone.wait_for("enter-password")
    hall.keys(*"246812", "Return")
    someone.wait_for("tries-left")
    hall.keys(*"246812", "Return")
    someone.wait_for("countdown")
    wait_until(lambda: any(map(told, range(11, 16))), "the wait is announced")
    wait_until(lambda: told(10) or told(5), "the countdown is announced")
    assert words(LOCKED.message).split("{")[0] in hall.announced()
    someone.press("finish")
    someone.wait_for("welcome")


def test_foreign_keys_and_a_flood_of_keys_open_nothing(hall: Hall) -> None:
    """E4: on a real display, from outside."""
    someone = hall.person
    before = [seen.name for seen in someone.look()]
    hall.keys("alt+F4", "ctrl+alt+F1", "alt+Tab", "Print", "super", "F1", "F11", "ctrl+q", "alt+space", "Menu")
    hall.keys(*["F5", "q", "alt+F4", "Print"] * 250, milliseconds=0)
    assert hall.kiosk.process.poll() is None
    assert [seen.name for seen in someone.look()] == before
    someone.press("enter-number-button")
    someone.wait_for("enter-number")
    someone.press("back")
    someone.wait_for("welcome")


def test_behind_the_help_sheet_nothing_is_showing(hall: Hall) -> None:
    hall.person.press("window-help")
    hall.person.wait_for("help-hotline")
    names = {seen.name for seen in hall.person.look()}
    assert "enter-number-button" not in names
    assert "heading" not in names
    hall.person.press("help-close")
    hall.person.wait_for("enter-number-button")
    assert not hall.person.sees("help-hotline")
