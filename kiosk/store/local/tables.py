"""The tables of the local database: what this kiosk alone knows. It survives every import."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
)

LOCAL_TABLES = MetaData()
"""Passwords and wrong tries, prints, staff, and what staff changed."""

_ID, _CODE, _NAME = String(40), String(20), String(200)

credentials = Table(
    "credentials",
    LOCAL_TABLES,
    Column("person_id", _ID, primary_key=True),
    Column("password_hash", String(300), nullable=False),
)

attempts = Table(
    "attempts",
    LOCAL_TABLES,
    Column("key", String(100), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("wait_seconds", Integer, nullable=False),
)

secrets = Table(
    "secrets",
    LOCAL_TABLES,
    Column("name", _CODE, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# What was printed and how it ended; no person in it.
prints = Table(
    "prints",
    LOCAL_TABLES,
    Column("number", Integer, primary_key=True),
    Column("moment", String(19), nullable=False),
    Column("visit", Integer, nullable=False),
    Column("kind", _CODE, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("state", _CODE, nullable=False),
    Column("code", _CODE, nullable=False),
    Column("shipped", Boolean, nullable=False, server_default=false()),
)

# Pages of a person and day, under a keyed hash of both.
daily_pages = Table(
    "daily_pages",
    LOCAL_TABLES,
    Column("key", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("pages", Integer, nullable=False),
)

# Who may look after this kiosk; a card stands there as a keyed hash of its number.
staff = Table(
    "staff",
    LOCAL_TABLES,
    Column("number", _CODE, primary_key=True),
    Column("role", _CODE, nullable=False),
    Column("password_hash", String(300), nullable=False),
    Column("card_key", String(64), nullable=False),
)

# What staff changed at the machine: one row at most.
adjustments = Table(
    "adjustments",
    LOCAL_TABLES,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("out_of_service", Boolean, nullable=False),
    Column("volume", Integer),
    Column("brightness", Integer),
    Column("daily_pages", Integer),
    Column("language", _CODE),
)

# The last test of each part of the machine.
part_tests = Table(
    "part_tests",
    LOCAL_TABLES,
    Column("part", _CODE, primary_key=True),
    Column("moment", String(19), nullable=False),
    Column("good", Boolean, nullable=False),
    Column("said", _NAME, nullable=False),
)

# What the kiosk needs from staff, until they have been told that it is over.
needs = Table(
    "needs",
    LOCAL_TABLES,
    Column("code", _CODE, primary_key=True),
    Column("began", String(19), nullable=False),
    Column("told", Boolean, nullable=False),
    Column("over", String(19)),
)

# How far the audit trail (number and hash of its line) and the prints (batches) were shipped to the fleet's database.
shipped = Table(
    "shipped",
    LOCAL_TABLES,
    Column("what", _CODE, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("mark", String(64), nullable=False),
)
