"""A screen without a screen: Xvfb, a private D-Bus with AT-SPI on it, and a person who uses only that."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hardware.processes import PATIENCE_SECONDS, running, wait_until

AT_SPI_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
DEBIAN_PYTHON = "/usr/bin/python3"
"""Debian's own interpreter: pyatspi is a Debian package and not on PyPI."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing a person perceives: its stable name, what it says, whether it can be used."""

    name: str
    text: str
    role: str
    enabled: bool
    focused: bool


class Person:
    """Someone who reads and presses through AT-SPI, from another process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def look(self) -> list[Seen]:
        """Everything that is on the screen now."""
        found = self._ask({"look": True})
        return [Seen(n["id"], n["text"], n["role"], n["enabled"], n["focused"]) for n in found]

    def texts(self) -> str:
        """All words on the screen."""
        return "\n".join(seen.text for seen in self.look())

    def sees(self, name: str) -> bool:
        """Whether something of this name is there."""
        return any(seen.name == name for seen in self.look())

    def read(self, name: str) -> str:
        """What a value says."""
        return next(seen.text for seen in self.look() if seen.name == name)

    def focus(self) -> str:
        """The name of what the keyboard is on."""
        return next((seen.name for seen in self.look() if seen.focused and seen.name != "stage"), "")

    def wait_until_enabled(self, name: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until a control can be pressed."""
        wait_until(lambda: any(s.name == name and s.enabled for s in self.look()), f"{name} can be pressed", seconds)

    def wait_for(self, name: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until a screen or control is there."""
        try:
            wait_until(lambda: self.sees(name), name, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; on the screen: {[s.name for s in self.look() if s.name]}") from None

    def press(self, name: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Press a control as soon as it can be pressed."""
        wait_until(lambda: self.tries_to_press(name), f"{name} can be pressed", seconds)

    def tries_to_press(self, name: str) -> bool:
        """Press a control if it can be pressed now; whether it could."""
        return bool(self._ask({"press": name}))

    def type(self, text: str) -> None:
        """Type on the keypad of the screen."""
        for character in text:
            self.press(f"key-{character.lower()}")

    def _ask(self, command: dict[str, object]) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the person has no pipes")
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if isinstance(answer, dict) and "error" in answer:
            return []
        return answer


@contextlib.contextmanager
def desktop(folder: Path, size: str = "1080x1920") -> Iterator[dict[str, str]]:
    """Start Xvfb, a session bus and AT-SPI; yields the environment a program needs to appear there."""
    read_end, write_end = os.pipe()
    with contextlib.ExitStack() as stack:
        xvfb = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=(write_end,),
            stderr=subprocess.DEVNULL,
        )
        stack.callback(xvfb.wait)
        stack.callback(xvfb.terminate)
        os.close(write_end)
        with os.fdopen(read_end) as display:
            number = display.readline().strip()
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
        )
        stack.callback(bus.wait)
        stack.callback(bus.terminate)
        if bus.stdout is None:
            raise RuntimeError("the bus has no pipe")
        stack.callback(bus.stdout.close)
        environment = {
            "DISPLAY": f":{number}",
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "GDK_BACKEND": "x11",
        }
        stack.enter_context(running([AT_SPI_LAUNCHER, "--launch-immediately"], folder / "at-spi.log", environment))
        yield environment


@contextlib.contextmanager
def person(environment: dict[str, str]) -> Iterator[Person]:
    """Bring a person to the screen."""
    with _beside("accessible_person.py", environment) as process:
        yield Person(process)


@contextlib.contextmanager
def _beside(script: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a script of this folder beside the kiosk, with Debian's python and led by its pipes."""
    process = subprocess.Popen(
        [DEBIAN_PYTHON, str(Path(__file__).with_name(script))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


class Pulse:
    """Feels all the time whether the kiosk's screen answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def longest_wait(self) -> tuple[float, int]:
        """Seconds the screen's thread was late at most since this was asked last, and how often it was felt."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the pulse has no pipes")
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        longest, beats = json.loads(self._process.stdout.readline())
        return longest, beats


@contextlib.contextmanager
def pulse(environment: dict[str, str]) -> Iterator[Pulse]:
    """Feel the pulse of the kiosk on this screen."""
    with _beside("pulse.py", environment) as process:
        yield Pulse(process)


class Ear:
    """Hears the display's bell."""

    def __init__(self, heard: Path) -> None:
        self._heard = heard

    def bells(self) -> list[float]:
        """When the bell rang, on the monotonic clock."""
        return [float(line) for line in self._heard.read_text().splitlines()[1:]]


@contextlib.contextmanager
def ear(folder: Path, environment: dict[str, str]) -> Iterator[Ear]:
    """Listen to the display's bell."""
    heard = folder / "bells.txt"
    script = Path(__file__).with_name("ear.py")
    with running([sys.executable, str(script), environment["DISPLAY"]], heard):
        wait_until(lambda: "listening" in heard.read_text(), "the ear listens")
        yield Ear(heard)
