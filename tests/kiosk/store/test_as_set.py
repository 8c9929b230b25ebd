"""One statement for many rows: columns as arrays of their types; what is no plain statement stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.intake.rows import ContributionRow
from kiosk.store.as_set import as_set, columns_of, inserting_missing, look_ups
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


def test_rows_are_changed_by_their_keys() -> None:
    assert as_set("UPDATE units SET name = ?, code = ? WHERE code = ?") == (
        "UPDATE units SET name = given.new_name, code = given.new_code "
        "FROM unnest(%s::text[], %s::text[], %s::text[]) AS given (new_name, new_code, code) "
        "WHERE units.code = given.code"
    )
    changed = as_set(KINDS[ContributionRow].update(7))
    assert changed is not None
    assert "brought = 7 FROM unnest(" in changed


def test_each_row_is_looked_up_by_its_own_key() -> None:
    assert look_ups("SELECT name FROM units WHERE code = ?") == (
        "SELECT found.* FROM unnest(%s::text[]) AS given (code) "
        "CROSS JOIN LATERAL (SELECT name FROM units WHERE units.code = given.code OFFSET 0) AS found"
    )


def test_what_is_written_of_it_is_told_by_key() -> None:
    statement, at = inserting_missing("INSERT INTO aliases (person_id, authority, source_id) VALUES (?, ?, ?)")
    assert statement.endswith("ON CONFLICT DO NOTHING RETURNING authority, source_id")
    assert at == (1, 2)


@pytest.mark.parametrize("made", [look_ups, inserting_missing])
def test_nothing_is_made_of_another_statement(made: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="DELETE FROM units"):
        made("DELETE FROM units")


def test_what_is_left_out_stays_left_out() -> None:
    assert (as_set("INSERT INTO units (code, name) VALUES (?, ?) ON CONFLICT DO NOTHING") or "").endswith(
        "AS given (code, name) ON CONFLICT DO NOTHING"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE units SET name = upper(?) WHERE code = ?",
        "UPDATE units SET name = ? WHERE code > ?",
        "INSERT INTO import_persons (person_id) VALUES (?) ON CONFLICT DO NOTHING",
        "INSERT INTO units (code, name) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET name = excluded.name",
    ],
)
def test_the_rest_goes_row_by_row(statement: str) -> None:
    assert as_set(statement) is None


def test_rows_become_columns() -> None:
    assert columns_of([(1, None), (2, "x")]) == [[1, 2], [None, "x"]]
