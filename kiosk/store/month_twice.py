"""Rows whose keys are there already: twice in one import, or another word on what an earlier import said?"""

from __future__ import annotations

from collections.abc import Container, Sequence

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

    def judge(self, kind: Kind, rows: Sequence[Row], replaced: Container[str]) -> list[bool | None]:
        """Of each row, one after the other. False: the import brings it twice. True: it replaced an earlier import's
        row. None: it says the same.

        `replaced` are the categories a snapshot has emptied: what is there of them came with it.
        """
        keys = [tuple(row[at] for at in kind.keys) for row in rows]
        there, noted = self._there(kind, keys), self._noted(kind, keys)
        said_again: list[Row] = []
        changed: list[Row] = []
        judged: list[bool | None] = []
        for row, key in zip(rows, keys, strict=True):
            brought, was = there[key]
            if self._came_with_this(kind, was, brought, replaced) or key in noted:
                judged.append(False)
            elif was == row:
                # Nothing to write; but it must not come a second time in the same import.
                noted.add(key)
                said_again.append((_as_text(kind, key),))
                judged.append(None)
            else:
                there[key] = self._brought, row
                changed.append((*row, *key))
                judged.append(True)
        self._note(said_again)
        self._bulk.run_all(kind.update(self._brought), changed)
        return judged

    def _there(self, kind: Kind, keys: Sequence[Row]) -> dict[Row, tuple[int, Row]]:
        """By which import each row that is there was brought, and what it says."""
        found = ((brought, as_in_rows(row)) for brought, *row in self._bulk.found(kind.look, keys))
        return {tuple(row[at] for at in kind.keys): (brought, row) for brought, row in found}

    def _came_with_this(self, kind: Kind, there: Row, brought: int, replaced: Container[str]) -> bool:
        if self._brought:
            return brought == self._brought
        return kind.category_at is None or there[kind.category_at] in replaced

    def _note(self, said_again: Sequence[Row]) -> None:
        """Write down which rows came and changed nothing."""
        if not said_again:
            return
        if not self._noting:
            self._bulk.make_passing_table(f"{_PASSING_TABLE} (row_key TEXT PRIMARY KEY)")
            self._noting = True
        self._bulk.run_all(f"INSERT INTO {_PASSING_TABLE} (row_key) VALUES (?)", said_again)  # noqa: S608 our own names

    def _noted(self, kind: Kind, keys: Sequence[Row]) -> set[Row]:
        """Which of them were written down in earlier batches."""
        if not self._noting:
            return set()
        texts = {_as_text(kind, key): key for key in keys}
        among = self._bulk.among("row_key")
        asked = f"SELECT row_key FROM {_PASSING_TABLE} WHERE {among}"  # noqa: S608
        return {texts[text] for (text,) in self._bulk.rows(asked, (self._bulk.listed(list(texts)),))}

    def forget(self) -> None:
        """Drop what was written down."""
        if self._noting:
            self._bulk.run(f"DROP TABLE {_PASSING_TABLE}")


def _as_text(kind: Kind, key: Row) -> str:
    return _BETWEEN.join((kind.table.name, *map(str, key)))
