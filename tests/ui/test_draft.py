"""What is typed can be overwritten, and a secret has no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.draft import Draft, Typed
from ui.parts.entry import grouped, masked


@given(st.lists(st.sampled_from([*"0123456789X", "delete"]), max_size=40))
def test_an_entry_never_holds_more_than_fits_and_x_only_last(moves: list[str]) -> None:
    typed = Typed(6, secret=True, x_places=(5,))
    for move in moves:
        if move == "delete":
            typed.delete()
        else:
            typed.add(move)
        held = bytes(typed.characters)
        assert len(held) <= 6
        assert b"X" not in held[:5]


def test_wiping_overwrites_the_very_bytes() -> None:
    draft = Draft()
    for character in "246813":
        draft.password.add(character)
    kept = draft.password.characters
    handed = draft.password.hand_over()
    assert handed == b"246813"
    assert kept == b""
    draft.number.add("1")
    draft.wipe()
    assert len(draft.number) == 0


def test_a_secret_has_no_text_and_no_repr() -> None:
    typed = Typed(6, secret=True)
    typed.add("7")
    with pytest.raises(ValueError, match="no text"):
        typed.text()
    assert "7" not in repr(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("119901", "119901"),
        ("A12345674", "A12345674"),
        ("1199011985", "119901 1985"),
        ("119901198503150015", "119901 19850315 0015"),
        ("11990119850315001X", "119901 19850315 001X"),
        ("ABC123456789012", "ABC123456789012"),
    ],
)
def test_only_id_numbers_are_grouped(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_a_left_number_hides_its_birth_date() -> None:
    assert masked("119901198503150015") == "119901********0015"
    assert "1985" not in masked("119901198503150015")
