"""The payload: genuine ones open, each altered byte is rejected, and no garbage does harm."""

from __future__ import annotations

import os
import zlib
from datetime import date

import pytest

from printing.seal import base45
from printing.seal.forming import form_of
from printing.seal.key_file import SigningKey, demo_key, new_key
from printing.seal.packed import MOST_BYTES, pack
from printing.seal.payload import PREFIX, Rejected, open_payload, seal
from printing.seal.qr import ALPHABET
from printing.seal.records import TrustedKeys
from tests.printing.lists import payment_list, troubled_list

KEY = new_key("hall-07", date(2026, 1, 1), 24)
KEYS = TrustedKeys([KEY.record])


def sealed(key: SigningKey = KEY) -> str:
    return seal(pack(form_of(troubled_list())), key)


def signed_raw(body: bytes) -> str:
    """A genuine signature over anything at all."""
    key_id = KEY.record.id
    return PREFIX + base45.encode(key_id + KEY.private.sign(b"shebao-kiosk paper 1" + key_id + body) + body)


def test_a_genuine_one_opens() -> None:
    opened = open_payload(sealed(), KEYS)
    assert opened.form == form_of(troubled_list())
    assert opened.key == KEY.record
    assert opened.packed == pack(form_of(troubled_list()))
    assert open_payload(sealed() + "\r\n", KEYS).form == opened.form


def test_it_is_made_of_the_characters_that_qr_packs_best() -> None:
    assert set(sealed()) <= set(ALPHABET)


def test_each_altered_byte_is_rejected() -> None:
    data = base45.decode(sealed().removeprefix(PREFIX))
    for place in range(len(data)):
        for change in (1, 0x80, 0xFF):
            altered = bytearray(data)
            altered[place] ^= change
            with pytest.raises(Rejected):
                open_payload(PREFIX + base45.encode(bytes(altered)), KEYS)


def test_each_cut_is_rejected() -> None:
    for length in range(len(sealed())):
        with pytest.raises(Rejected):
            open_payload(sealed()[:length], KEYS)


def test_another_key_is_named() -> None:
    with pytest.raises(Rejected, match="not known here") as caught:
        open_payload(sealed(new_key("x", date(2026, 1, 1), 1)), KEYS)
    assert len(caught.value.values["key"]) == 8


def test_a_signature_for_a_key_record_is_none_for_a_paper() -> None:
    key_id, body = KEY.record.id, KEY.record.signed_text()
    with pytest.raises(Rejected, match="altered"):
        open_payload(PREFIX + base45.encode(key_id + KEY.private.sign(body) + body), KEYS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not the code"),
        ("HTTPS://EXAMPLE.ORG", "not the code"),
        ("SB2:ABC", "version"),
        ("SB1:", "cut off"),
        ("SB1:abc", "cut off"),
        ("SB1:::::", "cut off"),
        ("SB1:" + "A" * 10_000_000, "not the code"),
        (os.urandom(100_000).decode("latin-1"), "not the code"),
    ],
    ids=["empty", "address", "version", "nothing", "letters", "signs", "endless", "garbage"],
)
def test_bad_texts(text: str, message: str) -> None:
    with pytest.raises(Rejected, match=message):
        open_payload(text, KEYS)


def test_a_bomb_is_not_inflated() -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = press.compress(bytes(4 * MOST_BYTES)) + press.flush()
    assert len(bomb) < 5000
    with pytest.raises(Rejected, match="cannot read"):
        open_payload(signed_raw(bomb), KEYS)


@pytest.mark.parametrize("body", [b"\0", b"garbage", zlib.compress(b"with a header")])
def test_signed_garbage_is_rejected(body: bytes) -> None:
    with pytest.raises(Rejected, match="cannot read"):
        open_payload(signed_raw(body), KEYS)


def test_the_demo_key_is_known_and_says_what_it_is() -> None:
    assert open_payload(sealed(demo_key()), KEYS).key.demo


def test_a_demo_record_among_the_trusted_ones_stays_a_demo() -> None:
    pretended = demo_key().record
    keys = TrustedKeys(
        [type(pretended)(pretended.kiosk, pretended.valid_from, pretended.valid_until, pretended.public)]
    )
    assert open_payload(sealed(demo_key()), keys).key.demo


def test_the_same_list_has_the_same_code() -> None:
    assert seal(pack(form_of(payment_list(12))), KEY) == seal(pack(form_of(payment_list(12))), KEY)
