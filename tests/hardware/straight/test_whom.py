"""Of whom the lines of a straight import are, part by part, on a real PostgreSQL: as if each cell had been read."""

from __future__ import annotations

import pytest

from kiosk.store.straight import known, parts
from kiosk.store.straight.persons import PersonStatements
from tests.hardware.straight.both_ways import Database
from tests.hardware.straight.lines import HR, MEDICAL, NEW, SECOND, rows_of

pytestmark = pytest.mark.postgresql


@pytest.mark.parametrize(
    ("changes", "plain"),
    [
        ([NEW, SECOND, {}, NEW, {}, SECOND, NEW], True),
        ([NEW, NEW | {"AAC002": ""}, {}, NEW], False),
        ([NEW, {}, SECOND, NEW | {"AAC001": "1000010"}], True),
        ([NEW, NEW | {"AAC001": "1000010", "AAC003": "周十"}, {}, {}, NEW], True),
        ([{"AAC003": "张叁"}, SECOND, {}, {"AAC003": "张叁"}], False),
        ([{"AAC003": "张叁"}] * 7, True),
        ([SECOND, {"AAC001": "1000009"}, {"AAC003": "张叁", "AAC001": "1000009"}, {}], False),
    ],
)
def test_who_comes_again_in_another_part(database: Database, changes: list[dict[str, str]], plain: bool) -> None:
    """New persons are found again and not made twice; of whom something was changed, the staging's look is too old."""
    assert database.both(rows_of({"AAE002": "202609", "EAZ058": "B"}), rows_of(*changes), HR) is plain


def test_whoever_was_changed_is_looked_at_again(database: Database) -> None:
    """Two personal numbers of one person: what the second one's line says was known before the first one's."""
    before = [{"AAE002": "202609"} | who | {"EAZ058": f"B{n}"} for n, who in enumerate(({}, {"AAC001": "2000001"}))]
    lines = rows_of({"AAC003": "张叁"}, SECOND, SECOND, SECOND, SECOND, {"AAC001": "2000001"})
    assert database.both(rows_of(*before), lines, HR)


def test_the_one_who_was_two(database: Database) -> None:
    """A line brings a number that joins two persons; lines in later parts still name the one who went."""
    hr = rows_of({"EAZ058": "B1"}, SECOND | {"EAZ058": "B2"})
    medical = [row | {"AAE140": "310", "AAC001": f"M{n}", "AAC002": ""} for n, row in enumerate(hr)]
    lines = [row | {"EAZ058": f"X{n}", "AAC002": hr[n % 2]["AAC002"]} for n, row in enumerate(medical * 4)]
    assert database.after([(hr, HR), (medical, MEDICAL)], lines, MEDICAL).joined == 2


def test_of_whom_two_things_are_said_is_for_the_readers(database: Database) -> None:
    assert not database.both([], rows_of({}, {"AAC003": "张叁"}, {}), HR)
    assert not database.both([], rows_of({}, {"AAC002": ""}), HR)


def test_somebody_of_whom_two_things_are_said_in_one_part_counts_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1_000_000)
    assert database.both([], rows_of(NEW, NEW | {"AAB301": ""}, SECOND, SECOND), HR)
    hr = rows_of({"EAZ058": "B1"}, SECOND | {"EAZ058": "B2"})
    medical = [row | {"AAE140": "310", "AAC001": f"M{n}"} for n, row in enumerate(hr)]
    lines = [row | {"EAZ058": f"X{n}", "AAB301": "119901" if n < 2 else ""} for n, row in enumerate(medical * 2)]
    assert database.after([(hr, HR), (medical, MEDICAL)], lines, MEDICAL).persons == 2


def test_many_known_persons_are_looked_up_one_by_one(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of({"EAZ058": "B1", "AAE002": "202609"}, SECOND | {"EAZ058": "B2", "AAE002": "202609"})
    lines = rows_of({}, SECOND, NEW, SECOND, {"AAC003": "张叁"}, NEW, SECOND)
    copied: list[str] = []
    copy_known = PersonStatements.copy_known

    def copy_and_tell(self: PersonStatements, table: str) -> str:
        copied.append(table)
        return copy_known(self, table)

    monkeypatch.setattr(PersonStatements, "copy_known", copy_and_tell)
    assert database.both(before, lines, HR) is False  # somebody is called otherwise now and then
    assert database.both(before, lines[:3], HR)
    assert copied
    copied.clear()
    monkeypatch.setattr(known, "KNOWN_AT_ONCE", 1)
    assert database.both(before, lines[:3], HR)
    assert not copied


def test_the_other_authoritys_word_stays(database: Database) -> None:
    """Medical security calls somebody otherwise: counted as each cell's reading counts it."""
    hr = rows_of({}, SECOND)
    medical = [row | {"AAE140": "310", "AAC001": f"M{n}"} for n, row in enumerate(rows_of({}, SECOND))]
    otherwise = [
        row | {"EAZ058": f"X{n}", "AAC003": "张叁" if n == 0 else row["AAC003"]} for n, row in enumerate(medical)
    ]
    assert database.after([(hr, HR), (medical, MEDICAL)], otherwise, MEDICAL).other_names == 1
