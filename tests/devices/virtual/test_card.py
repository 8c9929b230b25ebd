"""Virtual cards as files: those that ship are sound, a wrong one is refused with its key."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest

from devices.pcsc import SlotState
from devices.slots import is_antenna
from devices.virtual.card import card_names, load_card, parse_card
from kiosk.errors import Refused
from kiosk.identity import card_check_character
from kiosk.period import Month


@pytest.mark.parametrize("name", card_names())
def test_every_card_that_ships_can_be_loaded_and_says_what_it_is(name: str) -> None:
    assert load_card(name).about


@pytest.mark.parametrize("name", card_names())
def test_only_made_up_persons(name: str) -> None:
    card = load_card(name)
    code = card.issuer.identification_code if card.issuer else ""
    assert code[:6] in ("", "119901", "119902")
    assert card.holder.number[:6] in ("", "119901", "810000") or card.holder.number.startswith("XX")


def test_cards_of_demo_people_agree_with_what_the_store_holds() -> None:
    people = tomllib.loads((resources.files("resources") / "demo" / "people.toml").read_text(encoding="utf-8"))
    cards = {card["number"]: card["identification_code"] for person in people["person"] for card in person["card"]}
    strangers = {"unknown", "another-agency"}
    for name in card_names():
        issuer = load_card(name).issuer
        if issuer and issuer.card_number and name not in strangers:
            assert cards.get(issuer.card_number) == issuer.identification_code, name


@pytest.mark.parametrize("name", card_names())
def test_card_numbers_have_their_check_character_and_contactless_cards_an_antennas_atr(name: str) -> None:
    card = load_card(name)
    number = card.issuer.card_number if card.issuer else ""
    assert not number or card_check_character(number[:8]) == number[8]
    assert is_antenna(SlotState("Reader 00 00", atr=bytes.fromhex(card.atr))) == name.endswith("contactless")


DEMO_DAY = date(2026, 11, 21)
"""The demo's day unless a setting says otherwise."""


def test_dates_are_what_the_names_say_on_the_demos_day() -> None:
    """A card of this month is of the demo's month, the expired one has expired, every other is valid."""
    for name in card_names():
        issuer = load_card(name).issuer
        if issuer is None or issuer.issued is None or issuer.valid_until is None:
            continue
        assert (Month.of(issuer.issued) == Month.of(DEMO_DAY)) == (name == "issued-this-month"), name
        assert issuer.issued <= DEMO_DAY, name
        assert (issuer.valid_until < DEMO_DAY) == (name in ("expired", "replaced")), name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('about = "x"\nprotokol = "T0"', "protokol"),
        ('about = "x"\nprotocol = "T2"', "protocol"),
        ("protocol = 'T0'", "about"),
        ('about = "x"\natr = "3B6"', "atr"),
        ('about = "x"\n[issuer]\nversion = "4.00"', "issuer.version"),
        ('about = "x"\n[issuer]\nissued = "soon"', "issuer.issued"),
        ('about = "x"\n[pin]\ncode = "12345"', "pin.code"),
        ('about = "x"\n[pin]\ntries_left = 16', "pin.tries_left"),
        ('about = "x"\n[fault]\napplication = "gone"', "fault.application"),
        ('about = "x"\n[fault]\nendless = true', "fault.endless"),
        ('about = "x"\n[holder]\nname = "𠮷"', "holder.name"),
        ('about = "x"\n[holder]\nname = "一二三四五六七八九十一二三四五六"', "holder.name"),
        ("about = ", "TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_one_sentence_that_names_the_key(text: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_card("mine", text)
    assert key in str(caught.value) and "mine" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refused, match="zhang-san"):
        load_card("../kiosk")
