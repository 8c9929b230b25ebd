"""Two persons made apart who are one: the rows of one move to the other, and one account is left.

It happens when an authority's first files name somebody by its own personal number alone: nobody can tell that the
other authority knows the same person, until a row brings both numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from kiosk.identity import alike, same_name
from kiosk.store.bulk import Bulk
from kiosk.store.month_kinds import KINDS

_TABLES = tuple(dict.fromkeys(kind.table for kind in KINDS.values()))


@dataclass(frozen=True, slots=True)
class Apart:
    """A person whose row brings a number that somebody else has."""

    person_id: str
    name: str
    number: str
    """The number known of this person so far; empty: none."""
    other_id: str
    other_name: str

    def same(self, authorities: Mapping[str, frozenset[str]]) -> bool:
        """Whether the two are one.

        Who has no number yet is whoever has it, as far as the names allow. A number that takes another one's place
        may be a slip, and a slip must show nobody another's account: then the names must be the same, and no
        authority may know both.
        """
        known_twice = authorities.get(self.person_id, frozenset()) & authorities.get(self.other_id, frozenset())
        if not self.number:
            return may_be_one(self.name, self.other_name, one_authority=bool(known_twice))
        return bool(self.name) and same_name(self.name, self.other_name) and not known_twice


def may_be_one(name: str, other: str, *, one_authority: bool) -> bool:
    """Whether a name can be that of who has the same number; empty: not said.

    Two authorities may write one name in two ways. One authority that gives a number to two names made a slip.
    """
    if not name or not other or same_name(name, other):
        return True
    return not one_authority and alike(name, other)


class Joining:
    """Finds out who is one, and moves their rows."""

    def __init__(self, bulk: Bulk) -> None:
        self._bulk = bulk

    def of(self, apart: Sequence[Apart]) -> dict[str, str]:
        """Return who goes, and into whom; in chains the first step only."""
        if not apart:
            return {}
        authorities = self.authorities([each for two in apart for each in (two.person_id, two.other_id)])
        found: dict[str, str] = {}
        for two in apart:
            moving = {*found, *found.values()}
            if two.other_id not in found and two.person_id not in moving and two.same(authorities):
                found[two.person_id] = two.other_id
        return found

    def move(self, gone: str, stays: str) -> None:
        """Give all rows of one person to another. A row that the other has too stays theirs."""
        for table in _TABLES:
            for statement, values in _moving(table, gone, stays):
                self._bulk.run(statement, values)
        self._bulk.run("UPDATE aliases SET person_id = ? WHERE person_id = ?", (stays, gone))
        self._bulk.run("DELETE FROM persons WHERE person_id = ?", (gone,))

    def authorities(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return which authorities have a personal number for whom."""
        asked = f"SELECT person_id, authority FROM aliases WHERE {self._bulk.among('person_id')}"  # noqa: S608 our own names
        found: dict[str, frozenset[str]] = {}
        for person_id, authority in self._bulk.rows(asked, (self._bulk.listed(ids),)):
            found[person_id] = found.get(person_id, frozenset()) | {authority}
        return found


def _moving(table: Table, gone: str, stays: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    key = [column.name for column in table.primary_key]
    if "person_id" in key:
        alike = " AND ".join(f"theirs.{name} = {table.name}.{name}" for name in key if name != "person_id")
        there = f"SELECT 1 FROM {table.name} AS theirs WHERE theirs.person_id = ? AND {alike}"  # noqa: S608
        yield f"DELETE FROM {table.name} WHERE person_id = ? AND EXISTS ({there})", (gone, stays)  # noqa: S608
    yield f"UPDATE {table.name} SET person_id = ? WHERE person_id = ?", (stays, gone)  # noqa: S608
