"""A row whose key is there already: twice in one import, or another word on what an earlier import said?"""

from __future__ import annotations

from collections.abc import Container

from kiosk.store.bulk import Bulk, Row, as_in_rows
from kiosk.store.month_kinds import Kind

_BETWEEN = "\x1f"
"""The sign for "next unit": it stands in no code and no number."""

_PASSING_TABLE = "import_repeated"


class Twice:
    """Judges rows that were left out because their key is there; `brought` is the increment's number, 0: a snapshot."""

    def __init__(self, bulk: Bulk, brought: int) -> None:
        self._bulk = bulk
        self._brought = brought
        self._noting = False

    def judge(self, kind: Kind, row: Row, replaced: Container[str]) -> bool | None:
        """False: the import brings it twice. True: it replaced an earlier import's row. None: it says the same.

        `replaced` are the categories a snapshot has emptied: what is there of them came with it.
        """
        key = tuple(row[at] for at in kind.keys)
        brought, *found = self._bulk.rows(kind.look, key)[0]
        there = as_in_rows(found)
        if self._came_with_this(kind, there, brought, replaced):
            return False
        if there == row:
            # Nothing to write; but it must not come a second time in the same import.
            return None if self._note(kind, key) else False
        if self._is_noted(kind, key):
            return False
        self._bulk.run(kind.update(self._brought), (*row, *key))
        return True

    def _came_with_this(self, kind: Kind, there: Row, brought: int, replaced: Container[str]) -> bool:
        if self._brought:
            return brought == self._brought
        return kind.category_at is None or there[kind.category_at] in replaced

    def _note(self, kind: Kind, key: Row) -> bool:
        """Write down that the row came; False when it was written down already."""
        if not self._noting:
            self._bulk.make_passing_table(f"{_PASSING_TABLE} (row_key TEXT PRIMARY KEY)")
            self._noting = True
        insert = f"INSERT INTO {_PASSING_TABLE} (row_key) VALUES (?)"  # noqa: S608 our own names
        return not self._bulk.insert_all(insert, [(_as_text(kind, key),)])

    def _is_noted(self, kind: Kind, key: Row) -> bool:
        asked = f"SELECT 1 FROM {_PASSING_TABLE} WHERE row_key = ?"  # noqa: S608
        return self._noting and bool(self._bulk.rows(asked, (_as_text(kind, key),)))

    def forget(self) -> None:
        """Drop what was written down."""
        if self._noting:
            self._bulk.run(f"DROP TABLE {_PASSING_TABLE}")


def _as_text(kind: Kind, key: Row) -> str:
    return _BETWEEN.join((kind.table.name, *map(str, key)))
