"""The chip answers as an honest card: 61xx and 6Cxx over T=0, at once over T=1, and never crashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.virtual.card import card_names, load_card
from devices.virtual.chip import Chip, Frozen, LeftReader

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")


def answers(chip: Chip, *commands: str) -> list[str]:
    return [chip.answer(bytes.fromhex(command)).hex().upper() for command in commands]


def selected(name: str) -> Chip:
    chip = Chip(load_card(name))
    chip.answer(SELECT)
    return chip


def test_t0_announces_what_t1_gives_at_once() -> None:
    assert Chip(load_card("zhang-san")).answer(SELECT).hex() == "611e"
    assert Chip(load_card("zhang-san-contactless")).answer(SELECT).hex().endswith("9f0c038601039000")


def test_a_wrong_length_is_told_over_t0() -> None:
    chip = selected("zhang-san-version-1")
    assert answers(chip, "00A4020002EF06", "00B201055B") == ["9000", "6C45"]
    assert len(chip.answer(bytes.fromhex("00B2010545"))) == 0x45 + 2


def test_a_response_waits_only_for_the_next_command() -> None:
    chip = selected("zhang-san")
    assert answers(chip, "00C000000A")[0].endswith("6114")
    assert answers(chip, "00C00000FF") == ["6C14"]
    assert answers(chip, "00A4020002EF05", "00C0000014") == ["9000", "6985"]


@pytest.mark.parametrize(
    ("commands", "last"),
    [
        (["00B2010540"], "6986"),
        (["00A4020002EF07"], "6A82"),
        (["00A4020002EF06", "00B201055B"], "6982"),
        (["00A4020002EF05", "00B2090004"], "6A83"),
        (["00A4020002EF05", "00B207000B"], "07094131323334353637349000"),
        (["00A4020002EF05", "00B207040B"], "07094131323334353637349000"),
        (["0084000008"], "6D00"),
        (["00A4000002EF05"], "6A86"),
        (["00A4"], "6700"),
        (["00A40400FF01"], "6700"),
    ],
)
def test_status_words(commands: list[str], last: str) -> None:
    assert answers(selected("zhang-san"), *commands)[-1] == last


def test_files_are_closed_until_the_application_is_selected_and_after_a_reset() -> None:
    chip = Chip(load_card("zhang-san"))
    assert answers(chip, "00A4020002EF05") == ["6A82"]
    chip.answer(SELECT)
    assert answers(chip, "00A4020002EF05") == ["9000"]
    chip.power_on()
    assert answers(chip, "00A4020002EF05") == ["6A82"]


def test_the_pin_locks_after_its_tries_and_stays_locked() -> None:
    chip = selected("pin-two-tries")
    assert answers(chip, "0020000000", "0020000003000000", "0020000003000000") == ["63C2", "63C1", "6983"]
    chip.power_on()
    chip.answer(SELECT)
    assert answers(chip, "0020000003123456", "0020000000") == ["6983", "6983"]


def test_a_card_leaves_and_freezes_as_its_file_says() -> None:
    chip = selected("removed-after-3")
    answers(chip, "00C000001E", "00A4020002EF05")
    with pytest.raises(LeftReader):
        chip.answer(SELECT)
    chip = selected("frozen-after-3")
    answers(chip, "00C000001E", "00A4020002EF05")
    with pytest.raises(Frozen):
        chip.answer(SELECT)


def test_an_endless_card_never_says_the_last_word() -> None:
    chip = selected("endless-6c")
    assert answers(chip, "00C000001E", "00C000001F", "00C0000000") == ["6C1F", "6C20", "6C01"]
    chip = selected("endless-61")
    assert all(answer.endswith("61FF") for answer in answers(chip, *["00C00000FF"] * 5))


@given(st.sampled_from(card_names()), st.lists(st.binary(max_size=40), max_size=20))
def test_any_command_gets_a_status_word(name: str, commands: list[bytes]) -> None:
    chip = Chip(load_card(name))
    for command in (SELECT, *commands):
        try:
            answer = chip.answer(command)
        except (LeftReader, Frozen):
            return
        assert 2 <= len(answer) <= 258
