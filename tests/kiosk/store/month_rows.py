"""Rows as a source file brings them, with only what a test is about said; and the data as plain tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, inspect, select

from kiosk.intake.rows import (
    AccountYearRow,
    BenefitRow,
    CardRow,
    ContractRow,
    ContributionRow,
    ParticipationRow,
    PersonRow,
    RetirementRow,
    TransferRow,
    UnitRow,
)
from kiosk.store import tables as t
from kiosk.store.local import tables as local_tables
from kiosk.store.local.tables import LOCAL_TABLES

ZHANG, LI = ("1000001", "119901198503150015"), ("1000002", "119901199208080020")
WHO = {"source_id": ZHANG[0], "number": ZHANG[1]}


def person(**said: Any) -> PersonRow:
    return PersonRow(**({**WHO, "name": "张三"} | said))


def paid(**said: Any) -> ContributionRow:
    """A pension contribution of 2026-10 that was paid."""
    usual: dict[str, Any] = {
        "insurance": "110",
        "paid_for": 202610,
        "settlement_number": "S1",
        "kind": "10",
        "unit_code": "900001",
        "settled": 202610,
        "arrived": "2026-10-20",
        "base": 450000,
        "unit_rate": "0.16",
        "person_rate": "0.08",
        "unit_due": 72000,
        "person_due": 36000,
        "unit_paid": 72000,
        "person_paid": 36000,
        "status": "1",
        "to_account": 36000,
        "subsidy": 0,
    }
    return ContributionRow(**(WHO | usual | said))


def participation(**said: Any) -> ParticipationRow:
    usual: dict[str, Any] = {
        "insurance": "110",
        "unit_code": "900001",
        "unit_name": "示例科技有限公司",
        "first_insured": 201107,
        "standing": "paying",
        "deemed_months": 0,
        "begun": None,
        "ended": None,
    }
    return ParticipationRow(**(WHO | usual | said))


def card(**said: Any) -> CardRow:
    usual: dict[str, Any] = {
        "card_number": "A12345674",
        "identification_code": "119901D1560000050000000",
        "kind": "social-security",
        "issued": "2020-01-01",
        "valid_until": None,
        "state": "in-use",
    }
    return CardRow(**(WHO | usual | said))


def account_year(**said: Any) -> AccountYearRow:
    usual: dict[str, Any] = {
        "insurance": "110",
        "year": 2025,
        "opening": 100000,
        "principal": 10000,
        "interest": 1000,
        "paid_out": 0,
        "closing": 111000,
        "months": 12,
        "state": "1",
    }
    return AccountYearRow(**(WHO | usual | said))


def one_of_each() -> list[list[Any]]:
    """A batch of every kind, about one person."""
    who = ZHANG
    return [
        [person(birth_date="1985-03-15", first_job="2011-07-01")],
        [UnitRow("900001", "示例科技有限公司")],
        [card()],
        [participation(begun=202001)],
        [paid(), paid(paid_for=202609)],
        [account_year()],
        [BenefitRow(*who, "110", 202610, "A1", "1", "养老金", 5000)],
        [TransferRow(*who, "110", True, None, "外地", 3, 12, 70000, 80000)],
        [RetirementRow(*who, "110", "2026-10-01", 202611, 1, 2, 3, 4, None)],
        [ContractRow(*who, "900001", 202001, None)],
    ]


def dump(engine: Engine) -> dict[str, list[Any]]:
    """Every table but the journal, row by row in the order of its key."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in t.DATA_TABLES.sorted_tables
            if table is not t.imports
        }


def delete_all(engine: Engine) -> None:
    """Leave nothing but the schema, of the data and of the kiosk's own tables where they are beside them."""
    own = LOCAL_TABLES.sorted_tables if inspect(engine).has_table(local_tables.credentials.name) else []
    with engine.begin() as connection:
        for table in (*reversed(t.DATA_TABLES.sorted_tables), *own):
            connection.execute(table.delete())
