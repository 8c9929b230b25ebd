"""A disk that is nearly full, out of inodes, read-only or gone is told to staff."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.disk_watch import LOW_BYTES, DiskWatch
from kiosk.errors import DISK_LOW

BLOCK = 4096


def disk(free_bytes: int, inodes: int = 10**6, read_only: bool = False) -> Callable[[Path], os.statvfs_result]:
    """A disk like that, whatever folder is asked for."""
    free, flag = free_bytes // BLOCK, os.ST_RDONLY if read_only else 0
    return lambda folder: os.statvfs_result((BLOCK, BLOCK, 10**8, free, free, 10**7, inodes, inodes, flag, 255))


@pytest.mark.parametrize(
    ("look", "well"),
    [
        (disk(LOW_BYTES), True),
        (disk(LOW_BYTES - BLOCK), False),
        (disk(LOW_BYTES, inodes=3), False),
        (disk(LOW_BYTES, read_only=True), False),
    ],
)
def test_what_is_low_and_what_is_not(look: Callable[[Path], os.statvfs_result], well: bool, tmp_path: Path) -> None:
    watch = DiskWatch([tmp_path], look)
    (found,) = watch.examine()
    assert found.well is well
    assert bool(found.advice) is not well
    assert watch.low() is (None if well else DISK_LOW)


def test_a_file_system_that_counts_no_inodes_is_not_full(tmp_path: Path) -> None:
    none = os.statvfs_result((BLOCK, BLOCK, 10**8, 10**6, 10**6, 0, 0, 0, 0, 255))
    assert DiskWatch([tmp_path], lambda folder: none).low() is None


def test_a_disk_that_is_gone_is_told(tmp_path: Path) -> None:
    def gone(folder: Path) -> os.statvfs_result:
        raise OSError(errno.EIO, "Input/output error")

    (found,) = DiskWatch([tmp_path], gone).examine()
    assert "Input/output error" in found.state


def test_a_folder_that_is_not_there_yet_is_its_disks(tmp_path: Path) -> None:
    watch = DiskWatch([tmp_path / "not" / "yet", tmp_path, tmp_path])
    assert len(watch.examine()) == 2, "each folder once"
    assert all("free" in found.state for found in watch.examine())
