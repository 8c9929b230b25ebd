"""A straight import right after another one, before the server knows how many rows there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.store.engine import make_engine, parse_url
from kiosk.store.straight.staging import Staging
from tests.hardware.straight.both_ways import Database
from tests.hardware.straight.lines import HR, rows_of

pytestmark = pytest.mark.postgresql

PEOPLE = [{"AAC001": f"3{number:06d}", "AAC002": ""} for number in range(3000)]
BY_KEY = re.compile(r"Index Cond: \(\(+authority\)::text = 'hr'::text\) AND \(\(source_id\)::text = ")


def test_whom_a_file_names_is_looked_up_by_key(
    migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read whole for each of them, 50 000 people took six minutes, and twice as many four times as long."""
    engine = make_engine(parse_url(migrated_url), 10)
    database, plans, run = Database(engine, tmp_path), list[str](), Staging.run

    def explained(staging: Staging, statement: str) -> None:
        if "FROM aliases" in statement:
            plans.append("\n".join(line for (line,) in staging.rows(f"EXPLAIN {statement}")))
        run(staging, statement)

    monkeypatch.setattr(Staging, "run", explained)
    for month in ("202609", "202610"):
        lines = rows_of(*({"AAE002": month, "AAE003": month} | person for person in PEOPLE))
        imported = database.straight(database.order(lines, HR))
        assert imported is not None
        assert not isinstance(imported, str)
    engine.dispose()
    assert len(plans) == 2
    assert BY_KEY.search(plans[1]), plans[1]
    assert "Materialize" not in plans[1]
