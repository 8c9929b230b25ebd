"""Stories of a disk that is full or read-only, run by test_disk_is_full_or_read_only.py where one can be mounted.

The environment names the disk; without one, limits of the process stand in for it.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from kiosk.audit.chain import follow
from kiosk.audit.segments import raw_lines
from kiosk.audit.trail import AuditFile
from kiosk.errors import AUDIT_AWAY, PRINTER_UNUSABLE
from kiosk.states import PrintFailed
from kiosk.words import words_of
from tests.stories.clerk import Clerk
from tests.stories.conftest import Kiosk, MakeKiosk

DISK = "SMALL_DISK"
LOOKS_AGAIN_SECONDS = 11
LINES_OF_A_PAGE = 40
"""A page of a file takes 4,096 bytes, a line of the audit trail a hundred at least."""
SAID = words_of("zh_CN")


class Disk(Protocol):
    """What can happen to the disk the kiosk writes to."""

    folder: Path

    def fail(self) -> None:
        """Take nothing more."""
        ...

    def heal(self) -> None:
        """Take everything again."""
        ...


class FullDisk:
    """A mounted disk that is filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fail(self) -> None:
        """Write until nothing fits."""
        with (self.folder / "filled").open("ab", buffering=0) as filled:
            for size in (65536, 1):
                try:
                    while True:
                        filled.write(b"x" * size)
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    def heal(self) -> None:
        """Take that away."""
        (self.folder / "filled").unlink(missing_ok=True)


class ReadOnlyDisk:
    """A mounted disk that the system mounts read-only, as it does when it finds damage."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fail(self) -> None:
        """Mount it read-only, whoever writes to it."""
        subprocess.run(["mount", "-o", "remount,ro", MOUNTED], check=True)

    def heal(self) -> None:
        """Mount it as it was."""
        subprocess.run(["mount", "-o", "remount,rw", MOUNTED], check=True)


class Limit:
    """Stands in where nothing can be mounted: no file of this process grows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fail(self) -> None:
        """The system refuses every byte, as a full disk does."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._before[1]))

    def heal(self) -> None:
        """As it was."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


class Gone:
    """The other stand-in: the folder is away, and nothing can be made in its place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._away = folder.with_name("away")

    def fail(self) -> None:
        """A file has its name."""
        self.folder.rename(self._away)
        self.folder.write_text("")

    def heal(self) -> None:
        """As it was."""
        if self._away.exists():
            self.folder.unlink()
            self._away.rename(self.folder)


MOUNTED = os.environ.get(DISK, "")


@pytest.fixture(params=[FullDisk, ReadOnlyDisk] if MOUNTED else [Limit, Gone])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk in order."""
    if MOUNTED:
        made: Disk = request.param(Path(tempfile.mkdtemp(dir=MOUNTED)))
    else:
        made = request.param(tmp_path / "disk")
        made.folder.mkdir()
    yield made
    made.heal()


def test_without_its_disk_the_kiosk_wipes_takes_nobody_and_comes_back(
    make_kiosk: MakeKiosk, disk: Disk, tmp_path: Path
) -> None:
    """Audit trail, own database, log and paper: all on the disk that fails."""
    local = tmp_path if isinstance(disk, ReadOnlyDisk | Gone) else disk.folder
    kiosk = make_kiosk(
        log={"audit_file": str(disk.folder / "audit.log"), "file": str(disk.folder / "kiosk.log"), "level": "info"},
        database={"local_url": f"sqlite:///{local / 'local.db'}"},
        printer={"folder": str(disk.folder / "printed")},
    )
    kiosk.insert_and_log_in()
    trail = kiosk.program.rooms.audit
    assert isinstance(trail, AuditFile)
    # From outside nothing is mounted read-only while it is open; the trail opens its file anew by itself.
    trail.close()
    disk.fail()
    for _ in range(LINES_OF_A_PAGE):
        # The last page of a file may still have room for some lines.
        kiosk.press("print-button" if kiosk.screen == "overview" else "back")
        if kiosk.screen == "take-card":
            break
    assert kiosk.screen == "take-card"
    assert "张" not in kiosk.texts(), "what was shown is wiped"
    kiosk.cards.pull()
    assert kiosk.screen == "out-of-service"
    assert AUDIT_AWAY.code in kiosk.texts()
    assert SAID(AUDIT_AWAY.message) in kiosk.texts()
    kiosk.cards.insert("chen-jing")
    kiosk.wait(LOOKS_AGAIN_SECONDS)
    assert kiosk.screen == "out-of-service", "nobody is served while nothing can be written down"
    kiosk.cards.pull()
    staff_can_see_why(kiosk)
    disk.heal()
    kiosk.wait(LOOKS_AGAIN_SECONDS)
    assert kiosk.screen == "welcome", "it comes back by itself"
    kiosk.insert_and_log_in()
    assert follow(raw_lines(disk.folder / "audit.log")).breaks == ()


def staff_can_see_why(kiosk: Kiosk) -> None:
    """Maintenance is there all the same, but for what must be written down."""
    clerk = Clerk(kiosk)
    clerk.log_in()
    clerk.press("test-disk")
    assert kiosk.screen == "maintenance"
    clerk.turn_to("settings")
    clerk.press("service-button")
    assert clerk.maintenance.failure is AUDIT_AWAY
    kiosk.press("finish")
    assert kiosk.screen == "out-of-service"


def test_a_log_that_cannot_be_written_hinders_nobody(make_kiosk: MakeKiosk, disk: Disk) -> None:
    if isinstance(disk, Limit):
        return  # it would hinder everything else as well
    kiosk = make_kiosk(log={"file": str(disk.folder / "kiosk.log"), "level": "debug"})
    disk.fail()
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    assert kiosk.screen == "print"


def test_paper_that_finds_no_room_is_told_and_comes_out_later(make_kiosk: MakeKiosk, disk: Disk) -> None:
    if isinstance(disk, Limit):
        return  # the same
    kiosk = make_kiosk(printer={"folder": str(disk.folder / "printed")})
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    disk.fail()
    kiosk.press("print-confirm")
    kiosk.wait(10)
    state = kiosk.program.conductor.session.state
    assert isinstance(state, PrintFailed)
    assert state.failure is PRINTER_UNUSABLE
    disk.heal()
    kiosk.press("back")
    if kiosk.screen != "print":
        kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert len(list((disk.folder / "printed").glob("*.pdf"))) == 1


def test_a_count_that_cannot_be_stored_holds_and_the_right_password_opens(
    make_kiosk: MakeKiosk, disk: Disk, tmp_path: Path
) -> None:
    """The kiosk's own database alone."""
    if isinstance(disk, ReadOnlyDisk | Gone):
        return  # from outside nothing is mounted read-only while a database on it is open
    # Where every file of the process is limited, an audit trail would close the kiosk first.
    audit = {"audit_head": str(tmp_path / "head.json")} if MOUNTED else {"audit_file": ""}
    kiosk = make_kiosk(database={"local_url": f"sqlite:///{disk.folder / 'local.db'}"}, log={**audit})
    kiosk.insert_and_log_in()
    kiosk.press("finish")
    kiosk.cards.pull()
    disk.fail()
    kiosk.cards.insert("zhang-san")
    for _ in range(5):
        kiosk.type("111112")
        kiosk.press("confirm")
    assert "A02" in kiosk.texts(), "tries are not free because nothing can be stored"
    kiosk.cards.pull()
    kiosk.wait(120)
    disk.heal()
    kiosk.insert_and_log_in()
