"""Whose row is it: by the authority's personal number, else by the social security number, else somebody new.

The personal number the kiosk knows a person by never changes, because a password hangs on it. It is the one human
resources gave; who is known to medical security only goes by the social security number, so that it is the same
whatever is imported first. Who was named by personal numbers alone and so became two is one again as soon as a row
brings both numbers (month_joining.py); the personal number is then that of the one who had the social security number.
A person of whom no row is left stays, with an empty account: that a category's file does
not name somebody says nothing about the other categories, and who comes back finds their password.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kiosk.identity import identifies, same_name
from kiosk.insurance import Authority
from kiosk.intake.rows import PersonRow
from kiosk.store.bulk import Bulk, Row, as_in_rows
from kiosk.store.in_parts import in_parts
from kiosk.store.month_joining import Apart, Joining, may_be_one

PERSONS_KEPT = 100_000
"""Persons remembered while importing: some 20 MB."""
_AT_ONCE = 1000
"""Persons asked for by one statement."""

_HR = Authority.HUMAN_RESOURCES.value
_FIELDS = PersonRow._fields[1:]
"""What is known of a person besides the personal number, in the order it is written and read here."""

_NAME = _FIELDS.index("name")

_SELECT = f"SELECT person_id, told_by, {', '.join(_FIELDS)} FROM persons WHERE "  # noqa: S608 our own names
_INSERT = (
    f"INSERT INTO persons (person_id, told_by, {', '.join(_FIELDS)}) "  # noqa: S608
    f"VALUES (?, ?, {', '.join('?' * len(_FIELDS))})"
)
_UPDATE = f"UPDATE persons SET told_by = ?, {', '.join(f'{name} = ?' for name in _FIELDS)} WHERE person_id = ?"  # noqa: S608

_NOT_SAID = ("", None)
"""What a row leaves open; a nought is an answer."""

Who = tuple[str, str]
"""The source's personal number and the social security number; one may be empty."""

Known = tuple[str, tuple[Any, ...]]
"""Whose basic data are known, and they themselves in the order of _FIELDS."""


class Persons:
    """Finds, makes and learns about the persons of one import."""

    def __init__(self, bulk: Bulk, authority: Authority) -> None:
        self._bulk = bulk
        self._authority = authority.value
        self._by_source: dict[str, str] = {}
        self._by_number: dict[str, str] = {}
        self._counting = False
        self.new = 0
        """Persons made."""
        self._joining = Joining(bulk)
        self.joined = 0
        """Persons that were made apart and are one."""
        self.contradictions = 0
        """Rows whose personal number is known with another social security number, which was left as it was."""
        self.other_names = 0
        """Rows whose name is another than the other authority's."""

    def ids_of(self, rows: Sequence[Any]) -> list[str]:
        """Return the kiosk's personal number for each row; persons not there yet are made."""
        by_source = self._by_source
        try:
            return [by_source[row[0]] for row in rows]
        except KeyError:
            self._find({(row[0], row[1]): None for row in rows})
        return self._found(rows)

    def learn(self, rows: Sequence[PersonRow]) -> None:
        """Take basic data; what a row leaves empty stays as it is known. Human resources' win over medical's."""
        made = self._find({(row[0], row[1]): row for row in rows})
        ids = self._found(rows)
        known = self._known([each for each in ids if each not in made]) | made
        if self._join(ids, rows, known):
            ids = self._found(rows)
            known = self._known(ids)
        changed: dict[str, Known] = {}
        for person_id, row in zip(ids, rows, strict=True):
            before = known[person_id]
            after = self._merged(person_id, before, row)
            if after != before:
                known[person_id] = changed[person_id] = after
        self._write_changed(changed)

    def _join(self, ids: Sequence[str], rows: Sequence[PersonRow], known: Mapping[str, Known]) -> bool:
        """Make one of persons made apart, as far as these rows tell; nearly always there are none."""
        others = [
            (each, row.number, _of(known[each], _NAME) or row.name)
            for each, row in zip(ids, rows, strict=True)
            if row.number != _of(known[each])
            and identifies(row.number)
            and (self._wins(known[each][0]) or not _of(known[each]))
        ]
        if not others:
            return False
        holders = self._look_up_numbers({number for _, number, _ in others})
        holding = self._known(list(holders.values()))
        apart = [
            Apart(each, name, _of(known[each]), holder, _of(holding[holder], _NAME))
            for each, number, name in others
            if (holder := holders.get(number, each)) != each
        ]
        moved = self._joining.of(apart)
        for gone, stays in moved.items():
            self._make_one(gone, stays, _together(holding[stays], known[gone]))
        if moved:
            self._by_source = {source: moved.get(each, each) for source, each in self._by_source.items()}
            self._by_number = {number: moved.get(each, each) for number, each in self._by_number.items()}
            self.joined += len(moved)
        return bool(moved)

    def _make_one(self, gone: str, stays: str, known: Known) -> None:
        self._joining.move(gone, stays)
        self._write_changed({stays: known})
        if self._counting:
            self._bulk.run("DELETE FROM import_persons WHERE person_id = ?", (gone,))

    def count(self) -> int:
        """How many different persons there were."""
        if not self._counting:
            return len(self._cached())
        self._set_down()
        ((counted,),) = self._bulk.rows("SELECT count(*) FROM import_persons")
        self._bulk.run("DROP TABLE import_persons")
        return int(counted)

    def _found(self, rows: Sequence[Any]) -> list[str]:
        by_source, by_number = self._by_source, self._by_number
        return [by_source[row[0]] if row[0] else by_number[row[1]] for row in rows]

    def _find(self, asked: Mapping[Who, PersonRow | None]) -> dict[str, Known]:
        """Remember who is asked for; return those who had to be made."""
        if len(self._by_source) + len(self._by_number) > PERSONS_KEPT:
            self._set_down()
            self._by_source.clear()
            self._by_number.clear()
        missing = [who for who in asked if not self._remembers(who)]
        made: dict[str, Known] = {}
        for some in in_parts(missing, _AT_ONCE):
            made |= self._find_some(some, asked)
        return made

    def _remembers(self, who: Who) -> bool:
        return who[0] in self._by_source if who[0] else who[1] in self._by_number

    def _find_some(self, some: list[Who], asked: Mapping[Who, PersonRow | None]) -> dict[str, Known]:
        self._look_up_sources([source for source, _ in some if source])
        left = [who for who in some if not self._remembers(who)]
        by_number = self._look_up_numbers({number for _, number in left if number})
        taken = self._taken([self._first_choice(who) for who in left])
        holding, ours = self._holding({by_number[number] for source, number in left if source and number in by_number})
        made: dict[str, Known] = {}
        aliases: list[Row] = []
        # Rows that came together may name one person in several ways: those that say both come first.
        for source, number in sorted(left, key=all, reverse=True):
            person_id = self._by_source.get(source)
            # A wrong number may be many people's: beside a personal number it tells nobody.
            if person_id is None and (not source or identifies(number)):
                person_id = by_number.get(number)
            row = asked[source, number] or PersonRow(source, number, "")
            name = _of(holding[person_id], _NAME) if source and person_id in holding else ""
            if not may_be_one(row.name, name, one_authority=person_id in ours):
                person_id, number, row = None, "", row._replace(number="")  # somebody else's number, by a slip
            if person_id is None:
                person_id = self._free_id((source, number), taken)
                taken.add(person_id)
                made[person_id] = holding[person_id] = self._known_of(row)
            if source and source not in self._by_source:
                self._by_source[source] = person_id
                ours.add(person_id)
                aliases.append((self._authority, source, person_id))
            if number:
                by_number[number] = self._by_number[number] = person_id
        self._write_new(made, aliases)
        return made

    def _holding(self, ids: set[str]) -> tuple[dict[str, Known], set[str]]:
        """What is known of those who have a number, and who of them has a personal number of this authority."""
        authorities = self._joining.authorities(list(ids)) if ids else {}
        return self._known(list(ids)), {each for each, by in authorities.items() if self._authority in by}

    def _look_up_sources(self, sources: list[str]) -> None:
        asked = f"SELECT source_id, person_id FROM aliases WHERE authority = ? AND {self._bulk.among('source_id')}"  # noqa: S608
        self._by_source.update(dict(self._bulk.rows(asked, (self._authority, self._bulk.listed(sources)))))

    def _look_up_numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        asked = f"SELECT number, person_id FROM persons WHERE {self._bulk.among('number')} ORDER BY person_id DESC"  # noqa: S608
        return dict(self._bulk.rows(asked, (self._bulk.listed(list(numbers)),)))

    def _write_new(self, made: Mapping[str, Known], aliases: list[Row]) -> None:
        self.new += len(made)
        self._bulk.run_all(_INSERT, [(each, told_by, *values) for each, (told_by, values) in made.items()])
        self._bulk.run_all("INSERT INTO aliases (authority, source_id, person_id) VALUES (?, ?, ?)", aliases)

    def _write_changed(self, changed: Mapping[str, Known]) -> None:
        self._bulk.run_all(_UPDATE, [(told_by, *values, each) for each, (told_by, values) in changed.items()])

    def _free_id(self, who: Who, taken: set[str]) -> str:
        """The authorities count apart: a personal number may be somebody else's with the other."""
        choice = self._first_choice(who)
        return f"{self._authority}:{who[0] or who[1]}" if choice in taken else choice

    def _first_choice(self, who: Who) -> str:
        source, number = who
        if self._authority == _HR:
            return source or number
        return number or f"{self._authority}:{source}"

    def _taken(self, ids: list[str]) -> set[str]:
        asked = f"SELECT person_id FROM persons WHERE {self._bulk.among('person_id')}"  # noqa: S608
        return {person_id for (person_id,) in self._bulk.rows(asked, (self._bulk.listed(ids),))}

    def _known_of(self, row: PersonRow) -> Known:
        """A person of whom only numbers are known was told by nobody: whoever says more first counts."""
        only_numbers = not any(row[2:])
        return ("" if only_numbers else self._authority, tuple(row[1:]))

    def _known(self, ids: list[str]) -> dict[str, Known]:
        known: dict[str, Known] = {}
        for some in in_parts(ids, _AT_ONCE):
            found = self._bulk.rows(_SELECT + self._bulk.among("person_id"), (self._bulk.listed(some),))
            known.update({row[0]: (row[1], as_in_rows(row[2:])) for row in found})
        return known

    def _merged(self, person_id: str, before: Known, row: PersonRow) -> Known:
        told_by, known = before
        told = tuple(row[1:])
        if told == known:
            return before
        wins = self._wins(told_by)
        merged = _filled(told, known) if wins else _filled(known, told)
        self.other_names += told_by not in ("", self._authority) and _otherwise(row.name, _of(before, _NAME))
        refused = merged[0] != known[0] and self._is_somebody_elses(merged[0], person_id)
        self.contradictions += refused or (not wins and bool(told[0]) and told[0] != merged[0])
        if refused:
            merged = (known[0], *merged[1:])
        return (self._authority if wins and any(told[1:]) else told_by, merged)

    def _wins(self, told_by: str) -> bool:
        """Whether what this authority says replaces what is known."""
        return self._authority == _HR or told_by != _HR

    def _is_somebody_elses(self, number: str, person_id: str) -> bool:
        asked = "SELECT 1 FROM persons WHERE number = ? AND person_id <> ? LIMIT 1"
        return bool(self._bulk.rows(asked, (number, person_id)))

    def _cached(self) -> set[str]:
        return {*self._by_source.values(), *self._by_number.values()}

    def _set_down(self) -> None:
        """Write down who was there, before they are forgotten: memory stays as it is whatever comes."""
        if not self._counting:
            self._bulk.make_passing_table("import_persons (person_id VARCHAR(40) PRIMARY KEY)")
            self._counting = True
        insert = "INSERT INTO import_persons (person_id) VALUES (?) ON CONFLICT DO NOTHING"
        self._bulk.run_all(insert, [(each,) for each in self._cached()])


def _of(known: Known, field: int = 0) -> str:
    """What is known of a person: the number, unless another field is asked for."""
    return str(known[1][field])


def _filled(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(other if one in _NOT_SAID else one for one, other in zip(first, second, strict=True))


def _together(stays: Known, gone: Known) -> Known:
    """What is known of two who are one; human resources' word wins, and the number stays."""
    first, second = (gone, stays) if gone[0] == _HR != stays[0] else (stays, gone)
    told_by, values = first[0] or second[0], _filled(first[1], second[1])
    return told_by, (_of(stays), *values[1:])


def _otherwise(one: str, other: str) -> bool:
    return bool(one and other) and not same_name(one, other)
