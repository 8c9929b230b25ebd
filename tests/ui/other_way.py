"""A language that runs from right to left, made for tests: the English messages in Arabic letters.

Uyghur is the aim, and its letters, numbers and dates are used; but nobody has translated anything here, so it is not
shipped. Each message keeps its length, its signs and its placeholders.
"""

from __future__ import annotations

import io
import string
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from kiosk.catalogue import HOME_LANGUAGE, shipped
from kiosk.words import Words, words_of

LANGUAGE = "ug"
LETTERS = dict(zip(string.ascii_lowercase, "ابچدەفگھئجكلمنوپقرستۇۋۆخيز", strict=True))
SIGNS = {",": "،", "?": "؟", ";": "؛"}
OTHER_WAY = str.maketrans({**LETTERS, **{letter.upper(): sign for letter, sign in LETTERS.items()}, **SIGNS})


def turned(message: str) -> str:
    """Write a message in the other letters, its placeholders as they are."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(message):
        parts.append(text.translate(OTHER_WAY) + ("" if name is None else f"{{{name}}}"))
    return "".join(parts)


def write_catalogue(folder: Path) -> Path:
    """Add the language to a folder of catalogues, beside the shipped ones' messages; return the folder."""
    catalogue = Catalog(locale=LANGUAGE)
    for file in sorted((shipped() / HOME_LANGUAGE).glob("*.po")):
        for message in read_po(io.BytesIO(file.read_bytes())):
            if isinstance(message.id, str) and message.id:
                catalogue.add(message.id, turned(message.id))
            elif message.id:
                catalogue.add(message.id, tuple(map(turned, message.id)))
    (folder / LANGUAGE).mkdir()
    with (folder / LANGUAGE / "all.po").open("wb") as whole:
        write_po(whole, catalogue)
    return folder


def english_turned_round(_language: str) -> Words:
    """English on a screen that runs from right to left: each place is the mirror of English's own."""
    words = Words("en", words_of("en")._translations)
    words.right_to_left = True
    return words
