"""First tables of the imported data. A step never imports tables.py: it must stay what it was."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID, _CODE, _NAME = sa.String(40), sa.String(20), sa.String(200)


def upgrade() -> None:
    """Make all tables of the imported data."""
    _make_people()
    _make_contributions()
    _make_accounts()
    _make_marks()


def _key(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _person() -> sa.Column[Any]:
    return sa.Column("person_id", _ID, sa.ForeignKey("persons.person_id"), primary_key=True)


def _make_people() -> None:
    op.create_table(
        "persons",
        _key("person_id", _ID),
        _given("name", _NAME),
        _given("number", _ID),
        *(_given(name, _CODE) for name in ("document", "sex", "ethnicity")),
        sa.Column("birth_date", sa.Date),
        _given("household", _NAME),
        *(_given(name, _CODE) for name in ("employment", "division")),
        *(_given(name, _NAME) for name in ("place", "agency")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_persons_number", "persons", ["number"])
    op.create_table(
        "cards",
        _key("number", _ID),
        _key("identification_code", _ID),
        sa.Column("person_id", _ID, sa.ForeignKey("persons.person_id"), nullable=False),
        _given("kind", _CODE),
        sa.Column("issued", sa.Date),
        sa.Column("valid_until", sa.Date),
        _given("state", _CODE),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cards_person_id", "cards", ["person_id"])
    op.create_table("units", _key("code", _ID), _given("name", _NAME), sqlite_with_rowid=False)
    op.create_table(
        "participations",
        _person(),
        _key("insurance", _CODE),
        _key("unit_code", _ID),
        sa.Column("first_insured", sa.Integer),
        _given("standing", _CODE),
        _given("deemed_months", sa.Integer()),
        sqlite_with_rowid=False,
    )


def _make_contributions() -> None:
    op.create_table(
        "contributions",
        _person(),
        _key("paid_for", sa.Integer()),
        _key("insurance", _CODE),
        _key("settlement_number", _ID),
        _key("kind", _CODE),
        _key("unit_code", _ID),
        _given("settled", sa.Integer()),
        sa.Column("arrived", sa.Date),
        sa.Column("base", sa.BigInteger),
        *(_given(name, _CODE) for name in ("unit_rate", "person_rate")),
        *(_given(name, sa.BigInteger()) for name in ("unit_due", "person_due")),
        sa.Column("unit_paid", sa.BigInteger),
        sa.Column("person_paid", sa.BigInteger),
        _given("status", _CODE),
        sqlite_with_rowid=False,
    )


def _make_accounts() -> None:
    op.create_table(
        "account_years",
        _person(),
        _key("insurance", _CODE),
        _key("year", sa.SmallInteger()),
        *(_given(name, sa.BigInteger()) for name in ("opening", "principal", "interest", "paid_out", "closing")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "benefits",
        _person(),
        _key("month", sa.Integer()),
        _key("insurance", _CODE),
        _key("item_code", _CODE),
        _given("item_name", _NAME),
        _given("amount", sa.BigInteger()),
        sqlite_with_rowid=False,
    )


def _make_marks() -> None:
    op.create_table("data_as_of", _key("authority", _CODE), _given("month", sa.Integer()), sqlite_with_rowid=False)
    op.create_table("origin", _key("kind", _CODE), _given("made_from", sa.String(100)), sqlite_with_rowid=False)
