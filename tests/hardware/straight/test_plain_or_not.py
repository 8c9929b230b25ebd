"""Straight imports on a real PostgreSQL: what they take comes out as if each cell had been read, else nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.intake.importing import Imported
from kiosk.intake.profile import Profile
from kiosk.intake.reading import Order
from kiosk.period import Month
from kiosk.store import agency_logins
from kiosk.store.engine import make_engine
from kiosk.store.straight.staging import Staging
from tests.hardware.straight.both_ways import Database
from tests.hardware.straight.lines import HR, MEDICAL, NEW, SECOND, SNAPSHOT, rows_of
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.samples import ZHANG
from tests.kiosk.store.month_rows import LI

pytestmark = pytest.mark.postgresql

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


def test_a_row_of_an_earlier_import_is_for_the_readers(database: Database) -> None:
    rows = rows_of({}, SECOND)
    assert not database.both(rows, rows, HR)
    assert not database.both(rows, [row | {"AAB191": "20261021"} for row in rows], HR)
    assert database.both(rows, rows, SNAPSHOT)


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


def test_an_importers_login_may_do_it_and_throws_away_what_others_left(
    migrated_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    logins = [
        agency_logins.add_login(migrated_url, "importer", f"importer_{request.node.name[:20]}_{n}") for n in range(2)
    ]
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
