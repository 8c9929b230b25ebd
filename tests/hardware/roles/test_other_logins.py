"""Importers, clerks and auditors on a real PostgreSQL: each does the work it is meant for, and no other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from kiosk.config import load
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.commands import import_files
from kiosk.period import Month
from kiosk.store import agency_logins, clerk, roles
from kiosk.store.configured import open_for_clerk
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.filling import fill_with_demo
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from tests.hardware.attack.attacker import (
    ACCOUNT_TABLES,
    RIGHT,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    as_owner,
    attacker,
    fail,
)
from tests.hardware.roles.owned import OWNER, new, refused, superuser_of, text_of
from tests.kiosk.store.month_bringing import NOON
from tests.kiosk.store.month_rows import paid

pytestmark = pytest.mark.postgresql


importing = typer.Typer()
importing.command()(import_files)


@pytest.mark.parametrize(
    ("group", "name"),
    [("kiosk", "x"), ("postgres", "x"), *(("clerk", name) for name in ("Clerk", "kiosk", "all", "public", "pg_x"))],
)
def test_a_login_that_is_none_is_refused(owned: str, group: str, name: str) -> None:
    with pytest.raises(Refused, match=r"There are logins for|A login has 1 to 40"):
        agency_logins.add_login(owned, group, name)


def test_no_role_that_is_somebody_elses_is_taken_over(owned: str) -> None:
    """It would lose its password, and have rights that were never meant to meet in one login."""
    superuser, other = superuser_of(owned), new("clerk")
    agency_logins.add_login(owned, "clerk", other)
    for url, group, name in ((owned, "clerk", OWNER), (superuser, "clerk", "postgres"), (owned, "importer", other)):
        with pytest.raises(Refused, match=f"The server has a role {name} that is no {group}'s"):
            agency_logins.add_login(url, group, name)
    with pytest.raises(Refused, match="A login that begins with kiosk_ is a kiosk's"):
        agency_logins.add_login(owned, "clerk", "kiosk_1")
    assert agency_logins.add_login(owned, "clerk", other).username == other, "a new password for it"


def test_no_login_of_another_agencys_database_is_taken_over_or_taken_away(owned: str) -> None:
    """Logins are the whole server's: an agency beside would lose its password, and be read with the new one."""
    other = new("clerk")
    as_owner(owned, f"CREATE ROLE {other} LOGIN IN ROLE clerk")
    with pytest.raises(Refused, match=f"The server has a login {other} already that is of another database"):
        agency_logins.add_login(owned, "clerk", other)
    for name in (other, "postgres", OWNER, "clerk", "nobody"):
        with pytest.raises(Refused, match=f"There is no login {name} of this database"):
            agency_logins.remove_login(owned, name)
    assert other not in [login.name for login in agency_logins.logins(owned)]
    assert as_owner(owned, "SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", other) == [(True,)]


def test_a_login_that_was_taken_away_reads_nothing_and_its_name_may_be_given_anew(owned: str) -> None:
    name = new("clerk")
    url = text_of(agency_logins.add_login(owned, "clerk", name))
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as held:
        assert held.execute("SELECT count(*) > 0 FROM register.persons").fetchone() == (True,)
        agency_logins.remove_login(owned, name)
        with pytest.raises(psycopg.OperationalError):
            held.execute("SELECT count(*) FROM register.persons")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(url.replace("+psycopg", ""))
    auditor = text_of(agency_logins.add_login(owned, "auditor", name))
    assert refused(auditor, "SELECT count(*) FROM register.persons"), "it is no clerk's any more"
    assert as_owner(auditor, "SELECT count(*) FROM fleet.audit_lines") == [(0,)]


def test_an_importer_brings_a_month_in_and_sees_no_login(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "importer", new("importer")))
    as_owner(owned, "UPDATE origin SET kind = 'imported'")
    engine = make_engine(parse_url(url), 10)
    try:
        writer = SqlMonthStore(engine, Journal(lambda: NOON)).begin(Authority.HUMAN_RESOURCES, snapshot=False)
        assert writer.add([paid(source_id="7000007", number="", settlement_number="new")]) == []
        assert writer.finish(Month(2026, 10)).rows == 1
        assert len(SqlLedger(engine).account("7000007").contributions) == 1
    finally:
        engine.dispose()
        as_owner(owned, "UPDATE origin SET kind = 'demo'")
        as_owner(owned, "DELETE FROM contributions WHERE person_id = '7000007'")
    for hidden in ("login.secret", "login.verifiers", "login.attempts", "fleet.audit_lines"):
        assert refused(url, f"SELECT count(*) FROM {hidden}")
    assert refused(url, "ALTER TABLE contributions DISABLE ROW LEVEL SECURITY") is True
    assert refused(url, f"SELECT unlock_number('{ZHANG}')")


def test_a_clerk_looks_up_unlocks_and_voids_and_changes_nothing_else(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "clerk", new("clerk")))
    engine = make_engine(parse_url(url), 10)
    with closing(SqlLedger(engine)) as ledger:
        holder = ledger.holder_of_number(ZHANG)
        assert holder is not None
        assert len(ledger.account(holder.person_id).contributions) == 890
    for table in (*ACCOUNT_TABLES, "register.persons", "register.cards", "units", "imports"):
        assert refused(url, f"DELETE FROM {table}")
    assert refused(url, "SELECT count(*) FROM login.verifiers")
    assert refused(url, "SELECT end_all_visits()")


def test_a_clerk_unlocks_numbers_and_cards_of_their_holder(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "clerk", new("clerk")))
    with attacker(owned) as thief:
        assert thief.register(ZHANG, ZHANG_CARD).result == "in"
        card = (ZHANG_CARD, ZHANG_CODE)
        for unlocked in (ZHANG, ZHANG_CARD):
            assert fail(thief, 5)[-1].result == fail(thief, 5, ZHANG, *card)[-1].result == "locked"
            clerk.unlock(url, unlocked, "desk-3")
            assert thief.log_in(ZHANG, RIGHT).result == thief.log_in(ZHANG, RIGHT, *card).result == "in"
        clerk.unlock(url, "119901198503150099", "desk-3")


def test_a_clerk_voids_a_password_and_whoever_is_in_is_out(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "clerk", new("clerk")))
    with attacker(owned) as thief:
        token = thief.register(ZHANG, ZHANG_CARD).token
        assert clerk.void(url, ZHANG, "desk-3") is True
        assert thief.with_token(token, "SELECT current_person()") == [(None,)]
        assert thief.log_in(ZHANG, RIGHT).result == "wrong"
        assert clerk.void(url, ZHANG, "desk-3") is False
        assert clerk.void(url, "119901198503150099", "desk-3") is False


@pytest.mark.parametrize("change", [clerk.unlock, clerk.void])
def test_who_may_not_change_a_number_is_told_who_may(owned: str, change: Callable[[str, str, str], object]) -> None:
    url = text_of(agency_logins.add_login(owned, "importer", new("importer")))
    with pytest.raises(Refused) as told:
        change(url, ZHANG, "desk-3")
    assert "this login may not do that (42501). Only a clerk's or the owner's login may." in str(told.value)


@pytest.mark.parametrize("group", ["kiosk", "clerk", "auditor"])
def test_who_may_not_import_is_told_at_once(
    owned: str, group: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before a file is looked at: this one is not even there."""
    made = roles.add_kiosk(owned, new("I").replace("_", "-")) if group == "kiosk" else None
    monkeypatch.setenv("KIOSK_DATABASE__URL", text_of(made or agency_logins.add_login(owned, group, new(group))))
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", "")
    words = [str(tmp_path / "none.csv"), "--source", "hr-csv"]
    done = CliRunner().invoke(importing, words)
    assert isinstance(done.exception, Refused)
    assert str(done.exception).startswith(
        "The login in database.url may not import; use one made by `main.py db login add importer NAME`"
    )
    for may in (owned, text_of(agency_logins.add_login(owned, "importer", new("importer")))):
        monkeypatch.setenv("KIOSK_DATABASE__URL", may)
        assert "may not import" not in str(CliRunner().invoke(importing, words).exception)


@pytest.mark.parametrize("group", ["kiosk", "importer", "auditor"])
def test_only_a_clerk_or_the_owner_looks_people_up(owned: str, group: str, tmp_path: Path) -> None:
    made = roles.add_kiosk(owned, new("L").replace("_", "-")) if group == "kiosk" else None
    for url, may in (
        (text_of(made or agency_logins.add_login(owned, group, new(group))), False),
        (text_of(agency_logins.add_login(owned, "clerk", new("clerk"))), True),
        (owned, True),
    ):
        settings = load(environment={}).with_values(
            database={"url": url, "local_url": f"sqlite:///{tmp_path / 'local.db'}"}, log={"audit_file": ""}
        )
        with ExitStack() as stack:
            if may:
                assert open_for_clerk(settings, date(2026, 11, 21), stack).ledger.holder_of_number(ZHANG)
                continue
            with pytest.raises(Refused, match=r"may not look people up; use one made by `main.py db login add clerk"):
                open_for_clerk(settings, date(2026, 11, 21), stack)


def test_an_auditor_sees_no_person(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "auditor", new("auditor")))
    for hidden in (*ACCOUNT_TABLES, "register.persons", "login.kiosks", "units", "imports"):
        assert refused(url, f"SELECT count(*) FROM {hidden}")
    assert as_owner(url, "SELECT count(*) FROM fleet.audit_lines") == [(0,)]


def test_only_the_owner_makes_demo_data_and_nothing_is_written_before_others_are_told_so(owned: str) -> None:
    before = as_owner(owned, "SELECT made_from FROM origin")
    others = [text_of(agency_logins.add_login(owned, group, new(group))) for group in ("importer", "clerk")]
    with attacker(owned) as thief:
        others.append(owned.replace(f"//{OWNER}@", f"//{thief.login}@"))
        for url in others:
            with pytest.raises(Refused, match=r"may not make demo data on .*\. Only the owner's login may"):
                fill_with_demo(url, Recipe(1, 1, 1, date(2026, 11, 21)))
    assert as_owner(owned, "SELECT made_from FROM origin") == before
