"""What staff read about a fault: why it is so, else what people were told."""

from __future__ import annotations

from kiosk.errors import Failure
from kiosk.sentences import sentence_of
from ui.scene import Scene


def what_happened(scene: Scene, failure: Failure | None) -> str:
    """The cause; a code of an earlier version has none any more."""
    words = scene.words
    if failure is None:
        return words("a code of an earlier version")
    return words(failure.cause) if failure.cause else sentence_of(failure, words, scene.clock.today())
