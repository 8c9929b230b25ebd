"""The kiosk's own screen without a panel: Weston with its kiosk shell and the settings that ship."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.hardware.processes import running, wait_until
from tests.installed import DEPLOY

SOCKET = "wayland-0"


@dataclass(frozen=True, slots=True)
class KioskShell:
    """A Weston that runs."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to appear there."""
        return {"XDG_RUNTIME_DIR": str(self.folder), "WAYLAND_DISPLAY": str(self.folder / SOCKET)}

    def picture(self) -> Image.Image:
        """What is on the panel now. Only a Weston that has a keyboard or a pointer puts a program in front."""
        subprocess.run(
            ["weston-screenshooter"], cwd=self.folder, env={**os.environ, **self.environment}, timeout=30, check=True
        )
        (file,) = self.folder.glob("wayland-screenshot-*.png")
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
        file.unlink()
        return picture


@contextlib.contextmanager
def kiosk_shell(
    folder: Path, size: tuple[int, int], backend: str = "headless", environment: Mapping[str, str] | None = None
) -> Iterator[KioskShell]:
    """Start Weston: headless, or with a keyboard and a pointer in a window of an X server (x11)."""
    place = folder / backend
    place.mkdir(mode=0o700)
    command = [
        *("env", "--chdir", str(place)),
        "weston",
        f"--config={DEPLOY / 'machine' / 'weston.ini'}",
        f"--backend={backend}-backend.so",
        f"--width={size[0]}",
        f"--height={size[1]}",
        "--use-pixman",
        f"--socket={SOCKET}",
        "--debug",  # lets pictures be taken; not so in a hall
    ]
    log = folder / f"weston-{backend}.log"
    with running(command, log, {**(environment or {}), "XDG_RUNTIME_DIR": str(place)}) as process:
        wait_until((place / SOCKET).exists, "weston answers")
        yield KioskShell(place, process)
