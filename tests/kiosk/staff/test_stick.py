"""A copy on the stick is complete or not there, whatever happens to the stick."""

from __future__ import annotations

import errno
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import NO_STICK, STICK_FULL, STICK_PULLED, STICK_READ_ONLY, Failure, KioskError
from kiosk.staff.stick import STICK_UNIT, MountedStick

NAME = "demo-01-log.zip"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "audit.log", tmp_path / "kiosk.log"]
    for file in made:
        file.write_text(f"lines of {file.name}")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def refusal(act: Callable[[], None]) -> Failure:
    with pytest.raises(KioskError) as caught:
        act()
    return caught.value.failure


def test_a_copy_holds_every_file(folder: Path, files: list[Path]) -> None:
    made = MountedStick(folder)
    assert made.is_in()
    made.copy(NAME, files)
    assert [path.name for path in folder.iterdir()] == [NAME]
    with zipfile.ZipFile(folder / NAME) as copy:
        assert {name: copy.read(name).decode() for name in copy.namelist()} == {
            "audit.log": "lines of audit.log",
            "kiosk.log": "lines of kiosk.log",
        }


def test_a_file_that_was_rotated_away_meanwhile_hinders_nothing(folder: Path, files: list[Path]) -> None:
    files[1].unlink()
    MountedStick(folder).copy(NAME, files)
    with zipfile.ZipFile(folder / NAME) as copy:
        assert copy.namelist() == ["audit.log"]


@pytest.mark.parametrize("where", [None, "nowhere"])
def test_without_a_stick(tmp_path: Path, files: list[Path], where: str | None) -> None:
    made = MountedStick(tmp_path / where if where else None)
    assert not made.is_in()
    assert refusal(lambda: made.copy(NAME, files)) is NO_STICK


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, STICK_FULL),
        (errno.EROFS, STICK_READ_ONLY),
        (errno.EACCES, STICK_READ_ONLY),
        (errno.EIO, STICK_PULLED),
        (errno.ENODEV, STICK_PULLED),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_nothing_stays_of_a_copy_that_does_not_end(
    folder: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch, number: int, failure: Failure, step: str
) -> None:
    def breaks(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*((os, "fsync", breaks) if step == "fsync" else (Path, "replace", breaks)))
    assert refusal(lambda: MountedStick(folder).copy(NAME, files)) is failure
    assert list(folder.iterdir()) == []


def test_a_mount_point_with_nothing_mounted_is_no_stick(
    folder: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: called.append(words))
    made = MountedStick(folder, STICK_UNIT)
    assert made.is_in(), "nobody knows before it is opened"
    assert refusal(lambda: made.copy(NAME, files)) is NO_STICK
    assert called == [("systemctl", "start", STICK_UNIT), ("systemctl", "stop", STICK_UNIT)]
    assert list(folder.iterdir()) == []


def test_the_unit_mounts_and_puts_away(folder: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: called.append(words[1]))
    MountedStick(folder, STICK_UNIT, lambda _: called == ["start"]).copy(NAME, files)
    assert (folder / NAME).exists()
    assert called == ["start", "stop"]
