"""The installed kiosk on its own screen: full-screen under Weston's kiosk shell, as its units start it.

Headless Weston has no keyboard and no pointer, and without one its kiosk shell puts no program in front; so what is
seen is looked at in a Weston that has both, in a window of an X server.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.hardware.desktop import Person, desktop, person
from tests.hardware.kiosk_shell import KioskShell, kiosk_shell
from tests.hardware.processes import running, wait_until
from tests.installed import DEPLOY, Installation

pytestmark = pytest.mark.timeout(300)

SIZE = (1080, 1920)
START_SECONDS = 45
"""TimeoutStartSec of the unit."""
WINDOWS_KEYS = ("133", "134")
"""By their place on the keyboard; what they mean is the settings' affair."""
WESTONS_OWN = ("ctrl+alt+BackSpace", *(f"{key}+{other}" for key in WINDOWS_KEYS for other in ("s", "r", "k", "Tab")))
"""To end it, take a picture, record, end the program in front, show the next one."""
DESKTOPS_OWN = ("alt+F4", "alt+Tab", "ctrl+q", "ctrl+w", "Print", "F11", "ctrl+alt+F2", "ctrl+alt+Delete")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An X server of the panel's size, and a bus on which somebody looks."""
    with desktop(tmp_path_factory.mktemp("screen"), f"{SIZE[0]}x{SIZE[1]}") as environment:
        yield environment


@pytest.fixture(scope="module")
def somebody(screen: dict[str, str]) -> Iterator[Person]:
    with person(screen) as someone:
        yield someone


@contextlib.contextmanager
def started(
    installation: Installation, shell: KioskShell, screen: Mapping[str, str], log: Path
) -> Iterator[socket.socket]:
    """The installed program as the unit starts it; yields systemd's end of the line on which it says how it is."""
    command = [str(installation.program / "current/bin/shebao-kiosk"), "run", "--config", str(installation.config)]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(shell.folder / "notify"))
        line.settimeout(START_SECONDS)
        environment = {
            **installation.environment,
            **screen,
            **shell.environment,
            "QT_QPA_PLATFORM": "wayland",
            "NOTIFY_SOCKET": str(shell.folder / "notify"),
            "PCSCLITE_CSOCK_NAME": str(shell.folder / "no-pcscd"),
            "CUPS_SERVER": str(shell.folder / "no-cupsd"),
            "WAYLAND_DEBUG": "client",
        }
        with running(command, log, environment):
            wait_until(lambda: "welcome-shown" in log.read_text(), "Welcome is painted", START_SECONDS)
            yield line


def test_the_installed_kiosk_fills_the_panel_under_headless_weston(
    installation: Installation, screen: dict[str, str], somebody: Person, tmp_path: Path
) -> None:
    """It comes to Welcome, says so to systemd, and what it paints is as large as the panel, without a border."""
    log = tmp_path / "kiosk.log"
    with kiosk_shell(tmp_path, SIZE) as shell, started(installation, shell, screen, log) as line:
        somebody.wait_for("welcome", START_SECONDS)
        said = ""
        while "READY=1" not in said:
            said += line.recv(4096).decode()
        text = log.read_text()
    assert re.search(r"-> xdg_toplevel[@#]\d+\.set_fullscreen\(", text)
    width, height = re.findall(r"xdg_toplevel[@#]\d+\.configure\((\d+), (\d+)", text)[-1]
    assert (int(width), int(height)) == SIZE
    buffers = re.findall(r"create_buffer\(new id wl_buffer[@#]\d+, \d+, (\d+), (\d+)", text)
    assert (str(SIZE[0]), str(SIZE[1])) in buffers


def test_it_fills_the_picture_and_no_key_leads_out_of_it(
    installation: Installation, screen: dict[str, str], somebody: Person, tmp_path: Path
) -> None:
    log = tmp_path / "kiosk.log"
    with kiosk_shell(tmp_path, SIZE, "x11", screen) as shell:
        # In a window Weston has the keyboard of its X server, not that of its settings.
        subprocess.run(["setxkbmap", "-option", keymap_options()], env={**os.environ, **screen}, check=True)
        empty = shell.picture()
        assert empty.size == SIZE
        with started(installation, shell, screen, log):
            somebody.wait_for("welcome", START_SECONDS)
            wait_until(lambda: differs_at_the_corners(shell.picture(), empty), "the kiosk fills the panel")
            before = {file.name for file in shell.folder.iterdir()}
            subprocess.run(["xdotool", "key", *WESTONS_OWN, *DESKTOPS_OWN], env={**os.environ, **screen}, check=True)
            somebody.wait_for("welcome")
            assert shell.process.poll() is None, "Weston was not ended"
            assert differs_at_the_corners(shell.picture(), empty), "nothing lies over the kiosk"
            assert {file.name for file in shell.folder.iterdir()} == before, "no picture taken, nothing recorded"
        wait_until(lambda: shell.picture() == empty, "the kiosk is gone")
        with running(["weston-image", str(DEPLOY / "out-of-service.png")], tmp_path / "image.log", shell.environment):
            wait_until(lambda: nearly_equal(shell.picture()), "the picture says that the kiosk is out of service")


def keymap_options() -> str:
    """What the shipped settings make of the keyboard."""
    settings = ConfigParser()
    settings.read(DEPLOY / "machine" / "weston.ini")
    return settings["keyboard"]["keymap_options"]


def differs_at_the_corners(picture: Image.Image, empty: Image.Image) -> bool:
    """Whether somebody painted into all four corners."""
    right, bottom = SIZE[0] - 1, SIZE[1] - 1
    corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
    return all(picture.getpixel(corner) != empty.getpixel(corner) for corner in corners)


def nearly_equal(picture: Image.Image) -> bool:
    """Whether the fallback's picture fills the panel; the pointer, which no kiosk has, may lie on it."""
    with Image.open(DEPLOY / "out-of-service.png") as opened:
        difference = ImageChops.difference(picture, opened.convert("RGB")).convert("L")
    other = sum(difference.histogram()[16:])
    return other < SIZE[0] * SIZE[1] / 500
