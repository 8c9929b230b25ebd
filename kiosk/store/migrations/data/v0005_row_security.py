"""On PostgreSQL: a kiosk's login reads one person at a time, the one who proved who they are. SQLite stays as it is.

Row security, the functions of a login and the partitions; the SQL is in sql_0005/, carried out in the files' order.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import context, op

from kiosk.errors import Refused
from kiosk.store.server_steps import POSTGRESQL, carry_out_file

revision = "0005"
down_revision = "0004"

_DEFAULT_PARTITIONS = 16

_STEPS = Path(__file__).with_name("sql_0005")
_ROLES = ("kiosk", "importer", "clerk", "auditor")

_KEYS = {
    "register.persons": "person_id",
    "public.participations": "person_id, insurance, unit_code, begun",
    "public.contributions": "person_id, paid_for, insurance, settlement_number, kind, unit_code",
    "public.account_years": "person_id, insurance, year",
    "public.benefits": "person_id, month, insurance, item_code, serial",
    "public.transfers": "person_id, insurance, moved_in, moved, other_agency",
    "public.retirements": "person_id, insurance",
    "public.contracts": "person_id, unit_code, first",
}
"""The partitioned tables and their primary keys, which begin with the person."""


def upgrade() -> None:
    """Move the tables into their schemas and partitions with every row, and give each role its rights."""
    connection = op.get_bind()
    if connection.dialect.name != POSTGRESQL:
        return
    _refuse_without_roles(connection)
    carry_out_file(connection, _STEPS / "1_schemas.sql")
    _drop_foreign_keys(connection)
    _order_by_bytes(connection)
    for table in ("persons", "aliases", "cards"):
        op.execute(f"ALTER TABLE public.{table} SET SCHEMA register")
    partitions = int(context.config.attributes.get("partitions", _DEFAULT_PARTITIONS))
    for table, key in _KEYS.items():
        _partition(table, key, partitions)
    op.execute("CREATE INDEX ix_persons_number ON register.persons (number)")
    for step in sorted(_STEPS.glob("[2-9]_*.sql")):
        carry_out_file(connection, step)


def _refuse_without_roles(connection: sa.Connection) -> None:
    asked = sa.text("SELECT rolname FROM pg_roles WHERE rolname = ANY (:roles)")
    there = set(connection.scalars(asked, {"roles": list(_ROLES)}))
    missing = [role for role in _ROLES if role not in there]
    may = connection.scalar(sa.text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"))
    if missing and not may:
        raise Refused(
            f"The server has no role {missing[0]} and this login may not make it; upgrade with a login that has "
            "CREATEROLE, or have the roles kiosk, importer, clerk and auditor made (NOLOGIN)."
        )


def _drop_foreign_keys(connection: sa.Connection) -> None:
    """What is written is checked set by set; a key to a partitioned table would be looked up row by row."""
    found = connection.execute(
        sa.text(
            "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
            " WHERE contype = 'f' AND confrelid = 'public.persons'::regclass"
        )
    )
    for table, name in found.all():
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def _order_by_bytes(connection: sa.Connection) -> None:
    """Compare texts by their bytes, as SQLite does: one order on both, and a month goes in in half the time."""
    names = ("aliases", "cards", "units", *(table.split(".")[1] for table in _KEYS))
    found = connection.execute(
        sa.text(
            "SELECT attrelid::regclass::text, string_agg(format('ALTER COLUMN %I TYPE %s COLLATE \"C\"',"
            " attname, format_type(atttypid, atttypmod)), ', ') FROM pg_attribute"
            " WHERE attrelid = ANY (CAST(:tables AS text[])::regclass[]) AND attnum > 0 AND NOT attisdropped"
            " AND attcollation = 'pg_catalog.\"default\"'::regcollation GROUP BY attrelid"
        ),
        {"tables": [f"public.{name}" for name in names]},
    )
    for table, changes in found.all():
        op.execute(f"ALTER TABLE {table} {changes}")


def _partition(table: str, key: str, partitions: int) -> None:
    schema, name = table.split(".")
    op.execute(f"ALTER TABLE {table} RENAME TO {name}_old")
    op.execute(f"CREATE TABLE {table} (LIKE {schema}.{name}_old INCLUDING DEFAULTS) PARTITION BY HASH (person_id)")
    for n in range(partitions):
        where = f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {n})"
        op.execute(f"CREATE TABLE parts.{name}_{n} PARTITION OF {table} {where}")
    op.execute(f"INSERT INTO {table} SELECT * FROM {schema}.{name}_old")  # noqa: S608 our own names
    op.execute(f"DROP TABLE {schema}.{name}_old")
    op.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")
