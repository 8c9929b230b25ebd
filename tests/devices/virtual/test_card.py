"""Virtual cards as files: those that ship are sound, a wrong one is refused with its key."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from devices.virtual.card import card_names, load_card, parse_card
from kiosk.errors import Refused


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
    strangers = {"unknown"}
    for name in card_names():
        issuer = load_card(name).issuer
        if issuer and issuer.card_number and name not in strangers:
            assert cards.get(issuer.card_number) == issuer.identification_code, name


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
