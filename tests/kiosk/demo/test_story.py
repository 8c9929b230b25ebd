"""The demo people's file: valid numbers of a division that is nobody's, passwords that are not weak, nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.cards import CardState
from kiosk.demo.story import Story, read_employers, read_stories
from kiosk.model import DocumentKind
from kiosk.passwords import weakness_of

TODAY = date(2026, 11, 21)
STORIES = read_stories(TODAY)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CARD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def story_of(key: str) -> Story:
    return next(story for story in STORIES if story.key == key)


def test_the_two_people_every_demo_holds() -> None:
    zhang_san, chen_jing = story_of("zhang-san"), story_of("chen-jing")
    assert (zhang_san.person.name, zhang_san.person.number) == ("张三", "119901198503150015")
    assert (zhang_san.cards[0].number, zhang_san.password) == ("A12345674", "246813")
    assert zhang_san.cards[0].identification_code == "119901D15600000500000001A1B2C3D4"
    assert (chen_jing.person.name, chen_jing.person.number) == ("陈静", "119901199208080020")
    assert (chen_jing.cards[0].number, chen_jing.password) == ("B20000016", None)
    assert chen_jing.cards[0].identification_code == "119901D15600000500000002A1B2C3D4"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_numbers_are_valid_and_nobodys(story: Story) -> None:
    number = story.person.number
    if story.person.document is DocumentKind.FOREIGN_RESIDENT:
        assert number.startswith("XX")
        return
    assert number.startswith(("119901", "810000"))
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    assert number[17] == "10X98765432"[total % 11]
    assert story.person.birth_date == date.fromisoformat(number[6:14])
    assert story.person.sex == ("1" if int(number[16]) % 2 else "2")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_cards_have_valid_numbers_and_one_is_in_use(story: Story) -> None:
    assert CardState.IN_USE in {card.state for card in story.cards}
    for card in story.cards:
        values = (int(character, 36) for character in card.number[:8])
        total = sum(value * weight for value, weight in zip(values, CARD_WEIGHTS, strict=True))
        assert card.number[8] == "0X987654321"[total % 11]
        assert card.identification_code == "" or len(bytes.fromhex(card.identification_code)) == 16


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_passwords_are_not_weak(story: Story) -> None:
    assert story.password is None or weakness_of(bytearray(story.password, "ascii"), story.person.number) is None


def test_nothing_is_used_twice() -> None:
    for found in (
        [story.person.person_id for story in STORIES],
        [story.person.number for story in STORIES],
        [card.number for story in STORIES for card in story.cards],
        [card.identification_code for story in STORIES for card in story.cards if card.identification_code],
        [story.password for story in STORIES],
        [employer.unit.code for employer in read_employers()],
    ):
        assert len(found) == len(set(found))


def test_a_new_card_is_issued_this_month_whenever_that_is() -> None:
    for today in (date(2026, 11, 21), date(2027, 2, 1)):
        card = next(story for story in read_stories(today) if story.key == "new-card").cards[0]
        assert card.issued == today.replace(day=1)


def test_names_that_are_hard() -> None:
    assert any(ord(character) > 0xFFFF for character in story_of("rare-name").person.name)
    assert len(story_of("long-name").person.name.encode("gbk")) > 30
    assert "·" in story_of("long-name").person.name
