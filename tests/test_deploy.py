"""The nightly copy that ships for systemd calls a command there is, each night."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import typer

import main

UNITS = Path(__file__).parent.parent / "resources" / "deploy" / "systemd"


def unit(name: str) -> ConfigParser:
    """Read a unit file."""
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    read.read_string((UNITS / name).read_text(encoding="utf-8"))
    return read


def test_the_copy_is_made_by_a_command_there_is() -> None:
    service = unit("shebao-kiosk-backup.service")["Service"]
    _, program, command, option, _ = service["ExecStart"].split()
    commands = typer.main.get_command(main.app).commands  # type: ignore[attr-defined]  # a group has commands
    assert program == "main.py"
    assert option in [name for parameter in commands[command].params for name in parameter.opts]
    assert service["LimitCORE"] == "0", "no core dump holds anybody's data"


def test_each_night_also_after_a_night_without_power() -> None:
    timer = unit("shebao-kiosk-backup.timer")["Timer"]
    assert timer["OnCalendar"].startswith("*-*-* ")
    assert timer["Persistent"] == "yes"
