"""The files of a virtual card, byte for byte as the standard's example has them."""

from __future__ import annotations

from devices.virtual.card import load_card
from devices.virtual.files import holder_records, issuer_records

EF05 = (
    "0110119901D15600000500000001A1B2C3D4 020133 0304332E3030 040C915600000211990111990101 050420240601 060420340601"
    "0709413132333435363734"
)
EF06 = (
    "0812313139393031313938353033313530303135 091ED5C5C8FD"
    + "00" * 26
    + "4E14"
    + "00" * 20
    + "0A0131 0B0101 0C03119901 0D0419850315"
)


def test_the_issuers_file() -> None:
    assert b"".join(issuer_records(load_card("zhang-san"))) == bytes.fromhex(EF05)


def test_the_holders_file_of_the_second_generation() -> None:
    assert b"".join(holder_records(load_card("zhang-san-version-2"))) == bytes.fromhex(EF06)


def test_the_first_generation_has_no_second_name_field() -> None:
    records = holder_records(load_card("zhang-san-version-1"))
    assert [record[0] for record in records] == [0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]


def test_raw_bytes_replace_the_file() -> None:
    assert issuer_records(load_card("giant-record"))[0][:2].hex() == "01ff"
