"""The SQL about whom a straight import's lines name: who is known, who is new, of whom something else is said.

What the staging connection finds out it finds out of the data as they are before the import; what this import itself
has changed since, the writing connection asks again. The rules are those of month_persons.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kiosk.insurance import Authority
from kiosk.intake.plain import PlainForm
from kiosk.intake.rows import PersonRow
from kiosk.intake.whom import IN_PASSING

_HR = Authority.HUMAN_RESOURCES


class PersonStatements:
    """What one form of lines of one authority needs."""

    def __init__(self, form: PlainForm, authority: Authority) -> None:
        self._there = frozenset(form.columns)
        self._authority = f"'{authority.value}'"
        self._is_hr = authority is _HR
        self.said = ("source_id", *(field for field in ("number", *IN_PASSING) if field in self._there))
        """What a line says of a person."""
        self._said = ", ".join(self.said)

    def make_table(self, persons: str) -> str:
        """Make the table of who is named."""
        said = ", ".join(f'{field} text COLLATE "C"' for field in self.said)
        return f'CREATE UNLOGGED TABLE {persons} ({said}, first tid, person_id text COLLATE "C", as_known boolean)'

    def how_many_known(self, most: int) -> str:
        """Count whom the authority names already, as far as one more than `most`."""
        some = f"SELECT FROM aliases WHERE authority = {self._authority} LIMIT {most + 1}"  # noqa: S608
        return f"SELECT count(*) FROM ({some}) AS known"  # noqa: S608

    def make_known(self, known: str) -> str:
        """Make the table of whom the authority names already."""
        told = ", ".join(f'{field} text COLLATE "C"' for field in (*self.said, "person_id", "told_by"))
        return f"CREATE UNLOGGED TABLE {known} ({told})"

    def copy_known(self, known: str) -> str:
        """Copy them all, with what is known of them."""
        told = ", ".join(f"persons.{field}" for field in (*self.said[1:], "person_id", "told_by"))
        return (
            f"INSERT INTO {known} SELECT aliases.source_id, {told} FROM aliases "  # noqa: S608
            f"JOIN persons ON persons.person_id = aliases.person_id WHERE aliases.authority = {self._authority}"
        )

    def gather(self, rows: str, persons: str, known: str | None) -> str:
        """Gather who is named, in the lines' order: by what number known, and whether exactly as said.

        Out of the copy of all who are known, or looked up one by one.
        """
        gathered = f"SELECT {self._said}, min(ctid) AS first FROM {rows} GROUP BY {self._said}"  # noqa: S608
        who, found = "aliases", self._known
        if known is not None:
            who, found = "persons", f"LEFT JOIN {known} AS persons ON persons.source_id = named.source_id"
        return (
            f"INSERT INTO {persons} SELECT named.*, {who}.person_id, "  # noqa: S608
            f"coalesce({self._as_known}, false) AS as_known FROM ({gathered}) AS named {found}"
        )

    def weigh(self, persons: str) -> str:
        """Tell the server how many are not known, by how many numbers: few are looked up by key, a city is not."""
        numbers = [field for field in ("source_id", "number") if field in self.said]
        return f"ANALYZE {persons} (person_id, {', '.join(numbers)})"

    def texts(self, field: str, persons: str) -> str:
        """All that is said in a field, one a line; nothing: there is nobody."""
        return f"SELECT string_agg({field}, E'\\n') FROM {persons}"  # noqa: S608

    def unknown(self, persons: str) -> str:
        """How many are not known by the number that the authority names them by."""
        return f"SELECT count(*) FROM {persons} WHERE person_id IS NULL"  # noqa: S608

    def find(self, persons: str) -> str:
        """Find those who were not known, now that this import has made some of them."""
        return (
            f"UPDATE {persons} AS named SET person_id = aliases.person_id, "  # noqa: S608
            f"as_known = coalesce({self._as_known}, false) "
            "FROM aliases LEFT JOIN persons ON persons.person_id = aliases.person_id "
            f"WHERE named.person_id IS NULL AND aliases.authority = {self._authority} "
            "AND aliases.source_id = named.source_id"
        )

    def follow(self, persons: str) -> str:
        """Follow those who have become one with somebody else."""
        return (
            f"UPDATE {persons} AS named SET person_id = aliases.person_id FROM aliases "  # noqa: S608
            f"WHERE aliases.authority = {self._authority} AND aliases.source_id = named.source_id "
            "AND named.person_id <> aliases.person_id"
        )

    def make(self, persons: str) -> str:
        """Make those who are nobody else by any doubt: one thing is said of them, and nobody has their number."""
        once = f"SELECT source_id FROM {persons} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
        alone = f"person_id IS NULL AND source_id NOT IN ({once})"
        if "number" in self._there:
            shared = f"SELECT number FROM {persons} WHERE number <> '' GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
            asked = f"SELECT number FROM {persons} WHERE person_id IS NULL AND number <> ''"  # noqa: S608
            held = f"SELECT number FROM persons WHERE number IN ({asked})"  # noqa: S608
            alone += f" AND number NOT IN ({shared}) AND number NOT IN ({held})"
        columns, values = zip(*self._made, strict=True)
        return (
            f"WITH fresh AS MATERIALIZED (SELECT ctid AS place, {self._said}, {self._choice} AS chosen "  # noqa: S608
            f"FROM {persons} AS named WHERE {alone}), "
            f"made AS (INSERT INTO persons ({', '.join(columns)}) SELECT {', '.join(values)} FROM fresh), "
            "called AS (INSERT INTO aliases (authority, source_id, person_id) "
            f"SELECT {self._authority}, source_id, chosen FROM fresh), "
            f"known AS (UPDATE {persons} AS named SET person_id = chosen, as_known = true FROM fresh "
            "WHERE named.ctid = place) SELECT count(*) FROM fresh"
        )

    def strangers(self, persons: str) -> str:
        """Count who is nobody yet, and who is known by something else than the authority's number."""
        return (
            "SELECT count(*) FILTER (WHERE person_id IS NULL), count(*) FILTER (WHERE person_id <> source_id) "  # noqa: S608
            f"FROM {persons}"
        )

    def others(self, persons: str) -> str:
        """By what those are known who are known by something else than the authority's number, which has one answer."""
        return f"SELECT DISTINCT source_id, person_id FROM {persons} WHERE person_id <> source_id"  # noqa: S608

    def news(self, persons: str) -> str:
        """Who is not exactly as known, in the lines' order; asks for those whom this import has changed."""
        return f"SELECT {self._said} FROM {persons} WHERE NOT as_known OR person_id = ANY(?) ORDER BY first"  # noqa: S608

    def named(self, persons: Sequence[str]) -> str:
        """Count the authority's numbers, name those named more than once, and tell whether the kiosk knows all by them.

        Of those whom it knows by something else, two numbers may be one person.
        """
        every = " UNION ALL ".join(f"SELECT source_id, person_id FROM {table}" for table in persons)  # noqa: S608
        times = (
            "SELECT source_id, count(*) AS times, bool_and(coalesce(person_id = source_id, true)) AS own "  # noqa: S608
            f"FROM ({every}) AS said GROUP BY source_id"
        )
        return (
            "SELECT count(*), coalesce(array_agg(source_id) FILTER (WHERE times > 1), '{}'), "  # noqa: S608
            f"bool_and(own) FROM ({times}) AS named"
        )

    def words(self, persons: Sequence[str]) -> str:
        """Count different words about some, and name those of whom several things are said; asks for whom."""
        some = f"SELECT * FROM {self._words(persons)} WHERE source_id = ANY(?)"  # noqa: S608
        several = f"SELECT source_id, count(*) AS words FROM ({some}) AS said GROUP BY source_id"  # noqa: S608
        return (
            "SELECT coalesce(sum(words), 0)::bigint, array_agg(source_id) FILTER (WHERE words > 1) "  # noqa: S608
            f"FROM ({several}) AS named"
        )

    def about(self, persons: Sequence[str]) -> str:
        """Count different persons."""
        every = " UNION ALL ".join(f"SELECT person_id FROM {table}" for table in persons)  # noqa: S608
        return f"SELECT count(*) FROM (SELECT DISTINCT person_id FROM ({every}) AS named) AS persons"  # noqa: S608

    def tangled(self, persons: Sequence[str]) -> str:
        """Find somebody of whom two things are said that are not both as known now; asks for whom to look at.

        Two numbers beside one personal number always are: what comes of them hangs on what comes together.
        """
        words = f"SELECT * FROM {self._words(persons)} WHERE source_id = ANY(?)"  # noqa: S608
        found = f"SELECT 1 FROM words AS named {self._known} WHERE NOT coalesce({self._as_known}, false)"  # noqa: S608
        if "number" in self._there:
            numbers = "SELECT 1 FROM words GROUP BY source_id HAVING count(DISTINCT number) > 1"
            found = f"{found} UNION ALL {numbers}"
        return f"WITH words AS ({words}) {found} LIMIT 1"

    def _words(self, persons: Sequence[str]) -> str:
        return f"({' UNION '.join(f'SELECT {self._said} FROM {table}' for table in persons)}) AS said"  # noqa: S608

    @property
    def _known(self) -> str:
        """Each looked up by key, whatever the server takes for the tables' sizes just after an import: it would read
        them whole for everybody who is named.
        """
        told = ", ".join(f"persons.{field}" for field in (*self.said[1:], "told_by"))
        return (
            f"LEFT JOIN LATERAL (SELECT person_id FROM aliases WHERE authority = {self._authority} "  # noqa: S608
            "AND source_id = named.source_id OFFSET 0) AS aliases ON true "
            f"LEFT JOIN LATERAL (SELECT {told} FROM persons WHERE person_id = aliases.person_id OFFSET 0) "
            "AS persons ON true"
        )

    @cached_property
    def _as_known(self) -> str:
        """Whether learning it would change and count nothing (month_persons.py: `_merged`, `_wins`)."""
        told = [field for field in self.said if field != "source_id"]
        same = {field: f"persons.{field} = named.{field}" for field in told}
        kept = {field: same[field] if field in ("number", "name") else f"persons.{field} <> ''" for field in told}
        ours = (f"persons.told_by = {self._authority}", *(f"(named.{field} = '' OR {same[field]})" for field in told))
        if self._is_hr:
            return f"({' AND '.join(ours)})"
        theirs = (
            f"persons.told_by = '{_HR.value}'",
            *(f"(named.{field} = '' OR {kept[field]})" for field in told),
        )
        return f"({' AND '.join(ours)} OR {' AND '.join(theirs)})"

    @property
    def _choice(self) -> str:
        """What a new person is known by (month_persons.py: `_first_choice`)."""
        if self._is_hr:
            return "source_id"
        other = f"{self._authority} || ':' || source_id"
        return f"coalesce(nullif(number, ''), {other})" if "number" in self._there else other

    @property
    def _made(self) -> list[tuple[str, str]]:
        """The columns of a new person, and what goes there (month_persons.py: `_known_of`)."""
        told = [field for field in self.said if field in IN_PASSING]
        told_by = f"CASE WHEN concat({', '.join(told)}) <> '' THEN {self._authority} ELSE '' END" if told else "''"
        defaults = PersonRow("", "", "")._asdict()
        fields = [field for field in PersonRow._fields[1:] if defaults[field] is not None]
        values = [(field, field if field in self.said else "''") for field in fields]
        return [("person_id", "chosen"), ("told_by", told_by), *values]
