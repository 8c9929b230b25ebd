"""Stages plain lines part by part: some megabytes of a file in one table, checked and added up, and who they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kiosk.intake.contributions import Sums
from kiosk.intake.plain import WORDS, NotPlain, PlainForm
from kiosk.intake.signs import words_of
from kiosk.store.bulk import Row
from kiosk.store.straight.known import KnownPersons
from kiosk.store.straight.persons import PersonStatements
from kiosk.store.straight.staging import Staging
from kiosk.store.straight.statements import Statements

PART_BYTES = 48_000_000
"""Some 320 000 lines: enough that the statements of a part do not count, few enough that both connections have work."""

FIRST_PARTS = (PART_BYTES // 4, PART_BYTES // 2)
"""The first ones are smaller: nothing is written before one is staged."""

_READING_ALL = ("enable_hashjoin", "enable_mergejoin")
_ONE_BY_ONE = ("enable_nestloop", "enable_mergejoin")
"""What the server is to do without: its guesses about tables that are some seconds old are poor."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the files, staged and found to be plain."""

    rows_table: str
    persons_table: str
    rows: int
    sums: dict[str, Sums]
    """By what the category means."""
    latest: int
    units: set[tuple[str, str]]
    """Codes and names."""
    unknown: int
    """How many of the persons were not known before the import."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of persons in all parts."""

    words: int
    """How many different things."""
    several: list[str]
    """Of whom more than one, by the authority's personal number."""
    about: int
    """Of how many persons, as far as they were known before the import."""


class Parts:
    """Stages one import's parts, each in a transaction of its own."""

    def __init__(self, staging: Staging, form: PlainForm, statements: Statements, persons: PersonStatements) -> None:
        """Take what the staging is done with."""
        self._staging, self._form, self._statements, self._persons = staging, form, statements, persons
        self._words = {field: words_of(field, form) for field in WORDS if field in form.columns}
        self._staged: list[Part] = []
        self._known = KnownPersons(staging, persons)
        self._ended = False
        self.said = Said(0, [], 0)
        """Known when the lines have ended."""

    def stage(self, lines: Iterator[bytes], today: date) -> Part | None:
        """Stage the next part; None: there are no more lines. Raises NotPlain and whatever `lines` raises."""
        if self._ended:
            return None
        self._ended = True  # unless there is a whole part more
        first = next(lines, None)
        if first is None:
            self._end_lines()
            return None
        number = len(self._staged) + 1
        rows, persons = (self._staging.table(f"{what}_{number}") for what in ("rows", "persons"))
        self._staging.make({rows: self._statements.make(rows), persons: self._persons.make_table(persons)})
        with self._staging.transaction():
            self._staging.copy(self._statements.copy(rows), self._some(chain((first,), lines)))
            added = self._added_up(rows)
            known = self._known.table() if self._staged else None
            with self._staging.without(*(_READING_ALL if known is None else _ONE_BY_ONE)):
                self._staging.run(self._persons.gather(rows, persons, known))
            self._check_persons(persons, today)
            units = self._units(rows)
            ((unknown,),) = self._staging.rows(self._persons.unknown(persons))
            if unknown:
                self._staging.run(self._persons.weigh(persons))
        sums = self._sums(added)
        counted = sum(each.rows for each in sums.values())
        self._staged.append(Part(rows, persons, counted, sums, max(row[-2] for row in added), units, unknown))
        self._ended = False
        return self._staged[-1]

    def end(self) -> None:
        """Give the connection back. Never raises."""
        self._known.end()
        self._staging.close()

    def _some(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        number = len(self._staged)
        left = FIRST_PARTS[number] if number < len(FIRST_PARTS) else PART_BYTES
        for some in lines:
            yield some
            left -= len(some)
            if left <= 0:
                if not self._staged:
                    self._known.begin()
                return

    def _end_lines(self) -> None:
        if not self._staged:
            return
        tables = [part.persons_table for part in self._staged]
        ((numbers, again, by_their_own),) = self._staging.rows(self._persons.named(tables))
        ((words, several),) = self._staging.rows(self._persons.words(tables), (again,)) if again else ((0, None),)
        ((about,),) = ((numbers,),) if by_their_own else self._staging.rows(self._persons.about(tables))
        self.said = Said(numbers - len(again) + words, several or [], about)

    def _added_up(self, rows: str) -> list[Row]:
        """Add up the rows of each codes, if nothing is odd."""
        added = self._staging.rows(self._statements.add_up(rows))
        coded = self._statements.coded
        for row in added:
            if row[-1] or not all(self._form.means(field, text) for field, text in zip(coded, row, strict=False)):
                raise NotPlain
        return added

    def _check_persons(self, persons: str, today: date) -> None:
        asked = self._statements.odd_number(persons)
        if asked is not None and self._staging.rows(asked, (today,)):
            raise NotPlain
        for field in self._persons.said:
            if field in self._words:
                ((texts,),) = self._staging.rows(self._persons.texts(field, persons))
                self._check_words(field, texts)

    def _units(self, rows: str) -> set[tuple[str, str]]:
        asked = self._statements.units(rows)
        named = set() if asked is None else {(code, name) for code, name in self._staging.rows(asked)}
        if named:
            self._check_words("unit_name", "\n".join(name for _, name in named))
        return named

    def _check_words(self, field: str, texts: str) -> None:
        if not self._words[field].fullmatch(f"{texts}\n"):
            raise NotPlain

    def _sums(self, added: list[Row]) -> dict[str, Sums]:
        sums: dict[str, Sums] = {}
        categories, amounts = self._form.codes["insurance"], len(self._statements.coded)
        for category, *others in added:
            sums.setdefault(categories[category], Sums()).add(Sums(*others[amounts - 1 : -2]))
        return sums
