"""One person's account out of an open transaction: whoever reads it, from a file or as a kiosk's login on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Table, bindparam, select

from kiosk.model import Account, Contract, Contribution, Participation, Unit
from kiosk.store import rows
from kiosk.store import tables as t
from kiosk.store.at_once import Question, Rows, ask_at_once
from kiosk.store.imported import AS_OF, as_of
from kiosk.store.others import Others

Named: TypeAlias = Callable[[Connection, Sequence[str]], Iterable[Sequence[Any]]] | Question
"""Reads code and name of the units with these codes, or asks for those of all units that the person's rows name."""

_PERSON_ID: BindParameter[str] = bindparam("person_id")


def _of(table: Table, columns: Iterable[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """One person's rows in the order of the table's key, which is how they lie on disk."""
    return select(*columns).where(table.c.person_id == _PERSON_ID).order_by(*table.primary_key)


# Built once: putting a statement together takes longer than running it. And without a value in it: SQLAlchemy keeps a
# statement for good, and would keep the number of the first person it was asked for.
PERSON = _of(t.persons, rows.READ_PERSON)
_CONTRIBUTIONS = Question(_of(t.contributions, rows.READ_CONTRIBUTION), plain=True)
_OTHERS = tuple(
    Question(_of(table, columns))
    for table, columns in (
        (t.participations, rows.READ_PARTICIPATION),
        (t.contracts, rows.READ_CONTRACT),
        (t.account_years, rows.READ_YEAR),
        (t.benefits, rows.READ_BENEFIT),
        (t.transfers, rows.READ_TRANSFER),
        (t.retirements, rows.READ_RETIREMENT),
    )
)


def read_account(connection: Connection, person: Sequence[Any], named: Named) -> Account:
    """Everything about the person of this row (kiosk.store.rows.READ_PERSON), as of the transaction's moment."""
    found, others = rows.person(person), Others()
    questions = (_CONTRIBUTIONS, *_OTHERS, AS_OF, *((named,) if isinstance(named, Question) else ()))
    answers = ask_at_once(connection, questions, {"person_id": found.person_id})
    contributions = _contributions(next(answers), others)
    insured, signed, years, benefits, transfers, retirements, reach, *names = answers
    participations, contracts = rows.participations(insured), tuple(map(rows.contract, signed))
    naming: Iterable[Participation | Contribution | Contract] = (*participations, *contributions, *contracts)
    codes = sorted({row.unit_code for row in naming})
    told = names[0] if isinstance(named, Question) else named(connection, codes)
    return Account(
        person=found,
        units={code: Unit(code, name) for code, name in told if code in codes},
        participations=participations,
        contributions=contributions,
        years=others.build(rows.account_year, years),
        benefits=others.build(rows.benefit, benefits),
        transfers=others.build(rows.transfer, transfers),
        retirements=others.build(rows.retirement, retirements),
        contracts=contracts,
        as_of=as_of(reach),
        others=others.summed(),
    )


def _contributions(paid: Rows, others: Others) -> tuple[Contribution, ...]:
    try:
        return rows.contributions(paid)
    except KeyError:  # a category without rules: rare enough to begin again
        return others.build_contributions(paid)
