"""Straight imports on a real PostgreSQL: what they take comes out as if each cell had been read, else nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.intake import encoding
from kiosk.intake.importing import Imported
from kiosk.intake.profile import Profile, load_profile
from kiosk.intake.reading import Order
from kiosk.period import Month
from kiosk.store import copy_known as copy_known_module
from kiosk.store import copy_parts, roles
from kiosk.store.copy_persons import PersonStatements
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.staging import Staging
from tests.hardware.both_ways import Database, told
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.samples import ZHANG
from tests.kiosk.store.month_rows import LI

pytestmark = pytest.mark.postgresql

HR, MEDICAL = load_profile("hr-csv"), load_profile("medical-csv")
SNAPSHOT = HR.model_copy(update={"content": "snapshot"})

BLOCK = 512
"""Bytes: two lines or three, so that a handful of them are several parts."""

LINE = {
    **{"AAC001": "1000001", "AAC002": ZHANG, "AAC003": "张三", "AAB301": "119901", "AAB001": "900001"},
    **{"AAE044": "示例公司", "AAE140": "110", "EAZ058": "S1", "AAE003": "202609", "AAE002": "202610"},
    **{"AAA115": "10", "AAB191": "20261020", "AIC020": "4500.00", "AAA042": "0.16", "AAA041": "0.08"},
    **{"AAE058": "1080.00", "AAE020": "720.00", "AAE022": "360.00", "AAE080": "720.00", "AAE082": "360.00"},
    **{"AAE114": "1", "AAE021": "10.01", "AAE023": "0.5", "AAE034": "1", "else": "x"},
}
SECOND = {"AAC001": "1000002", "AAC002": LI[1], "AAC003": "李四"}

ROUNDED = {"AIC020": "4501.00", "AAA042": "0.005", "AAE020": "22.51", "AAE080": "22.51", "AAA041": "", "AAE058": ""}
"""22.505 yuan are due."""

WHO = st.sampled_from(
    [
        {},
        SECOND,
        {"AAC001": "1000003", "AAC002": "", "AAC003": "王五"},
        {"AAC001": "1000003", "AAC002": "A1234567", "AAC003": "王五"},
        {"AAC001": "1000004", "AAC002": "", "AAC003": "JOHN SMITH"},
        *({"AAB301": "119902"}, {"AAC003": "张叁"}, {"AAC001": "2000001"}),
        {"AAC001": "1000002", "AAC002": "", "AAC003": "李四"},
        {"AAC002": LI[1]},
        {"AAC002": "119901198503150010"},
        {"AAC002": "119901198502300011"},
        {"AAC002": "119901202711220018"},
    ]
)
WHAT = st.sampled_from(
    [
        {},
        {"AAE140": "210", "AAA042": "", "AAA041": ""},
        {"AAE140": "410", "AIC020": "", "AAE114": "在途", "AAE080": "", "AAE082": ""},
        {"AAE114": "", "AAE080": ""},
        {"AAE114": "1", "AAE080": "", "AAE082": ""},
        {"AAA115": "20", "AAE020": "-720.00", "AAE022": "-360", "AAE080": "", "AAE082": "", "AAE058": "-1080"},
        {"AAA115": "", "AAB191": "2026-10-20", "EAZ058": "", "AAE058": "", "AAB001": "", "AAE044": ""},
        {"AIC020": "4500.03", "AAE020": "720.00", "AAE058": ""},
        {"AIC020": "4500.04", "AAE020": "720.01", "AAE080": "720.01", "AAE058": ""},
        {"AAE021": "", "AAE023": "", "AAE034": ""},
        {"AAE021": "-0.01", "AAE023": "999999999.99"},
        {"AAB001": "900002", "AAE044": "另一公司"},
        {"AAE002": "202609"},
        {"AAE003": "200001", "AAE002": "200001"},
    ]
)
DAMAGE = st.sampled_from(
    [
        {"AAE058": "1080.01"},
        {"AAE080": "720.01"},
        {"AAE020": "-720.00"},
        {"AIC020": "4500.004"},
        {"AAB191": "20260230"},
        {"AAC003": "?"},
        {"AAE140": "999"},
        {"AAB001": "900001", "AAE044": "别的公司"},
        {"AAE002": "203001"},
        {"AAC001": "合计"},
        {"AAE003": "2026.09"},
    ]
)


@pytest.fixture(params=["gb18030", "utf-8"])
def database(
    emptied_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Database]:
    monkeypatch.setattr(encoding, "BLOCK", BLOCK)
    monkeypatch.setattr(copy_parts, "PART_BYTES", 1)  # each block of text is a part
    monkeypatch.setattr(copy_parts, "FIRST_PARTS", ())
    engine = make_engine(parse_url(emptied_url), 10)
    yield Database(engine, tmp_path, request.param)
    engine.dispose()


def rows_of(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Rows with settlement numbers of their own, unless they say otherwise."""
    return [LINE | {"EAZ058": f"S{n}"} | change for n, change in enumerate(changes)]


CHANGES = st.lists(st.tuples(WHO, WHAT).map(lambda two: two[0] | two[1]), min_size=1, max_size=8)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None
)
@given(
    before=st.lists(st.tuples(WHO, WHAT).map(lambda two: two[0] | two[1]), max_size=3),
    changes=CHANGES,
    damage=st.one_of(st.none(), DAMAGE),
    profile=st.sampled_from([HR, SNAPSHOT, MEDICAL]),
)
def test_both_ways_come_to_the_same(
    database: Database,
    before: list[dict[str, str]],
    changes: list[dict[str, str]],
    damage: dict[str, str] | None,
    profile: Profile,
) -> None:
    rows = rows_of(*changes, *([damage] if damage else []))
    first = [row | {"EAZ058": f"B{n}", "AAE003": "202608"} for n, row in enumerate(rows_of(*before))]
    if profile is MEDICAL:
        rows, first = ([row | {"AAE140": "310"} for row in some] for some in (rows, first))
    database.both([row | {"AAE002": "200001"} for row in first], rows, profile)


@pytest.mark.parametrize("profile", [HR, SNAPSHOT])
@pytest.mark.parametrize("known", [True, False])
def test_a_plain_month_is_taken(database: Database, profile: Profile, known: bool) -> None:
    month = rows_of({}, SECOND, {"AAE140": "210", "AAE114": "在途"}, SECOND | {"AAE140": "410", "AAE114": ""})
    odd = [row | {"AAA042": "", "AAA041": ""} for row in month]
    before = [row | {"AAE002": "202609", "AAE003": "202608"} for row in odd] if known else []
    assert database.both(before, odd, profile)


@pytest.mark.parametrize(
    ("change", "plain"),
    [
        ({"AAB301": "119902"}, True),
        ({"AAC003": "张叁"}, True),
        ({"AAC001": "1000009", "AAC003": "孙九"}, True),
        ({"AAC001": "1000009", "AAC003": "孙九", "AAC002": "A1234567"}, True),
        ({"AAC002": "119901198503150010"}, False),
        ({"AAC002": "119901198502300011"}, False),
        ({"AAE058": "1"}, False),
        ({"AAE080": "720.01"}, False),
        ({"AAE020": "-720.00"}, False),
        ({"AIC020": "4500.04"}, False),
        (ROUNDED, True),
        (ROUNDED | {"AAE020": "22.50", "AAE080": "22.50"}, False),
        ({"EAZ058": "S0"}, False),
        ({"AAE044": "别的公司"}, False),
    ],
)
def test_one_line_more(database: Database, change: dict[str, str], plain: bool) -> None:
    """Who is new or changed is learned; what has anything to be said of is for the readers."""
    before = rows_of({"AAE002": "202609", "EAZ058": "B"})
    change = change if change.keys() & {"AAB301", "AAC003", "AAC002", "AAC001"} else change | {"AAC001": "1000002"}
    lines = rows_of({"AAC001": "1000002", "AAC002": LI[1], "AAC003": "李四"}, SECOND | change)
    if change.get("AAC001") != "1000002":
        lines[1] |= {"AAC001": "1000001", "AAC002": ZHANG, "AAC003": "张三"} | change
    assert database.both(before, lines, HR) is plain


NEW = {"AAC001": "1000009", "AAC002": "A1234567", "AAC003": "孙九"}


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
    found = []
    for way in (database.straight, database.by_cells):
        database.empty()
        database.by_cells(database.order(hr, HR))
        database.by_cells(database.order(medical, MEDICAL))
        done = way(database.order(lines, MEDICAL))
        assert isinstance(done, Imported)
        assert done.written is not None
        assert done.written.joined == 2
        found.append((told(done), database.content()))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "change",
    [
        *({"AAE003": "202613"}, {"AAE002": "189912"}, {"AAE140": "999"}, {"AAA115": "99"}, {"AAE114": "9"}),
        {"AAB191": "18991231"},
        NEW | {"AAC003": "张\u3000"},
        NEW | {"AAC003": "\ue000"},
        {"AAB001": "900009", "AAE044": "\u3000公司"},
        {"AAB001": "900009", "AAE044": "司" * 201},
    ],
)
def test_what_shapes_do_not_tell_the_server_is_asked(database: Database, change: dict[str, str]) -> None:
    assert not database.both([], rows_of({}, SECOND, {}, change), HR)


def test_of_whom_two_things_are_said_is_for_the_readers(database: Database) -> None:
    assert not database.both([], rows_of({}, {"AAC003": "张叁"}, {}), HR)
    assert not database.both([], rows_of({}, {"AAC002": ""}), HR)


def test_a_row_of_an_earlier_import_is_for_the_readers(database: Database) -> None:
    rows = rows_of({}, SECOND)
    assert not database.both(rows, rows, HR)
    assert not database.both(rows, [row | {"AAB191": "20261021"} for row in rows], HR)
    assert database.both(rows, rows, SNAPSHOT)


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
    monkeypatch.setattr(copy_known_module, "KNOWN_AT_ONCE", 1)
    assert database.both(before, lines[:3], HR)
    assert not copied


def texts_in(database: Database, table: str) -> list[str]:
    return [cell for row in database.content()[0][table] for cell in row if isinstance(cell, str)]


GB_ONLY = {
    "a character of four bytes": "赵𠮷䶮",
    "bytes that are letters elsewhere": "丂亊俔",
    "a blank of two bytes within": "张　三",
}


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


def test_older_data_are_refused_in_the_same_words(database: Database) -> None:
    rows = rows_of({"AAE002": "202608"})
    assert database.both(rows_of({"EAZ058": "B"}), rows, HR)
    assert "reach to 2026-08 and the data already to" in str(database.straight(database.order(rows, HR)))


def test_a_dry_run_changes_nothing(database: Database) -> None:
    database.empty()
    order = database.order(rows_of({}, SECOND), HR)
    done = database.straight(Order(order.files, HR, TODAY, None, dry_run=True))
    assert isinstance(done, Imported)
    assert done.as_of == Month(2026, 10)
    assert database.content()[1] == []
    assert database.content()[0]["persons"] == []


def test_the_other_authoritys_word_stays(database: Database) -> None:
    """Medical security calls somebody otherwise: counted as each cell's reading counts it."""
    hr = rows_of({}, SECOND)
    medical = [row | {"AAE140": "310", "AAC001": f"M{n}"} for n, row in enumerate(rows_of({}, SECOND))]
    otherwise = [
        row | {"EAZ058": f"X{n}", "AAC003": "张叁" if n == 0 else row["AAC003"]} for n, row in enumerate(medical)
    ]
    found = []
    for way in (database.straight, database.by_cells):
        database.empty()
        database.by_cells(database.order(hr, HR))
        database.by_cells(database.order(medical, MEDICAL))
        done = way(database.order(otherwise, MEDICAL))
        assert isinstance(done, Imported)
        assert done.written is not None
        assert done.written.other_names == 1
        found.append((told(done), database.content()))
    assert found[0] == found[1]


def test_an_importers_login_may_do_it_and_throws_away_what_others_left(
    migrated_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    logins = [roles.add_login(migrated_url, "importer", f"importer_{request.node.name[:20]}_{n}") for n in range(2)]
    engines = [make_engine(url, 10) for url in logins]
    databases = [Database(engine, tmp_path) for engine in engines]
    staging = Staging(engines[0])
    staging.begin()
    left = staging.table("left")
    staging.make({left: f"CREATE UNLOGGED TABLE {left} (said text)"})
    order = databases[1].order(rows_of({}, SECOND), HR)
    done = databases[1].straight(order)
    assert isinstance(done, Imported)
    assert done.written is not None
    assert done.written.new_persons == 2
    assert len(databases[1].content()[0]["contributions"]) == 2
    staging.close()
    for engine in engines:
        engine.dispose()
