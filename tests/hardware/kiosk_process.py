"""The kiosk as its own process, with settings of its own, on real daemons."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.demo.making import Recipe
from kiosk.store import filling
from tests.clock import HandClock
from tests.hardware.processes import running

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk that runs."""

    process: subprocess.Popen[bytes]
    log: Path
    audit: Path

    @contextlib.contextmanager
    def held_up(self) -> Iterator[None]:
        """The whole process stands still meanwhile, as on a machine that has no time for it."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def status(self) -> dict[str, str]:
        """What the system says of the process: /proc/PID/status."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def main_py(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )


def write_settings(folder: Path, **sections: Mapping[str, object]) -> Path:
    """Write a configuration: the shipped one with other values."""
    text = (ROOT / "resources" / "kiosk.toml").read_text(encoding="utf-8")
    lines, section = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        key = line.split("=")[0].strip()
        values = sections.get(section, {})
        lines.append(f"{key} = {_toml(values[key])}" if key in values else line)
    file = folder / "kiosk.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int | float) else f'"{value}"'


@contextlib.contextmanager
def kiosk(folder: Path, settings: Path, environment: Mapping[str, str]) -> Iterator[Kiosk]:
    """Run the kiosk full-screen with these settings."""
    log = folder / "kiosk.log"
    command = [sys.executable, str(ROOT / "main.py"), "run", "--config", str(settings)]
    with running(command, log, environment) as process:
        yield Kiosk(process, log, folder / "audit.log")


def files_of_a_kiosk(folder: Path) -> Path:
    """Demo data on file databases, an audit trail and a printer's folder: the settings of a kiosk on them."""
    url = f"sqlite:///{folder / 'data.db'}"
    filling.fill_with_demo(url, Recipe(0, 1, 1, HandClock().today()))
    return write_settings(
        folder,
        database={"url": url},
        printer={"folder": str(folder / "printed")},
        passwords={"time_cost": 1, "memory_kib": 8192},
        log={"audit_file": str(folder / "audit.log")},
    )
