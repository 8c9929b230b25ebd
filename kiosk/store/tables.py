"""The tables of the imported data. Money is integer fen, months are 202610 and years 202600 (kiosk/period.py)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

DATA_TABLES = MetaData()
"""The imported data: replaced month by month."""

_ID, _CODE, _NAME = String(40), String(20), String(200)
"""A category stands as its code, and one that the kiosk has no rules for as "authority:code"."""


def _person() -> Column[str]:
    return Column("person_id", _ID, ForeignKey("persons.person_id"), primary_key=True)


def _brought() -> Column[int]:
    """The increment (imports.number) that brought or changed the row; 0: a snapshot, whose rows all change together."""
    return Column("brought", Integer, nullable=False, server_default="0")


persons = Table(
    "persons",
    DATA_TABLES,
    Column("person_id", _ID, primary_key=True),
    Column("name", _NAME, nullable=False),
    Column("number", _ID, nullable=False, index=True),
    Column("document", _CODE, nullable=False),
    Column("sex", _CODE, nullable=False),
    Column("ethnicity", _CODE, nullable=False),
    Column("birth_date", Date),
    Column("household", _NAME, nullable=False),
    Column("employment", _CODE, nullable=False),
    Column("division", _CODE, nullable=False),
    Column("place", _NAME, nullable=False),
    Column("agency", _NAME, nullable=False),
    Column("first_job", Date),
    # Whose basic data these are: human resources' win over medical security's.
    Column("told_by", _CODE, nullable=False, server_default="hr"),
    Column("deemed_months", Integer),
    sqlite_with_rowid=False,
)

# Under which personal number each authority knows a person: the two count them apart.
aliases = Table(
    "aliases",
    DATA_TABLES,
    Column("authority", _CODE, primary_key=True),
    Column("source_id", _ID, primary_key=True),
    Column("person_id", _ID, ForeignKey("persons.person_id"), nullable=False),
    sqlite_with_rowid=False,
)

cards = Table(
    "cards",
    DATA_TABLES,
    Column("number", _ID, primary_key=True),
    Column("identification_code", _ID, primary_key=True),
    Column("person_id", _ID, ForeignKey("persons.person_id"), nullable=False, index=True),
    Column("kind", _CODE, nullable=False),
    Column("issued", Date),
    Column("valid_until", Date),
    Column("state", _CODE, nullable=False),
    _brought(),
    sqlite_with_rowid=False,
)

units = Table(
    "units",
    DATA_TABLES,
    Column("code", _ID, primary_key=True),
    Column("name", _NAME, nullable=False),
    sqlite_with_rowid=False,
)

participations = Table(
    "participations",
    DATA_TABLES,
    _person(),
    Column("insurance", _CODE, primary_key=True),
    Column("unit_code", _ID, primary_key=True),
    # 0: not said. In the key, because people come back to a unit they left.
    Column("begun", Integer, primary_key=True, autoincrement=False),
    Column("first_insured", Integer),
    Column("standing", _CODE, nullable=False),
    Column("deemed_months", Integer, nullable=False),
    Column("ended", Integer),
    _brought(),
    sqlite_with_rowid=False,
)

# The primary key begins with the person, and on SQLite the rows stand in its order: an account is one range read.
contributions = Table(
    "contributions",
    DATA_TABLES,
    _person(),
    Column("paid_for", Integer, primary_key=True, autoincrement=False),
    Column("insurance", _CODE, primary_key=True),
    Column("settlement_number", _ID, primary_key=True),
    Column("kind", _CODE, primary_key=True),
    Column("unit_code", _ID, primary_key=True),
    Column("settled", Integer, nullable=False),
    Column("arrived", Date),
    Column("base", BigInteger),
    Column("unit_rate", _CODE, nullable=False),
    Column("person_rate", _CODE, nullable=False),
    Column("unit_due", BigInteger, nullable=False),
    Column("person_due", BigInteger, nullable=False),
    Column("unit_paid", BigInteger),
    Column("person_paid", BigInteger),
    Column("status", _CODE, nullable=False),
    Column("to_account", BigInteger),
    Column("subsidy", BigInteger, nullable=False, server_default="0"),
    _brought(),
    sqlite_with_rowid=False,
)

account_years = Table(
    "account_years",
    DATA_TABLES,
    _person(),
    Column("insurance", _CODE, primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("opening", BigInteger, nullable=False),
    Column("principal", BigInteger, nullable=False),
    Column("interest", BigInteger, nullable=False),
    Column("paid_out", BigInteger, nullable=False),
    Column("closing", BigInteger, nullable=False),
    Column("months", Integer),
    Column("state", _CODE, nullable=False, server_default=""),
    _brought(),
    sqlite_with_rowid=False,
)

benefits = Table(
    "benefits",
    DATA_TABLES,
    _person(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("insurance", _CODE, primary_key=True),
    Column("item_code", _CODE, primary_key=True),
    Column("serial", _ID, primary_key=True),
    Column("item_name", _NAME, nullable=False),
    Column("amount", BigInteger, nullable=False),
    _brought(),
    sqlite_with_rowid=False,
)

transfers = Table(
    "transfers",
    DATA_TABLES,
    _person(),
    Column("insurance", _CODE, primary_key=True),
    Column("moved_in", Boolean, primary_key=True),
    # An ISO day, or empty when the feed does not say: a key cannot be without a value.
    Column("moved", String(10), primary_key=True),
    Column("other_agency", _NAME, primary_key=True),
    Column("deemed_months", Integer, nullable=False),
    Column("actual_months", Integer, nullable=False),
    Column("person_amount", BigInteger, nullable=False),
    Column("unit_amount", BigInteger, nullable=False),
    _brought(),
    sqlite_with_rowid=False,
)

retirements = Table(
    "retirements",
    DATA_TABLES,
    _person(),
    Column("insurance", _CODE, primary_key=True),
    Column("retired", Date),
    Column("drawing_since", Integer),
    Column("deemed_months", Integer, nullable=False),
    Column("actual_months", Integer, nullable=False),
    Column("interrupted_months", Integer, nullable=False),
    Column("account_total", BigInteger),
    Column("pension", BigInteger),
    _brought(),
    sqlite_with_rowid=False,
)

contracts = Table(
    "contracts",
    DATA_TABLES,
    _person(),
    Column("unit_code", _ID, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer),
    _brought(),
    sqlite_with_rowid=False,
)

data_as_of = Table(
    "data_as_of",
    DATA_TABLES,
    Column("authority", _CODE, primary_key=True),
    Column("month", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The journal: what came when. No person in it.
imports = Table(
    "imports",
    DATA_TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("authority", _CODE, nullable=False),
    Column("profile", _NAME, nullable=False),
    Column("snapshot", Boolean, nullable=False),
    Column("as_of", Integer),
    Column("moment", String(19), nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("persons", BigInteger, nullable=False),
    Column("report", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

# One row that says where the content comes from, so that demo and real data can never be mixed up.
origin = Table(
    "origin",
    DATA_TABLES,
    Column("kind", _CODE, primary_key=True),
    Column("made_from", String(100), nullable=False),
    sqlite_with_rowid=False,
)
