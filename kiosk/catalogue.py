"""The catalogues: which languages there are, and the messages of one; a folder of gettext files is a language."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"
"""The language of the messages in the source: it needs no catalogue."""
HOME_LANGUAGE = "zh_CN"
"""The language of the place: it stands first, and serves where nobody has chosen one."""


class Messages(gettext.NullTranslations):
    """A language's messages by their source text; what is not translated is shown as it stands in the source.

    Kept as they were read: to compile them as gettext does first (and sort them) takes a fifth of the time to load.
    """

    def __init__(self, parts: Iterable[Catalog]) -> None:
        super().__init__()
        self._forms: dict[str, tuple[str, ...]] = {}
        self._form_of = gettext.c2py("0")
        for part in parts:
            self._form_of = gettext.c2py(part.plural_expr)
            for message in part:
                one, told = message.id, message.string
                forms = (told,) if isinstance(told, str) else tuple(told or ())
                if one and forms and all(forms) and not message.fuzzy:
                    self._forms[one if isinstance(one, str) else one[0]] = forms

    def gettext(self, message: str) -> str:
        """Translate a text."""
        return self._forms.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a text that depends on a count."""
        forms = self._forms.get(msgid1)
        if forms is None:
            return super().ngettext(msgid1, msgid2, n)
        return forms[min(self._form_of(n), len(forms) - 1)]


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
    return Messages(read_po(io.BytesIO(part.read_bytes()), locale=language) for part in _parts(folder / language))


def _parts(home: Path) -> list[Path]:
    return sorted(home.glob("*.po"))
