"""Numbers people have: recognised, checked, masked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity import (
    NumberKind,
    alike,
    birth_date_of,
    card_check_character,
    current,
    division_of_card,
    id_check_character,
    identifies,
    initial_password,
    mask_name,
    mask_number,
    parse,
    rounded,
    same_name,
)

TODAY = date(2026, 11, 21)
ID_DIGITS = st.text("0123456789", min_size=17, max_size=17)
BIRTH_DATES = st.dates(date(1900, 1, 1), TODAY)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_numbers_printed_in_the_standard_are_valid(number: str) -> None:
    found = parse(number, TODAY)
    assert found is not None
    assert found.kind is NumberKind.CITIZEN_ID
    assert id_check_character(number[:17]) == number[17]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("81000019900101001" + id_check_character("81000019900101001"), NumberKind.HMT_PERMIT),
        ("83000019900101001" + id_check_character("83000019900101001"), NumberKind.HMT_PERMIT),
        ("91115619900101001" + id_check_character("91115619900101001"), NumberKind.FOREIGN_PERMIT),
        ("A12345674", NumberKind.CARD),
        ("12345678X", NumberKind.CARD),
        ("USA123456789012", NumberKind.OPAQUE),
        ("GBR1990010100015678", None),
        ("12345", None),
        ("A1234", None),
        ("119901198503150016", None),
        ("１１９９０１１９８５０３１５００１５", NumberKind.CITIZEN_ID),
        ("11010519491231002ｘ", NumberKind.CITIZEN_ID),
        ("119901\u3000198503－15–0015", NumberKind.CITIZEN_ID),
        ("11990119850315001٥", None),
        ("Ａ１２３４５６７４", NumberKind.CARD),
        ("H1234567890", NumberKind.OPAQUE),
        ("11990185031500１", None),
        ("1199011985031500 15\n", NumberKind.CITIZEN_ID),
        ("11010519491231002x", NumberKind.CITIZEN_ID),
        ("123456789012345", None),
        ("", None),
        ("张三张三张三张三张", None),
    ],
)
def test_kinds_are_told_apart(typed: str, kind: NumberKind | None) -> None:
    found = parse(typed, TODAY)
    assert (found.kind if found else None) is kind


@given(ID_DIGITS)
def test_an_id_number_is_recognised_when_its_date_is_real_and_not_in_the_future(digits: str) -> None:
    number = digits + id_check_character(digits)
    born = birth_date_of(number)
    assert (parse(number, TODAY) is not None) == (born is not None and born <= TODAY)


@given(ID_DIGITS, st.sampled_from("0123456789X"))
def test_a_wrong_check_character_is_refused(digits: str, check: str) -> None:
    if check != id_check_character(digits):
        assert parse(digits + check, TODAY) is None


def test_tomorrows_child_is_not_born_yet() -> None:
    digits = "11990120261122001"
    number = digits + id_check_character(digits)
    assert parse(number, TODAY) is None
    assert parse(number, date(2026, 11, 22)) is not None


@given(st.text(max_size=40))
def test_whatever_is_typed_never_raises(typed: str) -> None:
    parse(typed, TODAY)


@given(BIRTH_DATES, st.text("0123456789", min_size=3, max_size=3))
def test_a_masked_id_number_never_shows_the_birth_date(born: date, sequence: str) -> None:
    digits = f"119901{born:%Y%m%d}{sequence}"
    masked = mask_number(digits + id_check_character(digits))
    assert masked[6:14] == "********"
    assert len(masked) == 18


@given(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=1, max_size=17))
def test_a_masked_other_number_shows_four_places_at_the_most(number: str) -> None:
    masked = mask_number(number)
    assert len(masked) == len(number)
    assert sum(character != "*" for character in masked) <= 4


def test_masks_follow_the_national_samples() -> None:
    assert mask_number("330102199901011111") == "330102********1111"
    assert mask_name("张三") == "张**"
    assert mask_name("阿卜杜拉·买买提") == "阿**"
    assert mask_name("") == ""


def test_initial_password_may_end_in_x() -> None:
    assert initial_password("11010519491231002X") == "31002X"


def test_birth_date_only_from_18_places() -> None:
    assert birth_date_of("119901198503150015") == date(1985, 3, 15)
    assert birth_date_of("119901198502300015") is None
    assert birth_date_of("A12345674") is None


@pytest.mark.parametrize(
    ("kept", "now"),
    [
        ("110105491231002", "11010519491231002X"),
        (" 1101 0549 1231 002 ", "11010519491231002X"),
        ("440524880101001", "440524198801010011"),
        ("440524881301001", "440524881301001"),
        ("440524880101997", "440524880101997"),
        ("XXA119919840317", "XXA119919840317"),
        ("11010519491231002x", "11010519491231002X"),
        ("", ""),
    ],
)
def test_a_number_of_fifteen_digits_is_the_one_it_became(kept: str, now: str) -> None:
    assert current(kept) == now


@pytest.mark.parametrize(
    ("number", "is_rounded", "tells"),
    [
        ("1.19901E+17", True, False),
        ("1E17", True, False),
        ("119901198503150000", True, False),
        ("119901198503150015", False, True),
        ("119901198503150016", False, False),
        ("XXA119919840317", False, True),
        ("E12345678", False, True),
        ("000000000", False, False),
        ("123456789", False, False),
        ("A00000000", False, False),
        ("UNKNOWN", False, False),
        ("无", False, False),
        ("0", False, False),
        ("", False, False),
    ],
)
def test_a_number_that_may_be_many_peoples(number: str, is_rounded: bool, tells: bool) -> None:
    assert (rounded(number), identifies(number)) == (is_rounded, tells)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("张三", "张叁", True),
        ("张三", "李四", False),
        ("张\U00020bb7", "张?", True),
        ("约翰", "JOHN", True),
        ("John Smith", "SMITH JOHN", True),
        ("阿依·古丽", "买买提·江", False),
        ("欧阳 明", "李 四", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected


def test_a_placeholder_of_fifteen_signs_becomes_nobodys_number() -> None:
    assert current("1" * 15) == "1" * 15
    assert not identifies(current("1" * 15))


def test_card_check_character() -> None:
    assert card_check_character("A1234567") == "4"
    assert {card_check_character(f"A{n:07d}") for n in range(300)} == set("0123456789X")


def test_a_number_stays_out_of_its_repr() -> None:
    found = parse("119901198503150015", TODAY)
    assert found is not None
    assert "1985" not in repr(found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("张三", "张三 ", True),
        ("Jose\u0301", "José", True),
        ("\uf92c", "郎", True),
        ("张三", "張三", False),
        ("Ａnna", "Anna", False),
        ("赵吉", "赵𠮷", False),
    ],
)
def test_names_are_the_same_text_however_composed(one: str, other: str, same: bool) -> None:
    """Never NFKC: full-width letters and variant characters are another name."""
    assert same_name(one, other) is same_name(other, one) is same


@pytest.mark.parametrize(
    ("code", "division"),
    [
        ("119902D15600000500000009A1B2C3D4", "119902"),
        ("11990", None),
        ("FFFFFF", None),
        ("", None),
        ("１１９９０２", None),
    ],
)
def test_the_division_of_a_card(code: str, division: str | None) -> None:
    assert division_of_card(code) == division
