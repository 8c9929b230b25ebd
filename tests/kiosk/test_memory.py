"""How much memory is held, as the system says it; and what is done about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.memory import CEILING, Ceiling, Size, resident_mib


@pytest.mark.parametrize(
    ("mib", "size"),
    [(0, Size.WELL), (99.9, Size.WELL), (100, Size.LARGE), (199.9, Size.LARGE), (200, Size.TOO_LARGE)],
)
def test_what_is_done(mib: float, size: Size) -> None:
    assert Ceiling(100, 200).judge(mib) is size


def test_what_is_held_is_measured() -> None:
    before = resident_mib()
    held = bytearray(b"x") * (64 * 1024 * 1024)
    assert resident_mib() > before + 32
    del held


def test_this_very_process_is_well() -> None:
    assert CEILING.judge(resident_mib() / 4) is Size.WELL


@pytest.mark.parametrize("text", ["", "5", "a b c"])
def test_a_system_that_does_not_say_ends_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "statm").write_text(text)
    assert resident_mib(tmp_path / "statm") == 0
    assert resident_mib(tmp_path / "nothing") == 0
