"""How much memory the program holds, and how much it may."""

from __future__ import annotations

import ctypes
import resource
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

MIB = 1024 * 1024

STATM = Path("/proc/self/statm")
"""The second figure is what is resident, in pages (proc(5))."""


LARGE_BYTES = 32 * 1024
"""Of a block: a key's and a line's picture are larger too, and little else is; so they leave no gaps either."""
_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of malloc.h."""


class Size(Enum):
    """What is to be done about the memory held."""

    WELL = "well"
    LARGE = "large"
    """Begin anew as soon as nobody is there."""
    TOO_LARGE = "too large"
    """Begin anew now."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Bounds in MiB; the service's MemoryMax lies above both and is the last."""

    large: int = 700
    """A kiosk holds 220 at its start and 270 after some visits (full HD), then no more: here something is kept."""
    too_large: int = 1200
    """Where a machine of 2 GiB begins to stand still."""

    def judge(self, mib: float) -> Size:
        """Say what is to be done."""
        if mib >= self.too_large:
            return Size.TOO_LARGE
        return Size.LARGE if mib >= self.large else Size.WELL


CEILING = Ceiling()


def map_large_blocks() -> None:
    """Let the C library map every block of LARGE_BYTES or more by itself, and unmap it when it is freed.

    Else it learns from the first picture of a screen that is freed, and lets pictures lie in the heap from then on:
    between them, gaps that small blocks keep open. 60 MiB less are held after a hundred visits. Does nothing where
    there is no mallopt(3).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE_BYTES)


def give_back() -> None:
    """Give memory that was freed back to the system: less is held, and nothing of a visit lies in the gaps.

    Takes some milliseconds, without Python's lock; does nothing where the C library has no malloc_trim(3).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def resident_mib(statm: Path = STATM) -> float:
    """Memory held now, in MiB; 0 where the system does not say."""
    try:
        pages = int(statm.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / MIB
