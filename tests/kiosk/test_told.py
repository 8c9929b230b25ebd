"""A sentence that travels: English as a text, in each language where it is shown, the same after it was kept."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NO_PAPER
from kiosk.told import Told, Value, from_kept, in_words, kept, listed, told_of
from kiosk.words import words_of

CHINESE, ENGLISH = words_of("zh_CN"), words_of("en")
DISK = Told("{folder}: {count} MiB free", folder="/var", count=1200)

values: st.SearchStrategy[Value] = st.recursive(
    st.text(max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner.map(str), max_size=3).map(tuple)
        | st.tuples(inner, inner).map(lambda both: Told("{first} {second}", first=both[0], second=both[1]))
    ),
    max_leaves=5,
)


def test_as_a_text_it_is_english() -> None:
    assert DISK == "/var: 1200 MiB free"
    assert in_words(DISK, ENGLISH) == "/var: 1,200 MiB free", "figures are grouped where they are shown"


def test_it_is_worded_where_it_is_shown() -> None:
    assert in_words(DISK, CHINESE) == "/var\uff1a剩余 1,200 MiB"


def test_a_sentence_in_a_sentence_is_worded_too() -> None:
    inner = Told("all fonts of the paper are there")
    outer = Told("{state}; {levels}", state=inner, levels=("black 12 %", Told("bank card")))
    assert outer == "all fonts of the paper are there; black 12 %, bank card"
    assert in_words(outer, CHINESE) == "打印所需的字体齐全\uff1bblack 12 %\u3001银行卡"


def test_a_plain_message_is_worded_and_a_name_stands_as_it_is() -> None:
    assert in_words("No card is in", CHINESE) == "读卡器中没有卡片"
    assert in_words("ACS ACR39U", CHINESE) == "ACS ACR39U"
    assert in_words(listed("open", "ACS"), CHINESE) == "open\u3001ACS", "a name that is called like a message is none"


def test_a_failure_is_named_with_its_code() -> None:
    assert told_of(NO_PAPER) == f"{NO_PAPER.code}: {NO_PAPER.message}"
    assert in_words(told_of(NO_PAPER), CHINESE).startswith(f"{NO_PAPER.code}\uff1a本机缺纸")


@pytest.mark.parametrize("line", ['{"told": "{a.b}", "a": "x"}', '{"told": "{a[9]}", "a": "x"}', '{"told": 3}', '{"to'])
def test_a_line_that_was_damaged_is_told_as_it_stands(line: str) -> None:
    assert from_kept(line) == line


@given(values, values)
def test_what_was_kept_is_the_same_again(first: Value, second: Value) -> None:
    told = Told("{first}: {second}", first=first, second=second)
    again = from_kept(kept(told))
    assert "\n" not in kept(told)
    assert isinstance(again, Told)
    assert (again, again.message, in_words(again, CHINESE)) == (told, told.message, in_words(told, CHINESE))


@pytest.mark.parametrize(
    "line", ["", "imported", "P01", '{"told": ', '{"told": 3}', '{"told": "{x}"}', '{"told": "{"}']
)
def test_whatever_else_was_kept_stands_as_it_is(line: str) -> None:
    assert from_kept(line) == line
    assert kept(line) == line


def test_a_copy_is_the_same_sentence() -> None:
    assert in_words(copy.deepcopy(DISK), CHINESE) == in_words(DISK, CHINESE)
