"""How much memory is held, as the system says it; and what is done about it."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from kiosk.memory import CEILING, MIB, Ceiling, Size, give_back, map_large_blocks, resident_mib

BLOCK, BLOCKS = 4000, 20_000
"""Small enough for the C library's heap, together 76 MiB."""


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


def test_what_was_freed_goes_back_to_the_system() -> None:
    """One block that is still held keeps all that was freed below it, until it is given back."""
    library = ctypes.CDLL(None)
    library.malloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    blocks = [library.malloc(BLOCK) for _ in range(BLOCKS)]
    for block in blocks:
        ctypes.memset(block, 1, BLOCK)
    for block in blocks[:-1]:
        library.free(block)
    kept = resident_mib()
    give_back()
    assert resident_mib() < kept - BLOCK * BLOCKS / MIB / 2
    library.free(blocks[-1])


def test_a_large_block_goes_back_the_moment_it_is_freed() -> None:
    """Though one above it is still held, and though large ones were freed before."""
    map_large_blocks()
    library = ctypes.CDLL(None)
    library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    library.free.argtypes = [ctypes.c_void_p]
    pictures = [library.malloc(16 * MIB) for _ in range(4)]
    for picture in pictures:
        ctypes.memset(picture, 1, 16 * MIB)
    above = library.malloc(100)
    kept = resident_mib()
    for picture in pictures:
        library.free(picture)
    assert resident_mib() < kept - 60
    library.free(above)
