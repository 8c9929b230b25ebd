"""How Python shares its time while the kiosk runs: the screen first, in short turns, not swept in between."""

from __future__ import annotations

import gc
import sys

SWITCH_INTERVAL = 0.0005
"""Seconds a thread may hold the interpreter: with work in another thread the screen still changes in 45 ms."""

SWEPT_AFTER = 50_000
"""New objects until Python looks for circles among them: a screen makes some thousands, a visit is swept when it ends.
With Python's own 700 a fifth of a screen's change was sweeping."""

_USUAL = gc.get_threshold()


def keep_pace() -> None:
    """Set the running kiosk's pace; what exists now is not looked through again."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.set_threshold(SWEPT_AFTER, *_USUAL[1:])
    gc.collect()
    gc.freeze()


def usual_pace() -> None:
    """Go back to Python's own: tests open one program after another."""
    gc.set_threshold(*_USUAL)
    gc.unfreeze()
