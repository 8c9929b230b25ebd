"""Room for the monthly data of both authorities: more kinds of rows, both authorities' personal numbers, a journal."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID, _CODE, _NAME = sa.String(40), sa.String(20), sa.String(200)
_KEPT_AS_THEY_ARE = ("cards", "contributions", "account_years")


def upgrade() -> None:
    """Add columns and tables; every row that is there stays."""
    _grow_persons()
    for table in _KEPT_AS_THEY_ARE:
        op.add_column(table, _brought())
    op.add_column("contributions", sa.Column("to_account", sa.BigInteger))
    op.add_column("contributions", sa.Column("subsidy", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("account_years", sa.Column("months", sa.Integer))
    op.add_column("account_years", sa.Column("state", _CODE, nullable=False, server_default=""))
    _rebuild_participations()
    _rebuild_benefits()
    _make_new_kinds()
    _make_journal()


def _key(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _person() -> sa.Column[Any]:
    return sa.Column("person_id", _ID, sa.ForeignKey("persons.person_id"), primary_key=True)


def _brought() -> sa.Column[Any]:
    return sa.Column("brought", sa.Integer, nullable=False, server_default="0")


def _grow_persons() -> None:
    op.add_column("persons", sa.Column("first_job", sa.Date))
    op.add_column("persons", sa.Column("told_by", _CODE, nullable=False, server_default="hr"))
    op.create_table(
        "aliases",
        _key("authority", _CODE),
        _key("source_id", _ID),
        sa.Column("person_id", _ID, sa.ForeignKey("persons.person_id"), nullable=False),
        sqlite_with_rowid=False,
    )
    # Until now there was one feed, and its personal number was the kiosk's.
    op.execute("INSERT INTO aliases (authority, source_id, person_id) SELECT 'hr', person_id, person_id FROM persons")


def _rebuild_participations() -> None:
    op.create_table(
        "participations_new",
        _person(),
        _key("insurance", _CODE),
        _key("unit_code", _ID),
        _key("begun", sa.Integer()),
        sa.Column("first_insured", sa.Integer),
        _given("standing", _CODE),
        _given("deemed_months", sa.Integer()),
        sa.Column("ended", sa.Integer),
        _brought(),
        sqlite_with_rowid=False,
    )
    old = "person_id, insurance, unit_code, first_insured, standing, deemed_months"
    _take_over("participations", f"{old}, begun", f"{old}, 0")


def _rebuild_benefits() -> None:
    op.create_table(
        "benefits_new",
        _person(),
        _key("month", sa.Integer()),
        _key("insurance", _CODE),
        _key("item_code", _CODE),
        _key("serial", _ID),
        _given("item_name", _NAME),
        _given("amount", sa.BigInteger()),
        _brought(),
        sqlite_with_rowid=False,
    )
    old = "person_id, month, insurance, item_code, item_name, amount"
    _take_over("benefits", f"{old}, serial", f"{old}, ''")


def _take_over(table: str, into: str, values: str) -> None:
    """A primary key cannot be changed on SQLite: the rows move into a table that has it."""
    op.execute(f"INSERT INTO {table}_new ({into}) SELECT {values} FROM {table}")  # noqa: S608 our own names
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _make_new_kinds() -> None:
    op.create_table(
        "transfers",
        _person(),
        _key("insurance", _CODE),
        _key("moved_in", sa.Boolean()),
        _key("moved", sa.String(10)),
        _key("other_agency", _NAME),
        *(_given(name, sa.Integer()) for name in ("deemed_months", "actual_months")),
        *(_given(name, sa.BigInteger()) for name in ("person_amount", "unit_amount")),
        _brought(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retirements",
        _person(),
        _key("insurance", _CODE),
        sa.Column("retired", sa.Date),
        sa.Column("drawing_since", sa.Integer),
        *(_given(name, sa.Integer()) for name in ("deemed_months", "actual_months", "interrupted_months")),
        sa.Column("account_total", sa.BigInteger),
        sa.Column("pension", sa.BigInteger),
        _brought(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contracts",
        _person(),
        _key("unit_code", _ID),
        _key("first", sa.Integer()),
        sa.Column("last", sa.Integer),
        _brought(),
        sqlite_with_rowid=False,
    )


def _make_journal() -> None:
    op.create_table(
        "imports",
        _key("number", sa.Integer()),
        _given("authority", _CODE),
        _given("profile", _NAME),
        _given("snapshot", sa.Boolean()),
        sa.Column("as_of", sa.Integer),
        _given("moment", sa.String(19)),
        _given("rows", sa.BigInteger()),
        _given("persons", sa.BigInteger()),
        sqlite_with_rowid=False,
    )
