"""A database of version 0001 with one row of each kind, and what must be in it after an upgrade."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from kiosk.insurance import Authority
from kiosk.period import Month
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from kiosk.store.upgrading import MIGRATIONS
from tests.kiosk.store.month_bringing import NOON
from tests.kiosk.store.month_rows import ZHANG, paid

_ROWS = (
    f"INSERT INTO persons VALUES ('{ZHANG[0]}', '张三', '{ZHANG[1]}', '01', '1', '01', '1985-03-15', '', 'employed',"
    " '119901', '', '')",
    f"INSERT INTO cards VALUES ('A12345674', 'X', '{ZHANG[0]}', 'social-security', NULL, NULL, 'in-use')",
    "INSERT INTO units VALUES ('u', '单位')",
    f"INSERT INTO participations VALUES ('{ZHANG[0]}', '110', 'u', 201107, 'paying', 3)",
    f"INSERT INTO contributions VALUES ('{ZHANG[0]}', 202609, '110', 'S1', '10', 'u', 202609, '2026-09-20', 450000,"
    " '0.16', '0.08', 72000, 36000, 72000, 36000, '1')",
    f"INSERT INTO account_years VALUES ('{ZHANG[0]}', '110', 2025, 1, 2, 3, 4, 2)",
    f"INSERT INTO benefits VALUES ('{ZHANG[0]}', 202609, '110', 'A1', '养老金', 500)",
    "INSERT INTO data_as_of VALUES ('hr', 202609)",
    "INSERT INTO origin VALUES ('imported', '')",
)


def fill_first_version(url: str) -> None:
    """Make it by the first step alone."""
    engine = make_engine(parse_url(url), 4)
    with engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(MIGRATIONS))
        settings.set_main_option("path_separator", "newline")
        settings.set_main_option("version_locations", str(MIGRATIONS / "data"))
        settings.attributes["connection"] = connection
        settings.attributes["version_table"] = "data_version"
        command.upgrade(settings, "0001")
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()


def check_upgraded(url: str) -> None:
    """Every row is there, and the next import knows the person."""
    engine = make_engine(parse_url(url), 4)
    before = SqlLedger(engine).account(ZHANG[0])
    assert (before.person.name, before.person.first_job, before.units["u"].name) == ("张三", None, "单位")
    assert before.person.deemed_months is None
    assert [(each.deemed_months, each.begun, each.ended) for each in before.participations] == [(3, None, None)]
    assert [(each.person_due, each.to_account, each.subsidy) for each in before.contributions] == [(36000, None, 0)]
    assert [(each.closing, each.months, each.state) for each in before.years] == [(2, None, "")]
    assert [(each.amount, each.serial) for each in before.benefits] == [(500, "")]
    assert SqlLedger(engine).holder_of_card("A12345674", "X") is not None
    writer = SqlMonthStore(engine, Journal(lambda: NOON)).begin(Authority.HUMAN_RESOURCES, snapshot=False)
    assert writer.add([paid(number="")]) == []
    assert writer.finish(Month(2026, 10)).new_persons == 0
    assert len(SqlLedger(engine).account(ZHANG[0]).contributions) == 2
    engine.dispose()
