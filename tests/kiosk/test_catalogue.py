"""Adding a language is adding one folder of catalogues: nothing else lists them."""

from __future__ import annotations

import gettext
import io
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kiosk import config
from kiosk.catalogue import HOME_LANGUAGE, SOURCE_LANGUAGE, languages_in, shipped, translations_in
from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.period import Month
from kiosk.words import Words, languages, on_paper, own_name, words_of

ROOT = Path(__file__).parents[2]
GERMAN = """
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Back"
msgstr "Zurück"

msgid "{count} year"
msgid_plural "{count} years"
msgstr[0] "{count} Jahr"
msgstr[1] "{count} Jahre"
"""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A folder of catalogues with one language that does not ship."""
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "ui.po").write_text(GERMAN, encoding="utf-8")
    return tmp_path


def test_the_shipped_folders_are_the_languages_the_one_of_the_place_first() -> None:
    folders = {entry.name for entry in shipped().iterdir() if entry.is_dir() and list(entry.glob("*.po"))}
    assert set(languages()) == {*folders, SOURCE_LANGUAGE}
    assert languages()[0] == HOME_LANGUAGE
    assert Settings.model_validate(config.load(environment={}).model_dump()).screen.languages == languages()


def test_a_folder_with_a_catalogue_is_a_language_and_an_empty_one_is_not(german: Path) -> None:
    (german / "fr").mkdir()
    (german / "README").write_text("no language", encoding="utf-8")
    assert languages_in(german) == ("de", "en")


def test_a_new_language_brings_its_words_and_its_own_ways(german: Path) -> None:
    words = words_of("de", german)
    assert words("Back") == "Zurück"
    assert words.months(26) == "2 Jahre 2 months"
    assert words.money(-123_456_789) == "-1.234.567,89"
    assert words.date(date(2026, 11, 21)) == "21. November 2026"
    assert words.time(datetime(2026, 11, 21, 9, 5)) == "09:05"
    assert words.percent(Decimal("0.0612")) == "6,12%"
    assert words.month_in_figures(Month(2026, 3)) == "03.2026"
    assert own_name("de") == "Deutsch"


def test_a_language_that_groups_otherwise_is_written_by_babel() -> None:
    hindi = Words("hi", translations_in(shipped(), SOURCE_LANGUAGE))
    assert hindi.money(1_234_567_89) == "12,34,567.89"
    assert hindi.money(-5) == "-0.05"


@pytest.mark.parametrize(("language", "mirrored"), [("zh_CN", False), ("en", False), ("ug", True), ("bo", False)])
def test_the_direction_comes_with_the_language(language: str, mirrored: bool) -> None:
    assert Words(language, translations_in(shipped(), SOURCE_LANGUAGE)).right_to_left is mirrored


def test_papers_are_in_the_language_of_the_place_where_letters_would_have_to_be_joined() -> None:
    uyghur = Words("ug", translations_in(shipped(), SOURCE_LANGUAGE))
    assert on_paper(uyghur).language == HOME_LANGUAGE
    assert on_paper(words_of("en")).language == "en"


@pytest.mark.parametrize("chosen", ["fr", "zh_CN,zh_CN", "zh_CN,fr"])
def test_the_settings_take_only_languages_there_are_each_once(chosen: str) -> None:
    with pytest.raises(Refused, match=r"screen\.languages .*should be some of zh_CN, en, each once"):
        config.load(environment={"KIOSK_SCREEN__LANGUAGES": chosen})


def test_nothing_else_lists_the_languages() -> None:
    """A place that names two of them would have to be found by whoever adds a third."""
    lists = re.compile(r"""["']zh_CN["'].*["']en["']|["']en["'].*["']zh_CN["']""")
    rooms = [
        ROOT / "main.py",
        *(file for room in ("kiosk", "ui", "printing", "devices") for file in (ROOT / room).rglob("*.py")),
    ]
    assert not [str(file) for file in rooms if lists.search(file.read_text(encoding="utf-8"))]


def test_what_is_not_finished_is_shown_as_it_stands_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "ui.po").write_text(
        GERMAN + '\n#, fuzzy\nmsgid "Finish"\nmsgstr "Ende?"\n\nmsgid "Close"\nmsgstr ""\n', encoding="utf-8"
    )
    words = words_of("de", tmp_path)
    assert (words("Finish"), words("Close"), words("Back")) == ("Finish", "Close", "Zurück")
    assert words.plural("{count} month", "{count} months", 1) == "1 month"
    assert words.plural("{count} year", "{count} years", 1) == "1 Jahr"
    assert words.plural("{count} year", "{count} years", 0) == "0 Jahre"


def test_every_shipped_message_is_read_as_gettext_reads_it() -> None:
    whole = translations_in(shipped(), HOME_LANGUAGE)
    for file in sorted((shipped() / HOME_LANGUAGE).glob("*.po")):
        compiled = io.BytesIO()
        catalogue = read_po(io.BytesIO(file.read_bytes()), locale=HOME_LANGUAGE)
        write_mo(compiled, catalogue)
        compiled.seek(0)
        reference = gettext.GNUTranslations(compiled)
        for message in catalogue:
            if isinstance(message.id, str) and message.id:
                assert whole.gettext(message.id) == reference.gettext(message.id)
            elif message.id:
                one, many = message.id
                assert all(whole.ngettext(one, many, n) == reference.ngettext(one, many, n) for n in (0, 1, 2, 11))
