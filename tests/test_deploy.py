"""The units that ship: systemd finds nothing wrong with them, and they promise what the hall relies on."""

from __future__ import annotations

import os
import shlex
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

import main
from kiosk.heartbeat import STILL_SECONDS
from kiosk.memory import Ceiling
from tests.installed import DEPLOY, Installation

pytestmark = pytest.mark.timeout(300)
"""The first of them may have to install the kiosk."""

UNITS = DEPLOY / "systemd"
NOTICED_SECONDS = 25
"""Within this a kiosk that stands still begins anew (faults.md D2, D3)."""


def unit(name: str) -> ConfigParser:
    """Read a unit file; of keys that stand there several times the last one."""
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    read.read_string((UNITS / name).read_text(encoding="utf-8").replace("\\\n", " "))
    return read


SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
KIOSK = unit("shebao-kiosk.service")


@pytest.fixture(scope="module")
def units(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed units, their program where it is below the folder of the installation."""
    folder = tmp_path_factory.mktemp("units")
    for file in (installation.root / "etc" / "systemd" / "system").rglob("*"):
        if file.is_file() and not file.is_symlink():
            target = folder / file.relative_to(installation.root / "etc" / "systemd" / "system")
            target.parent.mkdir(exist_ok=True)
            text = file.read_text(encoding="utf-8").replace("/opt/shebao-kiosk", str(installation.program))
            target.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name", [*SERVICES, *sorted(path.name for path in UNITS.glob("*.timer")), "cups.service", "var-spool-cups.mount"]
)
def test_systemd_finds_nothing_wrong(units: Path, name: str) -> None:
    """With the drop-in of cups.service; every program a unit starts is there and can be run."""
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", name],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def test_systemd_would_find_a_misspelt_line(units: Path, tmp_path: Path) -> None:
    text = (units / "shebao-kiosk.service").read_text(encoding="utf-8")
    (tmp_path / "misspelt.service").write_text(text.replace("WatchdogSec", "WatchDogSec"), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(tmp_path / "misspelt.service")]
    verified = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "WatchDogSec" in verified.stderr


@pytest.mark.parametrize("name", ["shebao-kiosk.service", "shebao-kiosk-backup.service"])
def test_a_unit_calls_a_command_there_is(name: str) -> None:
    program, command, *options = shlex.split(unit(name)["Service"]["ExecStart"])
    commands = typer.main.get_command(main.app).commands  # type: ignore[attr-defined]  # a group has commands
    assert program == "/opt/shebao-kiosk/current/bin/shebao-kiosk"
    assert options[0] in [name for parameter in commands[command].params for name in parameter.opts]


@pytest.mark.parametrize("name", ["shebao-kiosk.service", "shebao-kiosk-backup.service"])
def test_a_command_reaches_its_databases_and_its_records(name: str) -> None:
    """Each command that does something writes it down, too."""
    service = unit(name)["Service"]
    assert service["ProtectSystem"] == "strict"
    assert (service["StateDirectory"], service["LogsDirectory"]) == ("shebao-kiosk", "shebao-kiosk")


def test_the_stick_is_mounted_for_everybody() -> None:
    """Each of these gives a service mounts of its own, in which nobody else would see the stick."""
    own_view = ("Protect", "Private", "TemporaryFileSystem", "ReadWritePaths", "InaccessiblePaths")
    assert not [key for key in unit("shebao-kiosk-stick.service")["Service"] if key.startswith(own_view)]


@pytest.mark.parametrize("name", SERVICES)
def test_no_core_dump_holds_anybodys_data(name: str) -> None:
    service = unit(name)["Service"]
    only_asks_systemd = service["ExecStart"].startswith("/usr/bin/systemctl")
    assert only_asks_systemd or (service["LimitCORE"], service["NoNewPrivileges"]) == ("0", "yes")


def test_a_kiosk_that_stands_still_begins_anew_in_time() -> None:
    service = KIOSK["Service"]
    assert (service["Type"], service["NotifyAccess"], service["Restart"]) == ("notify", "main", "always")
    assert int(service["WatchdogSec"]) > STILL_SECONDS
    assert int(service["WatchdogSec"]) + int(service["RestartSec"]) < NOTICED_SECONDS
    assert service["WatchdogSignal"] == "SIGKILL", "nothing of it waits for a thread that does not answer"


def test_the_program_ends_itself_before_systemd_does() -> None:
    high, highest = (int(KIOSK["Service"][key].removesuffix("M")) for key in ("MemoryHigh", "MemoryMax"))
    assert Ceiling().too_large < high < highest
    assert KIOSK["Service"]["MemorySwapMax"] == "0", "what is swapped out lies on the disk"


def test_a_kiosk_that_does_not_start_says_so_and_is_tried_again() -> None:
    """The picture stands longer than the time in which starts are counted, so that the kiosk may start again then."""
    assert KIOSK["Unit"]["OnFailure"] == "shebao-kiosk-fallback.service"
    fallback = unit("shebao-kiosk-fallback.service")
    assert (fallback["Unit"]["OnFailure"], fallback["Unit"]["Conflicts"]) == ("shebao-kiosk.service",) * 2
    assert int(fallback["Service"]["RuntimeMaxSec"]) > int(KIOSK["Unit"]["StartLimitIntervalSec"])
    starts, seconds = int(KIOSK["Unit"]["StartLimitBurst"]), int(KIOSK["Unit"]["StartLimitIntervalSec"])
    longest_start = int(KIOSK["Service"]["RestartSec"]) + int(KIOSK["Service"]["TimeoutStartSec"])
    assert starts * longest_start < seconds, "also one that hangs at each start is noticed as such"


def test_the_kiosk_reaches_its_own_folders_and_no_device_but_the_sound() -> None:
    text = (UNITS / "shebao-kiosk.service").read_text(encoding="utf-8")
    for line in ("ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=", "DevicePolicy=closed"):
        assert f"\n{line}\n" in text
    assert [line for line in text.splitlines() if line.startswith("DeviceAllow=")] == ["DeviceAllow=char-alsa rw"]
    assert "TemporaryFileSystem=/tmp:" in text, "what lies in a temporary file lies in memory"


@pytest.mark.parametrize("name", ["shebao-kiosk-backup", "shebao-kiosk-restart"])
def test_each_night_a_service_there_is(name: str) -> None:
    assert unit(f"{name}.timer")["Timer"]["OnCalendar"].startswith("*-*-* ")
    assert f"{name}.service" in SERVICES


def test_a_copy_is_made_also_after_a_night_without_power() -> None:
    assert unit("shebao-kiosk-backup.timer")["Timer"]["Persistent"] == "yes"


def test_a_planned_restart_asks_the_program_which_waits_until_nobody_is_there() -> None:
    service = unit("shebao-kiosk-restart.service")["Service"]
    assert service["ExecStart"] == "/usr/bin/systemctl kill --kill-whom=main --signal=SIGUSR1 shebao-kiosk.service"
