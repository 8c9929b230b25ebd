"""An INSERT of many rows: columns as arrays of their types; what is no plain INSERT stays as it is."""

from __future__ import annotations

import pytest

from kiosk.intake.rows import ContributionRow
from kiosk.store.as_set import as_set, columns_of
from kiosk.store.month_kinds import KINDS


def test_each_column_is_an_array_of_its_type() -> None:
    assert as_set("INSERT INTO aliases (authority, source_id, person_id) VALUES (?, ?, ?)") == (
        "INSERT INTO aliases (authority, source_id, person_id) SELECT authority, source_id, person_id "
        "FROM unnest(%s::text[], %s::text[], %s::text[]) AS given (authority, source_id, person_id)"
    )
    written = as_set(KINDS[ContributionRow].insert(7))
    assert written is not None
    assert "subsidy, 7 FROM unnest(%s::text[], %s::text[], %s::INTEGER[]" in written
    assert "%s::DATE[], %s::BIGINT[]" in written


def test_what_is_left_out_stays_left_out() -> None:
    assert (as_set("INSERT INTO units (code, name) VALUES (?, ?) ON CONFLICT DO NOTHING") or "").endswith(
        "AS given (code, name) ON CONFLICT DO NOTHING"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE units SET name = ? WHERE code = ?",
        "INSERT INTO import_persons (person_id) VALUES (?) ON CONFLICT DO NOTHING",
        "INSERT INTO units (code, name) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET name = excluded.name",
    ],
)
def test_the_rest_goes_row_by_row(statement: str) -> None:
    assert as_set(statement) is None


def test_rows_become_columns() -> None:
    assert columns_of([(1, None), (2, "x")]) == [[1, 2], [None, "x"]]
