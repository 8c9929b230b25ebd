"""Python's search for objects that refer to one another in circles, put off where there are none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_looking_for_circles() -> Iterator[None]:
    """Put the search off while many rows are made: they never refer to one another, and looking costs up to a fifth.

    Two threads at once do no harm: the search begins again when the first of them ends.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
