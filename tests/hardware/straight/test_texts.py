"""Texts that go straight from a file in UTF-8 or GB 18030 into a real PostgreSQL."""

from __future__ import annotations

import pytest

from tests.hardware.straight.both_ways import Database
from tests.hardware.straight.lines import HR, NEW, SECOND, rows_of

pytestmark = pytest.mark.postgresql

GB_ONLY = {
    "a character of four bytes": "赵𠮷䶮",
    "bytes that are letters elsewhere": "丂亊俔",
    "a blank of two bytes within": "张　三",
}


def texts_in(database: Database, table: str) -> list[str]:
    return [cell for row in database.content()[0][table] for cell in row if isinstance(cell, str)]


@pytest.mark.parametrize("name", GB_ONLY.values(), ids=GB_ONLY)
def test_words_of_all_signs_are_taken_as_they_are(database: Database, name: str) -> None:
    lines = rows_of({}, NEW | {"AAC003": name}, {"AAB001": "900009", "AAE044": f"{name}公司"}, SECOND)
    assert database.both([], lines, HR)
    assert name in texts_in(database, "persons")


@pytest.mark.parametrize("field", [{"AAE044": "\ufe10公司", "AAB001": "900009"}, NEW | {"AAC003": "\u9fb4"}])
def test_a_sign_that_moved_comes_out_mended_whichever_bytes_it_had(database: Database, field: dict[str, str]) -> None:
    """GB 18030-2022's own bytes for it are the old ones; the server may have the mapping of 2005."""
    sign = next(iter(set("".join(field.values())) & {"\ufe10", "\u9fb4"}))
    old = {"\ufe10": "\ue78d", "\u9fb4": "\ue81e"}[sign]
    said = {key: text.replace(sign, old) for key, text in field.items()}
    order = database.order(rows_of(*[{}] * 8, said), HR)  # not in the first block, which is read for the header
    database.empty()
    if database.straight(order) is None:
        database.by_cells(order)
    assert sign in "".join(texts_in(database, "persons") + texts_in(database, "units"))


@pytest.mark.parametrize("damage", [b"\xff", b"\x81", b"\x81\x30\x81", b"\x00"])
def test_bytes_of_no_encoding_are_refused_by_the_readers(database: Database, damage: bytes) -> None:
    order = database.order(rows_of({}, SECOND, NEW | {"AAC003": "孙九"}), HR)
    whole = order.files[0].read_bytes()
    name = "孙九".encode(database.encoding)
    assert whole.count(name) == 1
    order.files[0].write_bytes(whole.replace(name, name + damage))
    database.empty()
    before = database.content()
    assert database.straight(order) is None
    assert database.content() == before
    assert isinstance(database.by_cells(order), str)
