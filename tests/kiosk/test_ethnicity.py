"""Ethnicity codes: the 56 of GB/T 3304, and nothing for what is none."""

from __future__ import annotations

import pytest

from kiosk.ethnicity import ethnicity_name
from kiosk.words import words_of

LAST = 56


@pytest.mark.parametrize(
    ("code", "chinese"),
    [
        ("01", "汉族"),
        ("02", "蒙古族"),
        ("03", "回族"),
        ("05", "维吾尔族"),
        ("11", "满族"),
        ("15", "土家族"),
        ("56", "基诺族"),
    ],
)
def test_codes_are_in_the_standards_order(code: str, chinese: str) -> None:
    name = ethnicity_name(code)
    assert name is not None
    assert words_of("zh_CN")(name) == chinese


def test_each_code_has_a_name_of_its_own() -> None:
    assert len({ethnicity_name(f"{number:02d}") for number in range(1, LAST + 1)} - {None}) == LAST


@pytest.mark.parametrize("code", ["", "00", "57", "97", "Han", "-1", "²"])
def test_what_is_no_code_has_no_name(code: str) -> None:
    assert ethnicity_name(code) is None
