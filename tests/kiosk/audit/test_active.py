"""The file that is written to is held by one program at a time, also after it was put aside."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from kiosk.audit.active import ActiveFile


def is_free(file: Path) -> bool:
    """Whether another program could hold it now."""
    with file.open("ab") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_file_begun_after_one_was_put_aside_is_let_go(tmp_path: Path) -> None:
    """The new one need not get the old one's number: here a lower one has become free."""
    file, aside = tmp_path / "audit.log", tmp_path / "audit-1.log"
    lower = os.open(tmp_path, os.O_RDONLY)
    active = ActiveFile(file)
    with active.held():
        active.append(b"one\n")
        os.close(lower)
        active.put_aside(aside)
        assert not is_free(file)
        active.append(b"two\n")
    assert is_free(file)
    assert (aside.read_bytes(), file.read_bytes()) == (b"one\n", b"two\n")
    active.close()
