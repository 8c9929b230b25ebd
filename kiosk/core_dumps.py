"""No core dumps: an image of the memory would hold whatever a person looked at."""

from __future__ import annotations

import contextlib
import ctypes
import resource

PR_SET_DUMPABLE = 4
"""prctl(2). A limit of 0 is not asked where dumps are piped to a program (core(5)); this is."""


def forbid_core_dumps() -> None:
    """Leave no image of this process, and let no other program of the same user read its memory. Never raises."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
