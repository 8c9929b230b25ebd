"""The imported data, one person at a time: kiosk.ports.Ledger over SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, Select, Table, bindparam, case, select

from kiosk.cards import CardState, Holder
from kiosk.circles import no_looking_for_circles
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.insurance import Authority
from kiosk.intake.port import ImportNoted
from kiosk.model import Account, AsOf, Contract, Contribution, Participation, Unit
from kiosk.period import Month
from kiosk.ports import Finding
from kiosk.store import rows
from kiosk.store import tables as t
from kiosk.store.engine import name_of, reading
from kiosk.store.others import Others
from kiosk.store.version import DATA, read_version

_IN_USE_FIRST = case((t.cards.c.state == CardState.IN_USE.value, 0), else_=1)


_PERSON_ID: BindParameter[str] = bindparam("person_id")


def _of(table: Table, columns: Iterable[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """One person's rows in the order of the table's key, which is how they lie on disk."""
    return select(*columns).where(table.c.person_id == _PERSON_ID).order_by(*table.primary_key)


def _holders_of_cards() -> Select[*tuple[Any, ...]]:
    joined = t.cards.join(t.persons, t.cards.c.person_id == t.persons.c.person_id)
    columns = (t.persons.c.person_id, t.persons.c.number, *rows.READ_CARD)
    return select(*columns).select_from(joined).order_by(_IN_USE_FIRST, t.cards.c.issued.desc()).limit(1)


# Built once: putting a statement together takes longer than running it. And without a value in it: SQLAlchemy keeps a
# statement for good, and would keep the number of the first person it was asked for.
_PERSON = _of(t.persons, rows.READ_PERSON)
_PARTICIPATIONS = _of(t.participations, rows.READ_PARTICIPATION)
_CONTRIBUTIONS = _of(t.contributions, rows.READ_CONTRIBUTION)
_YEARS = _of(t.account_years, rows.READ_YEAR)
_BENEFITS = _of(t.benefits, rows.READ_BENEFIT)
_TRANSFERS = _of(t.transfers, rows.READ_TRANSFER)
_RETIREMENTS = _of(t.retirements, rows.READ_RETIREMENT)
_CONTRACTS = _of(t.contracts, rows.READ_CONTRACT)
_UNITS = (
    select(t.units.c.code, t.units.c.name)
    .where(t.units.c.code.in_(bindparam("codes", expanding=True)))
    .order_by(t.units.c.code)
)
_NUMBER: BindParameter[str] = bindparam("number")
_BY_OWN_NUMBER = select(t.persons.c.person_id, t.persons.c.number).where(t.persons.c.number == _NUMBER)
_BY_CARD_NUMBER = _holders_of_cards().where(t.cards.c.number == _NUMBER)
_LAST_IMPORT = select(t.imports.c.moment, t.imports.c.report).order_by(t.imports.c.number.desc()).limit(1)
_BY_CARD = _BY_CARD_NUMBER.where(t.cards.c.identification_code == bindparam("identification_code"))


class SqlLedger:
    """Reads the data; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine, alarm: str = "") -> None:
        self._engine = engine
        self.alarm = alarm
        """Why a copy is read instead of the data; empty when all is well."""

    def read_instead(self, engine: Engine, alarm: str) -> None:
        """Read a copy from now on; who is in the middle of an account ends on the old one."""
        before, self._engine, self.alarm = self._engine, engine, alarm
        before.dispose()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def as_of(self) -> AsOf:
        """Latest settlement month of each authority. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return _as_of(connection)

    def last_import(self) -> ImportNoted | None:
        """When data came last, and what was told of it. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_LAST_IMPORT).first()
        return None if found is None else ImportNoted(datetime.fromisoformat(found[0]), tuple(found[1].splitlines()))

    def holder_of_card(self, card_number: str, identification_code: str) -> Holder | None:
        """Find the person by card number and identification code together. Raises KioskError(DATA_AWAY)."""
        asked = {"number": card_number, "identification_code": identification_code}
        with reading(self._engine) as connection:
            return _holder(connection, _BY_CARD, asked)

    def holder_of_number(self, number: str) -> Holder | None:
        """Find the person by their own number, else by a card number, a card in use before one that is not.

        Raises KioskError(DATA_AWAY).
        """
        asked = {"number": number}
        with reading(self._engine) as connection:
            # Both are asked whatever the first says: a number that is there must not be told from one that is not.
            own = connection.execute(_BY_OWN_NUMBER, asked).first()
            by_card = _holder(connection, _BY_CARD_NUMBER, asked)
        return by_card if own is None else Holder(own[0], own[1], None)

    def account(self, person_id: str) -> Account:
        """Load everything about one person as of one moment.

        Raises KioskError(DATA_AWAY), also when there is no such person.
        """
        asked, others = {"person_id": person_id}, Others()
        with no_looking_for_circles(), reading(self._engine) as connection:
            person = connection.execute(_PERSON, asked).first()
            if person is None:
                raise KioskError(DATA_AWAY, "no such person")
            participations = rows.participations(connection.execute(_PARTICIPATIONS, asked))
            contributions = _contributions(connection, asked, others)
            contracts = tuple(map(rows.contract, connection.execute(_CONTRACTS, asked)))
            return Account(
                person=rows.person(person),
                units=_units(connection, (*participations, *contributions, *contracts)),
                participations=participations,
                contributions=contributions,
                years=others.build(rows.account_year, connection.execute(_YEARS, asked)),
                benefits=others.build(rows.benefit, connection.execute(_BENEFITS, asked)),
                transfers=others.build(rows.transfer, connection.execute(_TRANSFERS, asked)),
                retirements=others.build(rows.retirement, connection.execute(_RETIREMENTS, asked)),
                contracts=contracts,
                as_of=_as_of(connection),
                others=others.summed(),
            )

    def examine(self) -> Sequence[Finding]:
        """Say whether the data can be read, their schema version and how far they reach. Never raises."""
        name = name_of(self._engine.url)
        try:
            with reading(self._engine) as connection:
                version, as_of = read_version(connection, DATA), _as_of(connection)
        except KioskError as error:
            return (_away(name, error),)
        if version != DATA.newest:
            return (Finding("database", False, f"{name}: version {version}", "Run `main.py db upgrade`."),)
        if not as_of:
            return (Finding("database", False, f"{name}: version {version}, no data", "Import the monthly data."),)
        if self.alarm:
            return (Finding("database", False, self.alarm, "Run `main.py restore`, then look after the disk."),)
        reach = ", ".join(f"{authority.value} {month}" for authority, month in as_of.items())
        return (Finding("database", True, f"{name}: version {version}, data as of {reach}"),)


def _away(name: str, error: KioskError) -> Finding:
    return Finding(
        "database", False, f"{name}: {error.detail}", "Check the database, its file or server and the network."
    )


def _holder(connection: Connection, statement: Select[*tuple[Any, ...]], asked: dict[str, str]) -> Holder | None:
    found = connection.execute(statement, asked).first()
    if found is None:
        return None
    return Holder(found[0], found[1], rows.card(found[2:]))


def _contributions(connection: Connection, asked: dict[str, str], others: Others) -> tuple[Contribution, ...]:
    """Built straight from the driver's cursor: SQLAlchemy's rows cost a quarter more, and no value needs its types."""
    result = connection.execute(_CONTRIBUTIONS, asked)
    cursor: Any = result.cursor
    try:
        return rows.contributions(cursor)
    except KeyError:  # a category without rules: rare enough to ask again
        return others.build_contributions(connection.execute(_CONTRIBUTIONS, asked).all())
    finally:
        result.close()


def _units(connection: Connection, naming: Iterable[Participation | Contribution | Contract]) -> dict[str, Unit]:
    """The units that a person's rows name."""
    codes = sorted({row.unit_code for row in naming})
    return {code: Unit(code, name) for code, name in connection.execute(_UNITS, {"codes": codes})}


def _as_of(connection: Connection) -> dict[Authority, Month]:
    found = connection.execute(
        select(t.data_as_of.c.authority, t.data_as_of.c.month).order_by(t.data_as_of.c.authority)
    )
    return {Authority(authority): Month.from_number(month) for authority, month in found}
