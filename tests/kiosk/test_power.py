"""Switching off goes through the system, which may refuse; here a program of the test stands in systemctl's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.power import power_off


def put_systemctl(folder: Path, script: str) -> None:
    """A systemctl of our own."""
    program = folder / "systemctl"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_the_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_systemctl(tmp_path, f'echo "$@" > {tmp_path}/asked')
    monkeypatch.setenv("PATH", str(tmp_path))
    power_off()
    assert (tmp_path / "asked").read_text() == "poweroff\n"


def test_one_that_refuses_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_systemctl(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="polkit"):
        power_off()


def test_a_machine_without_systemd_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="does not answer"):
        power_off()
