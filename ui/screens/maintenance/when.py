"""A moment as staff read it: the time, and the day where it is not today."""

from __future__ import annotations

from datetime import datetime

from ui.scene import Scene


def when(scene: Scene, moment: datetime) -> str:
    """The time of day; before it the date of another day."""
    words = scene.words
    if moment.date() == scene.clock.now().date():
        return words.time(moment)
    return words("{date} {time}", date=words.date(moment.date()), time=words.time(moment))
