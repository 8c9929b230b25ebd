"""The imported data, one person at a time, by a login that may read everybody: kiosk.ports.Register over SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, Select, bindparam, case, select

from kiosk.cards import CardState, Holder
from kiosk.circles import no_looking_for_circles
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.intake.port import ImportNoted
from kiosk.model import Account, AsOf
from kiosk.ports import Finding
from kiosk.store import findings, rows
from kiosk.store import tables as t
from kiosk.store.account import PERSON, read_account
from kiosk.store.engine import ask, name_of
from kiosk.store.imported import read_as_of, read_last_import
from kiosk.store.version import DATA, read_version

_IN_USE_FIRST = case((t.cards.c.state == CardState.IN_USE.value, 0), else_=1)

_NO_TEXT = "\0"
"""Stands in nobody's number (the intake refuses it), and a server cannot even be asked for it."""


def _holders_of_cards() -> Select[*tuple[Any, ...]]:
    joined = t.cards.join(t.persons, t.cards.c.person_id == t.persons.c.person_id)
    columns = (t.persons.c.person_id, t.persons.c.number, *rows.READ_CARD)
    # SQLite takes "not said" for the least, PostgreSQL for the most.
    newest_first = (t.cards.c.issued.desc().nulls_last(), t.cards.c.identification_code)
    return select(*columns).select_from(joined).order_by(_IN_USE_FIRST, *newest_first).limit(1)


# Built once and without a value in it, as every statement (kiosk.store.account).
_UNITS = (
    select(t.units.c.code, t.units.c.name)
    .where(t.units.c.code.in_(bindparam("codes", expanding=True)))
    .order_by(t.units.c.code)
)
_NUMBER: BindParameter[str] = bindparam("number")
_BY_OWN_NUMBER = (
    select(t.persons.c.person_id, t.persons.c.number)
    .where(t.persons.c.number == _NUMBER)
    .order_by(t.persons.c.person_id)  # a wrong number may be many people's: the same one is meant on every engine
)
_BY_CARD_NUMBER = _holders_of_cards().where(t.cards.c.number == _NUMBER)
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
        return ask(self._engine, read_as_of)

    def behind(self) -> bool:
        """What is read is all there is."""
        return False

    def last_import(self) -> ImportNoted | None:
        """When data came last, and what was told of it. Raises KioskError(DATA_AWAY)."""
        return ask(self._engine, read_last_import)

    def holder_of_card(self, card_number: str, identification_code: str) -> Holder | None:
        """Find the person by card number and identification code together. Raises KioskError(DATA_AWAY)."""
        asked = {"number": card_number, "identification_code": identification_code}
        if _NO_TEXT in card_number + identification_code:
            return None
        return ask(self._engine, lambda connection: _holder(connection, _BY_CARD, asked))

    def holder_of_number(self, number: str) -> Holder | None:
        """Find the person by their own number, else by a card number, a card in use before one that is not.

        Raises KioskError(DATA_AWAY).
        """
        return (
            None if _NO_TEXT in number else ask(self._engine, lambda connection: _holder_of_number(connection, number))
        )

    def account(self, person_id: str) -> Account:
        """Load everything about one person as of one moment.

        Raises KioskError(DATA_AWAY), also when there is no such person.
        """
        with no_looking_for_circles():
            return ask(self._engine, lambda connection: _account(connection, person_id))

    def examine(self) -> Sequence[Finding]:
        """Say whether the data can be read, their schema version and how far they reach. Never raises."""
        name = name_of(self._engine.url)
        try:
            version, as_of = ask(
                self._engine, lambda connection: (read_version(connection, DATA), read_as_of(connection))
            )
        except KioskError as error:
            return (findings.away("database", name, error, findings.CHECK_EITHER),)
        if version != DATA.newest:
            return (findings.of_another_version("database", name, version),)
        if not as_of:
            return (findings.without_data(name, version),)
        if self.alarm:
            return (findings.damaged(self.alarm),)
        return (findings.reaching(name, version, as_of),)


def _account(connection: Connection, person_id: str) -> Account:
    person = connection.execute(PERSON, {"person_id": person_id}).first()
    if person is None:
        raise KioskError(DATA_AWAY, "no such person")
    return read_account(connection, person, _named)


def _holder_of_number(connection: Connection, number: str) -> Holder | None:
    asked = {"number": number}
    # Both are asked whatever the first says: a number that is there must not be told from one that is not.
    own = connection.execute(_BY_OWN_NUMBER, asked).first()
    by_card = _holder(connection, _BY_CARD_NUMBER, asked)
    return by_card if own is None else Holder(own[0], own[1], None)


def _holder(connection: Connection, statement: Select[*tuple[Any, ...]], asked: dict[str, str]) -> Holder | None:
    found = connection.execute(statement, asked).first()
    if found is None:
        return None
    return Holder(found[0], found[1], rows.card(found[2:]))


def _named(connection: Connection, codes: Sequence[str]) -> Iterable[Sequence[Any]]:
    return connection.execute(_UNITS, {"codes": codes})
