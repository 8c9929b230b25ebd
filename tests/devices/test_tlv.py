"""Records and templates: cut exactly, refused when malformed, never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.tlv import LONGEST_TEMPLATE, Record, parse_records, parse_template, value_of
from kiosk.errors import CARD_UNREADABLE, KioskError

RECORDS = st.lists(
    st.builds(Record, st.integers(min_value=1, max_value=0xFE), st.binary(max_size=255)), max_size=12
).map(tuple)


def written(records: tuple[Record, ...]) -> bytes:
    return b"".join(bytes((record.tag, len(record.value))) + record.value for record in records)


@given(RECORDS, st.sampled_from([b"", b"\x00" * 5, b"\xff" * 9]))
def test_records_come_back_as_they_were_written(records: tuple[Record, ...], padding: bytes) -> None:
    assert parse_records(written(records) + padding) == records


@given(RECORDS.filter(bool), st.data())
def test_a_file_cut_within_a_record_is_refused(records: tuple[Record, ...], data: st.DataObject) -> None:
    whole = written(records)
    missing = data.draw(st.integers(min_value=1, max_value=1 + len(records[-1].value)))
    with pytest.raises(KioskError) as caught:
        parse_records(whole[:-missing])
    assert caught.value.failure is CARD_UNREADABLE


@given(st.binary(max_size=600))
def test_anything_is_read_or_refused(data: bytes) -> None:
    for parse in (parse_records, parse_template):
        try:
            parts = parse(data)
        except KioskError as error:
            assert error.failure is CARD_UNREADABLE
        else:
            assert all(len(part.value) <= len(data) for part in parts)


def test_nothing_may_stand_behind_the_padding() -> None:
    with pytest.raises(KioskError):
        parse_records(bytes.fromhex("0201330000FF0101AA"))


def test_the_first_record_of_a_tag_counts_and_a_missing_one_is_empty() -> None:
    records = (Record(7, b"first"), Record(7, b"second"))
    assert value_of(records, 7) == b"first"
    assert value_of(records, 8) == b""


def test_a_real_template_is_cut_into_its_parts() -> None:
    parts = parse_template(bytes.fromhex("6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"))
    assert [part.tag for part in parts] == [0x6F, 0x84, 0xA5, 0x88, 0x9F0C]
    assert value_of(parts, 0x84).decode("gbk") == "sx1.sh.社会保障"


def test_a_giant_template_is_refused() -> None:
    assert len(parse_template(b"\x84\x00" * (LONGEST_TEMPLATE // 2))) == LONGEST_TEMPLATE // 2
    with pytest.raises(KioskError):
        parse_template(b"\x84\x00" * (LONGEST_TEMPLATE // 2 + 1))


@pytest.mark.parametrize("data", ["6F", "6F82", "6F830000", "9F", "1F8101", "6F05AA"])
def test_a_malformed_template_is_refused(data: str) -> None:
    with pytest.raises(KioskError) as caught:
        parse_template(bytes.fromhex(data))
    assert caught.value.failure is CARD_UNREADABLE
