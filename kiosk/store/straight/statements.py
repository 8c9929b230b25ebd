"""The SQL of a straight import on PostgreSQL: plain lines as they are, and what the readers of cells make of them.

Amounts are staged as `money`, whose text is read into a whole number of fen in one step (setting lc_monetary = C); the
lines' pattern has let none through that it would round or take for another. The rules are those of kiosk/intake.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kiosk.identity import ID_CHECKS, ID_WEIGHTS
from kiosk.intake.cells import RATE_ONE
from kiosk.intake.contributions import HALF, SUBSIDIES, TO_ACCOUNT
from kiosk.intake.plain import CODED, MONEY, NOT_READ, PlainForm
from kiosk.model import ArrivalStatus, DueKind

_TYPES = {**dict.fromkeys(("base", *MONEY), "money"), "paid_for": "integer", "settled": "integer", "arrived": "date"}
_TEXT = 'text COLLATE "C"'
_NOUGHT, _FEN = "'0'::money", "'0.01'::money"
_FIRST_MONTH, _LAST_MONTH = 190001, 219912
"""As in the pattern of plain lines."""
_ARRIVED = f"'{ArrivalStatus.ARRIVED.value}'"


class Statements:
    """What one form of lines needs."""

    def __init__(self, form: PlainForm) -> None:
        """Take a form; nothing of it is a value of a row."""
        self._form = form
        self._there = frozenset(form.columns) - {NOT_READ}
        self.coded = tuple(field for field in CODED if field in self._there)
        """Which codes `add_up` groups by."""

    def make(self, table: str) -> str:
        """Make a staging table."""
        columns = ", ".join(f"{name} {_TYPES.get(field, _TEXT)}" for name, field in self._columns)
        return f"CREATE UNLOGGED TABLE {table} ({columns})"

    def copy(self, table: str) -> str:
        """Take lines."""
        texts = ", ".join(name for name, field in self._columns if field not in _TYPES)
        options = (
            f"FORMAT csv, DELIMITER {_quoted(self._form.delimiter)}, QUOTE {_quoted(self._form.quote)}, "
            f"ENCODING {_quoted(self._form.encoding)}, FORCE_NOT_NULL ({texts})"
        )
        return f"COPY {table} FROM STDIN ({options})"

    def add_up(self, table: str) -> str:
        """Check every row, and add up those of each codes: the codes, rows, sums in fen, latest month, anything odd."""
        paid = [f"sum(coalesce({self._paid(side)}, {_NOUGHT}))" for side in ("unit", "person")]
        due = [f"sum({self._due(side)})" for side in ("unit", "person")]
        sums = ", ".join(f"({each}::numeric * 100)::bigint" for each in (*due, *paid))
        odd, codes = " OR ".join(self._oddities()), ", ".join(self.coded)
        return (
            f"SELECT {codes}, count(*), {sums}, max(settled), coalesce(bool_or({odd}), false) "  # noqa: S608
            f"FROM {table} GROUP BY {codes}"
        )

    def odd_number(self, persons: str) -> str | None:
        """Find an ID number whose check character or date cannot be right; asks for today. None: there are none."""
        if "number" not in self._there:
            return None
        digits = "left(number, 17)::bigint"
        summed = " + ".join(f"{digits} / {10 ** (16 - at)} % 10 * {weight}" for at, weight in enumerate(ID_WEIGHTS))
        wrong = f"substr('{ID_CHECKS}', (({summed}) % {len(ID_CHECKS)})::integer + 1, 1) <> right(number, 1)"
        odd = f"{wrong} OR substr(number, 7, 8)::date > ?"
        return f"SELECT 1 FROM {persons} WHERE CASE WHEN number BETWEEN '0' AND ':' THEN {odd} END LIMIT 1"  # noqa: S608

    def units(self, table: str) -> str | None:
        """Which units are named; None: none is."""
        if not {"unit_code", "unit_name"} <= self._there:
            return None
        return f"SELECT DISTINCT unit_code, unit_name FROM {table}"  # noqa: S608

    def write(self, rows: str, others: str | None, brought: int) -> str:
        """Write the rows; `others` asks for whom the kiosk knows by something else than the authority's number.

        None: nobody, and no row need be put together with anything, which takes a sixth of the time.
        """
        person, found = "line.source_id", ""
        if others is not None:
            person = "coalesce(other.person_id, line.source_id)"
            found = f" LEFT JOIN ({others}) AS other ON other.source_id = line.source_id"
        there, values = zip(*self._values(person, brought), strict=True)
        return f"INSERT INTO contributions ({', '.join(there)}) SELECT {', '.join(values)} FROM {rows} AS line{found}"  # noqa: S608

    @cached_property
    def _columns(self) -> list[tuple[str, str]]:
        """The column's name and its field."""
        return [(field or f"not_read_{at}", field) for at, field in enumerate(self._form.columns)]

    def _oddities(self) -> Iterator[str]:
        """What the checks of a row would have a word to say about (contributions.py: `_say`)."""
        for side in ("unit", "person"):
            due, paid, rate = self._due(side), self._paid(side), f"{side}_rate"
            if {"base", rate} <= self._there:
                millionths = f"round(nullif({rate}, '')::float8 * {RATE_ONE})::bigint"
                yield f"({_fen('base')} * {millionths} + {HALF}) / {RATE_ONE} <> abs({_fen(due)})"
            yield f"{paid} > greatest({due}, {_NOUGHT})"
            refund = f" AND kind <> '{DueKind.REFUND}'" if "kind" in self._there else ""
            yield f"({due} < {_NOUGHT}{refund})"
        for month in ("paid_for", "settled"):
            yield f"({month} NOT BETWEEN {_FIRST_MONTH} AND {_LAST_MONTH} OR {month} % 100 NOT BETWEEN 1 AND 12)"
        if "arrived" in self._there:
            yield f"arrived NOT BETWEEN '{_FIRST_MONTH // 100}-01-01' AND '{_LAST_MONTH // 100}-12-31'"
        if "total_due" in self._there:
            yield f"total_due <> {self._due('unit')} + {self._due('person')}"

    def _due(self, side: str) -> str:
        return f"coalesce({side}_due, {_NOUGHT})" if f"{side}_due" in self._there else _NOUGHT

    def _paid(self, side: str) -> str:
        """What was paid as given, else all of the due when it arrived in full, else nobody knows."""
        whole = f"CASE WHEN {self._status} = {_ARRIVED} THEN {self._due(side)} END"
        return f"coalesce({side}_paid, {whole})" if f"{side}_paid" in self._there else whole

    @cached_property
    def _status(self) -> str:
        fields = (field for field in ("arrival_state", "fully_arrived") if field in self._there)
        return f"coalesce({''.join(f'nullif({self._meant(field)}, {_EMPTY}), ' for field in fields)}'0')"

    def _meant(self, field: str) -> str:
        """What a code means; most mean themselves."""
        others = {text: code for text, code in self._form.codes[field].items() if text != code}
        if not others:
            return field
        whens = " ".join(f"WHEN {_quoted(text)} THEN {_quoted(code)}" for text, code in others.items())
        return f"CASE {field} {whens} ELSE {field} END"

    def _text(self, field: str) -> str:
        return f"line.{field}" if field in self._there else _EMPTY

    def _values(self, person: str, brought: int) -> Iterator[tuple[str, str]]:
        yield "person_id", person
        yield "paid_for", "line.paid_for"
        yield "insurance", self._meant("insurance")
        for field in ("settlement_number", "kind", "unit_code", "unit_rate", "person_rate"):
            yield field, self._text(field)
        yield "settled", "line.settled"
        yield "arrived", "line.arrived" if "arrived" in self._there else "NULL::date"
        yield "base", _fen("base") if "base" in self._there else "NULL::bigint"
        for side in ("unit", "person"):
            yield f"{side}_due", _fen(self._due(side))
            yield f"{side}_paid", _fen(self._paid(side))
        yield "status", self._status
        yield "to_account", _fen(self._to_account)
        given = [f"coalesce({field}, {_NOUGHT})" for field in SUBSIDIES if field in self._there]
        yield "subsidy", _fen(" + ".join((_NOUGHT, *given)))
        yield "brought", str(brought)

    @property
    def _to_account(self) -> str:
        there = [field for field in TO_ACCOUNT if field in self._there]
        if len(there) < 2:
            return there[0] if there else "NULL::money"
        known = f"coalesce({', '.join(there)})"
        return f"CASE WHEN {known} IS NOT NULL THEN {' + '.join(f'coalesce({f}, {_NOUGHT})' for f in there)} END"


_EMPTY = "''"


def _fen(money: str) -> str:
    # Amounts by the cent are whole numbers far below 2^53, which floating point holds exactly.
    return f"(({money}) / {_FEN})::bigint"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
