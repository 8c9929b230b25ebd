"""The catalogues: which languages there are, and the messages of one; a folder of gettext files is a language."""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib import resources
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"
"""The language of the messages in the source: it needs no catalogue."""
HOME_LANGUAGE = "zh_CN"
"""The language of the place: it stands first, and serves where nobody has chosen one."""


def shipped() -> Path:
    """The folder of the catalogues that ship with the program."""
    return Path(str(resources.files("resources"))) / "i18n"


@cache
def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages of a folder: each of its own folders is one, and so is the source's."""
    there = {entry.name for entry in folder.iterdir() if entry.is_dir() and _parts(entry)}
    return tuple(sorted(there | {SOURCE_LANGUAGE}, key=lambda language: (language != HOME_LANGUAGE, language)))


def translations_in(folder: Path, language: str) -> gettext.NullTranslations:
    """The messages of a language, its files (one a room of the program) read together."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    whole, *others = (read_po(io.BytesIO(part.read_bytes()), locale=language) for part in _parts(folder / language))
    for read in others:
        for message in read:
            if message.id:
                whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _parts(home: Path) -> list[Path]:
    return sorted(home.glob("*.po"))
