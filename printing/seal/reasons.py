"""Reasons and notes by name: a sealed paper names `STOPPED`, not the sentence, and each language words it."""

from __future__ import annotations

from kiosk.account.cases import Why
from kiosk.words import N_, Words

_LITERAL = "="
"""Before a text that is no named reason."""

UNIT_ALONE = "UNIT_ALONE"
_UNIT_ALONE = N_("Paid by the unit alone")

BRIEFS = {**{why.name: why.brief for why in Why}, UNIT_ALONE: _UNIT_ALONE}
"""The short reasons by name; catalogue messages."""

_NAMES = {text: name for name, text in reversed(BRIEFS.items())}


def name_of(note: str) -> str:
    """A note's name; the text itself, marked, when it has none; nothing for none."""
    return _NAMES.get(note) or (_LITERAL + note if note else "")


def note_words(name: str, words: Words) -> str:
    """Put a note into words; a name this program does not know is shown as it is."""
    if name.startswith(_LITERAL):
        return words(name.removeprefix(_LITERAL))
    return words(BRIEFS.get(name, "")) or name
