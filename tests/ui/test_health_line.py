"""Welcome says in one line what works now, and the line is true whatever works and whatever does not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kiosk import errors
from kiosk.errors import Failure
from kiosk.events import Health, ReaderCondition
from kiosk.period import Month
from kiosk.states import OutOfService, PrintFailed, State, Welcome
from kiosk.words import languages, words_of
from printing.conditions import CONDITIONS
from tests.ui import records
from tests.ui.conftest import Theatre
from ui.screens.welcome import health_line, insert_words

TODAY = date(2026, 11, 21)
OF_THE_PRINTER = (errors.NO_PAPER, errors.PRINTER_UNUSABLE, errors.PRINTER_EXCHANGED)
PRINTERS = (None, *OF_THE_PRINTER, *(each.told for each in CONDITIONS if each.hinders))
HEALTHS = [
    Health(reader, printer, data, as_of)
    for reader, printer, data, as_of in product(
        ReaderCondition, PRINTERS, (None, errors.DATA_AWAY), (None, Month(2026, 10))
    )
]
PRINTING = {"zh_CN": "打印|纸", "en": "[Pp]rint|paper"}
NO_PRINTING = {"zh_CN": "不能打印|缺纸|停止打印", "en": "printing is not possible|printing does not"}
LOOKING_UP = {"zh_CN": "查询|插卡", "en": "look up|[Ll]ooking up|[Ee]nter a number"}
NO_DATA = {"zh_CN": "查不到数据", "en": "data cannot be reached"}
INSERT = {"zh_CN": "请插入|插到底", "en": "Insert your|all the way in"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_line_is_true_whatever_works(language: str) -> None:
    words = words_of(language)
    for health in HEALTHS:
        line, well = health_line(words, health, TODAY)
        assert line
        assert not set("{}\n") & set(line), line
        assert well is (health.reader is ReaderCondition.NO_CARD and not health.printer and not health.data)
        assert bool(re.search(NO_DATA[language], line)) is (health.data is not None), line
        if health.data:
            continue
        if health.printer:
            assert re.search(PRINTING[language], line), (health, line)
        else:
            assert not re.search(NO_PRINTING[language], line), (health, line)
        busy = health.reader in (ReaderCondition.READING, ReaderCondition.CARD_PRESENT)
        assert (busy and not health.printer) or re.search(LOOKING_UP[language], line), (health, line)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nobody_is_asked_to_insert_a_card_that_cannot_be_read(language: str) -> None:
    words = words_of(language)
    for health in HEALTHS:
        line, _ = health_line(words, health, TODAY)
        asked = " ".join((line, *insert_words(words, health)))
        can = health.reader in (ReaderCondition.NO_CARD, ReaderCondition.READING)
        assert bool(re.search(INSERT[language], asked)) is can, (health, asked)


def test_no_paper_is_told_with_what_still_works() -> None:
    health = Health(ReaderCondition.NO_CARD, errors.NO_PAPER, None, Month(2026, 10))
    assert health_line(words_of("zh_CN"), health, TODAY)[0].startswith("本机缺纸。您可以先查询")


@pytest.mark.parametrize("printer", OF_THE_PRINTER, ids=lambda failure: failure.code)
def test_the_line_changes_while_welcome_stays(theatre: Theatre, printer: Failure) -> None:
    theatre.show(Welcome(), health=Health(ReaderCondition.NO_CARD, data_as_of=Month(2026, 10)))
    shown, before = theatre.stage.screen_shown, theatre.text("health")
    theatre.show(Welcome(), health=Health(ReaderCondition.NO_CARD, printer, data_as_of=Month(2026, 10)))
    assert theatre.text("health") != before
    theatre.show(Welcome(), health=Health(ReaderCondition.NO_CARD, data_as_of=Month(2026, 10)))
    assert theatre.text("health") == before
    assert theatre.stage.screen_shown is shown


def test_these_patterns_cover_the_languages_there_are() -> None:
    assert all(set(each) == set(languages()) for each in (PRINTING, NO_PRINTING, LOOKING_UP, NO_DATA, INSERT))


def health_told(*told: Failure, **broken: object) -> Health:
    health = Health(ReaderCondition.NO_CARD, told=frozenset(failure.code for failure in told))
    return replace(health, **broken)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (health_told(), False),
        (health_told(errors.NO_PAPER), False),
        (health_told(printer=errors.NO_PAPER), False),
        (health_told(errors.NO_PAPER, printer=errors.NO_PAPER), True),
        (health_told(errors.NO_PAPER, printer=errors.PRINTER_UNUSABLE), False),
        (health_told(errors.NO_PAPER, printer=errors.NO_PAPER, data=errors.DATA_AWAY), False),
        (health_told(errors.DATA_AWAY, printer=errors.NO_PAPER, data=errors.DATA_AWAY), True),
        (health_told(errors.READER_GONE, reader=ReaderCondition.NO_READER), True),
        (health_told(errors.READER_GONE, reader=ReaderCondition.NO_READER, printer=errors.NO_PAPER), False),
        (health_told(errors.READER_GONE), False),
    ],
)
def test_staff_have_been_told_only_when_notices_of_all_the_line_tells_were_delivered(
    theatre: Theatre, health: Health, said: bool
) -> None:
    theatre.show(Welcome(), "en", health=health)
    assert theatre.text("health").endswith("The staff have been told.") is said


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        (OutOfService(errors.CLOSED_BY_STAFF), errors.CLOSED_BY_STAFF),
        (PrintFailed(records.worker(), errors.NO_PAPER), errors.NO_PAPER),
    ],
    ids=["closed", "print"],
)
def test_so_do_the_screens_that_speak_of_staff(theatre: Theatre, state: State, failure: Failure) -> None:
    theatre.show(state, "en", health=health_told(errors.DATA_AWAY))
    assert not theatre.has("told")
    theatre.show(state, "en", health=health_told(failure))
    assert theatre.text("told") == "The staff have been told."
