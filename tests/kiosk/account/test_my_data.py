"""My data: what is known, masked where it is private; what is not recorded; what this system does not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.account.my_data import DOCUMENTS, EMPLOYMENT, Datum, Held, my_data
from kiosk.model import DocumentKind, Employment, Person
from kiosk.words import words_of
from tests.kiosk.people import ZHANG, person

ENGLISH = words_of("en")


def datum(key: str, whose: Person) -> Datum:
    """One line of a person's data."""
    return next(each for each in my_data(whose) if each.key == key)


def shown(key: str, whose: Person) -> str:
    """What one line says."""
    return datum(key, whose).value.in_words(ENGLISH)


def test_what_is_known() -> None:
    whose = replace(person(), household="示范街道", first_job=date(2010, 7, 1))
    assert shown("name", whose) == "张三"
    assert shown("number", whose) == ZHANG
    assert shown("birth-date", whose) == "15 March 1985"
    assert shown("sex", whose) == "male"
    assert shown("ethnicity", whose) == "Han"
    assert shown("household", whose) == "示范街道"
    assert shown("employment", whose) == "employed"
    assert shown("first-job", whose) == "1 July 2010"
    assert shown("document", whose) == "Resident identity card"


def test_name_number_and_birth_date_are_masked_until_pressed() -> None:
    masked = {each.key: each.masked.in_words(ENGLISH) for each in my_data(person()) if each.masked}
    assert masked == {"name": "张**", "number": "119901********0015", "birth-date": "1985-**-**"}


def test_what_is_not_recorded_says_so() -> None:
    bare = replace(
        person(), birth_date=None, household="", ethnicity="", sex="9", employment=Employment.NOT_KNOWN, agency=""
    )
    empty = [each.key for each in my_data(bare) if each.held is Held.EMPTY]
    assert empty == ["birth-date", "sex", "ethnicity", "household", "employment", "first-job", "agency"]
    assert datum("household", bare).value.in_words(words_of("zh_CN")) == "未登记"
    assert datum("birth-date", bare).masked is None


@pytest.mark.parametrize(
    "key", ["skills", "employment-history", "work-injuries", "occupational-diseases", "disability"]
)
def test_what_the_feeds_do_not_carry_is_not_held_in_this_system(key: str) -> None:
    assert datum(key, person()).held is Held.NOT_HELD
    assert shown(key, person()) == "not held in this system"


def test_an_ethnicity_the_standard_does_not_have_is_shown_as_its_code() -> None:
    assert shown("ethnicity", replace(person(), ethnicity="97")) == "97"


def test_every_document_and_employment_has_words() -> None:
    assert set(DOCUMENTS) == set(DocumentKind)
    assert set(EMPLOYMENT) == set(Employment) - {Employment.NOT_KNOWN}


def test_keys_are_distinct_and_nothing_personal_is_in_reprs() -> None:
    found = my_data(person())
    assert len({each.key for each in found}) == len(found)
    assert not any(secret in repr(found) for secret in ("张三", ZHANG, "1985"))
