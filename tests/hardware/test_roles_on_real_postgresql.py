"""Logins on a real PostgreSQL, made by an owner who is no superuser: what each of them may do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from itertools import count
from pathlib import Path

import psycopg
import pytest
import typer
from sqlalchemy import URL
from typer.testing import CliRunner

from kiosk.config import load
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.commands import import_files
from kiosk.period import Month
from kiosk.store import clerk, roles
from kiosk.store.commands import db_app
from kiosk.store.configured import open_for_clerk
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.filling import fill_with_demo
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from kiosk.store.upgrading import upgrade
from tests.hardware.attack.attacker import (
    ACCOUNT_TABLES,
    RIGHT,
    WRONG,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    ZHANG_ID,
    as_owner,
    attacker,
    fail,
)
from tests.hardware.postgresql_server import PostgresServer
from tests.kiosk.store.month_rows import paid
from tests.kiosk.store.month_rules import NOON

pytestmark = pytest.mark.postgresql

OWNER = "agency"
PARTITIONS = 3
_NAMES = count(1)

app = typer.Typer()
app.add_typer(db_app, name="db")
importing = typer.Typer()
importing.command()(import_files)


@pytest.fixture(scope="module")
def owned(postgresql: PostgresServer) -> Iterator[str]:
    """The demo people in a database whose owner may make roles, and nothing else that is special."""
    # The roles are there already, or this makes them: both are an agency's case.
    superusers = postgresql.new_database()
    upgrade(superusers, partitions=1)
    as_owner(superusers, f"CREATE ROLE {OWNER} LOGIN CREATEROLE")
    own = postgresql.new_database(f"OWNER {OWNER}")
    url = own.replace("//postgres@", f"//{OWNER}@")
    fill_with_demo(url, Recipe(0, 1, 1, date(2026, 11, 21)), PARTITIONS)
    as_owner(
        url, "CREATE OR REPLACE FUNCTION login.today() RETURNS date LANGUAGE sql AS $$ SELECT DATE '2026-11-21' $$"
    )
    yield url
    for made in (superusers, own):
        postgresql.drop(made)


def new(kind: str) -> str:
    """A name that no other test has: logins belong to the whole server."""
    return f"role_{kind}_{next(_NAMES)}"


def superuser_of(owned: str) -> str:
    """The same database with the superuser's login."""
    return owned.replace(f"//{OWNER}@", "//postgres@")


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def refused(url: str, statement: str) -> bool:
    """Whether a statement is refused for want of rights."""
    try:
        as_owner(url, statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


# The owner.


def test_the_owner_reads_everybody_without_being_a_superuser(owned: str) -> None:
    assert as_owner(owned, "SELECT count(*) FROM contributions WHERE person_id = %s", ZHANG_ID) == [(890,)]
    assert as_owner(owned, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]


def test_every_table_of_persons_is_secured_against_its_owner_too(owned: str) -> None:
    found = as_owner(
        owned,
        "SELECT relname, relforcerowsecurity AND relrowsecurity, relkind = 'p' FROM pg_class "
        "WHERE relnamespace IN ('public'::regnamespace, 'register'::regnamespace) AND relkind IN ('r', 'p') "
        "AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'person_id')",
    )
    assert {name for name, secured, _ in found if secured} == {*ACCOUNT_TABLES, "persons", "aliases", "cards"}
    assert {name for name, secured, _ in found if not secured} == set()
    assert {name for name, _, partitioned in found if partitioned} == {*ACCOUNT_TABLES, "persons"}
    parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'contributions'::regclass"
    assert as_owner(owned, parts) == [(PARTITIONS,)]


def test_whoever_may_not_make_roles_is_told_which_are_missing(postgresql: PostgresServer, owned: str) -> None:
    as_owner(owned, "CREATE ROLE plain LOGIN")
    url = postgresql.new_database("OWNER plain")
    as_owner(url, "ALTER ROLE auditor RENAME TO auditor_away")
    try:
        with pytest.raises(Refused, match="The server has no role auditor and this login may not make it"):
            upgrade(url.replace("//postgres@", "//plain@"))
    finally:
        as_owner(url, "ALTER ROLE auditor_away RENAME TO auditor")
    assert upgrade(url.replace("//postgres@", "//plain@"), partitions=1).before is None
    postgresql.drop(url)


# A kiosk's login.


def test_a_kiosk_logs_in_with_the_url_that_is_handed_out(owned: str) -> None:
    url = roles.add_kiosk(owned, new("Hall-A").replace("_", "-"))
    assert url.username is not None
    assert (url.host, url.database) == (parse_url(owned).host, parse_url(owned).database)
    asked = "SELECT session_user::text, current_setting('jit'), count(*) FROM contributions"
    assert as_owner(text_of(url), asked) == [(url.username, "off", 0)]
    roles.remove_kiosk(owned, url.username.removeprefix("kiosk_"))


def test_only_the_hash_of_a_password_reaches_the_server(owned: str, postgresql: PostgresServer) -> None:
    kiosk = new("P").replace("_", "-")
    first, second = (roles.add_kiosk(owned, kiosk).password for _ in range(2))
    assert isinstance(second, str)
    assert first != second
    superuser = superuser_of(owned)
    ((kept,),) = as_owner(superuser, "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    scheme, _, rest = kept.partition("$")
    (turns, salt), (stored, _) = (part.split(":") for part in rest.split("$"))
    salted = hashlib.pbkdf2_hmac("sha256", second.encode(), base64.b64decode(salt), int(turns))
    key = hmac.digest(salted, b"Client Key", "sha256")
    assert scheme == "SCRAM-SHA-256"
    assert hashlib.sha256(key).digest() == base64.b64decode(stored)
    assert second not in (postgresql.folder / "log").read_text(encoding="utf-8", errors="replace")
    assert [each.id for each in roles.kiosks(owned)].count(kiosk) == 1
    roles.remove_kiosk(owned, kiosk)


def test_a_kiosk_that_is_removed_is_out_at_once(owned: str) -> None:
    with attacker(owned) as thief:
        assert thief.register(ZHANG, ZHANG_CARD).result == "in"
        token = thief.log_in(ZHANG, RIGHT).token
        assert thief.with_token(token, "SELECT count(*) FROM contributions") == [(890,)]
        thief.run("SELECT set_config('kiosk.token', %s, true)", token)
        roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))
        with pytest.raises(psycopg.OperationalError):
            thief.run("SELECT count(*) FROM contributions")
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            psycopg.connect(thief.line.info.dsn)
        assert thief.login not in {kiosk.login for kiosk in roles.kiosks(owned)}
        with pytest.raises(Refused, match="There is no kiosk"):
            roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))


@pytest.mark.parametrize("kiosk", ["", "a b", "x" * 33, "-a", "a;b", "kiosk\n"])
def test_an_id_that_is_none_is_refused(owned: str, kiosk: str) -> None:
    with pytest.raises(Refused, match="A kiosk's ID has 1 to 32"):
        roles.add_kiosk(owned, kiosk)


@pytest.mark.parametrize(("group", "name"), [("kiosk", "x"), ("postgres", "x"), ("clerk", "Clerk"), ("clerk", "kiosk")])
def test_a_login_that_is_none_is_refused(owned: str, group: str, name: str) -> None:
    with pytest.raises(Refused, match=r"There are logins for|A login has 1 to 40"):
        roles.add_login(owned, group, name)


def test_no_role_that_is_somebody_elses_is_taken_over(owned: str) -> None:
    """It would lose its password, and have rights that were never meant to meet in one login."""
    superuser, other = superuser_of(owned), new("clerk")
    roles.add_login(owned, "clerk", other)
    for url, group, name in ((owned, "clerk", OWNER), (superuser, "clerk", "postgres"), (owned, "importer", other)):
        with pytest.raises(Refused, match=f"The server has a role {name} that is no {group}'s"):
            roles.add_login(url, group, name)
    with pytest.raises(Refused, match="A login that begins with kiosk_ is a kiosk's"):
        roles.add_login(owned, "clerk", "kiosk_1")
    assert roles.add_login(owned, "clerk", other).username == other, "a new password for it"


def test_another_databases_kiosk_is_left_alone(owned: str, postgresql: PostgresServer) -> None:
    kiosk = new("O").replace("_", "-")
    theirs = text_of(roles.add_kiosk(owned, kiosk))
    second = postgresql.new_database(f"OWNER {OWNER}").replace("//postgres@", f"//{OWNER}@")
    upgrade(second, partitions=1)
    with pytest.raises(Refused, match=f"The server has a role kiosk_{kiosk} already, of another database"):
        roles.add_kiosk(second, kiosk)
    with pytest.raises(Refused, match="There is no kiosk"):
        roles.remove_kiosk(second, kiosk)
    assert as_owner(theirs, "SELECT count(*) FROM contributions") == [(0,)]
    roles.remove_kiosk(owned, kiosk)
    assert roles.add_kiosk(second, kiosk).database == parse_url(second).database, "it is free now"
    roles.remove_kiosk(second, kiosk)
    postgresql.drop(second)


def test_what_a_stolen_kiosk_locked_is_open_once_it_is_removed(owned: str) -> None:
    with attacker(owned) as thief, attacker(owned) as honest:
        assert honest.register(ZHANG, ZHANG_CARD).result == "in"
        for _ in range(20):
            thief.offer(ZHANG, WRONG)
        assert honest.log_in(ZHANG, RIGHT).result == "locked"
        roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))
        assert honest.log_in(ZHANG, RIGHT).result == "in"


def test_no_kiosk_can_keep_an_import_waiting(owned: str) -> None:
    with attacker(owned) as thief:
        for mode in ("SHARE ROW EXCLUSIVE", "ROW EXCLUSIVE", "SHARE", "ACCESS EXCLUSIVE", "ACCESS SHARE"):
            assert isinstance(thief.refusal(f"LOCK TABLE imports IN {mode} MODE"), psycopg.errors.InsufficientPrivilege)
        thief.run("SELECT moment FROM imports")
        engine = make_engine(parse_url(owned), 10)
        SqlMonthStore(engine, Journal(lambda: NOON, origin="demo")).begin(
            Authority.HUMAN_RESOURCES, snapshot=False
        ).abandon()
        engine.dispose()


def test_any_upgrade_by_a_superuser_closes_comparisons(owned: str) -> None:
    """An owner's cannot, and a restored dump has forgotten it."""
    superuser = superuser_of(owned)
    as_owner(superuser, "ALTER FUNCTION pg_catalog.text_lt(text, text) LEAKPROOF")
    assert upgrade(owned).closed is False
    assert upgrade(superuser).closed is True
    assert as_owner(owned, "SELECT proleakproof FROM pg_proc WHERE proname = 'text_lt'") == [(False,)]
    assert upgrade(owned).closed is True


def test_any_upgrade_takes_away_what_a_restored_dump_gave_everybody(owned: str) -> None:
    """Temporary tables by the database's owner, large objects and messages in the log by a superuser."""
    superuser, name = superuser_of(owned), parse_url(owned).database
    makes = (
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.proname IN ('lo_create', 'pg_logical_emit_message')"
    )
    as_owner(superuser, f"GRANT TEMPORARY ON DATABASE {name} TO PUBLIC")
    for (function,) in as_owner(superuser, makes):
        as_owner(superuser, f"GRANT EXECUTE ON FUNCTION {function} TO PUBLIC")
    with attacker(owned) as thief:
        for statement in ("CREATE TEMP TABLE mine (a int)", "SELECT lo_create(0)"):
            assert thief.refusal(statement) is None
        upgrade(owned)
        assert isinstance(thief.refusal("CREATE TEMP TABLE mine (a int)"), psycopg.errors.InsufficientPrivilege)
        upgrade(superuser)
        for call in ("lo_create(0)", "lo_creat(1)", "lo_from_bytea(0, '')", "pg_logical_emit_message(false, 'a', 'b')"):
            assert isinstance(thief.refusal(f"SELECT {call}"), psycopg.errors.InsufficientPrivilege)
    assert as_owner(owned, "SELECT has_database_privilege('importer', current_database(), 'TEMP')") == [(True,)]


def test_logins_are_made_on_a_server_only(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="an SQLite file has none"):
        roles.kiosks(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(Refused, match="unlock and void at the kiosk"):
        clerk.unlock(f"sqlite:///{tmp_path / 'a.db'}", ZHANG, "desk-3")


def test_who_may_make_no_logins_is_told_so(owned: str) -> None:
    url = text_of(roles.add_login(owned, "clerk", new("clerk")))
    with pytest.raises(Refused, match=r"The logins of .* cannot be changed: this login may not do that \(42501\)"):
        roles.add_kiosk(url, "Z1")


# The others.


def test_an_importer_brings_a_month_in_and_sees_no_login(owned: str) -> None:
    url = text_of(roles.add_login(owned, "importer", new("importer")))
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
    url = text_of(roles.add_login(owned, "clerk", new("clerk")))
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
    url = text_of(roles.add_login(owned, "clerk", new("clerk")))
    with attacker(owned) as thief:
        assert thief.register(ZHANG, ZHANG_CARD).result == "in"
        card = (ZHANG_CARD, ZHANG_CODE)
        for unlocked in (ZHANG, ZHANG_CARD):
            assert fail(thief, 5)[-1].result == fail(thief, 5, ZHANG, *card)[-1].result == "locked"
            clerk.unlock(url, unlocked, "desk-3")
            assert thief.log_in(ZHANG, RIGHT).result == thief.log_in(ZHANG, RIGHT, *card).result == "in"
        clerk.unlock(url, "119901198503150099", "desk-3")


def test_a_clerk_voids_a_password_and_whoever_is_in_is_out(owned: str) -> None:
    url = text_of(roles.add_login(owned, "clerk", new("clerk")))
    with attacker(owned) as thief:
        token = thief.register(ZHANG, ZHANG_CARD).token
        assert clerk.void(url, ZHANG, "desk-3") is True
        assert thief.with_token(token, "SELECT current_person()") == [(None,)]
        assert thief.log_in(ZHANG, RIGHT).result == "wrong"
        assert clerk.void(url, ZHANG, "desk-3") is False
        assert clerk.void(url, "119901198503150099", "desk-3") is False


@pytest.mark.parametrize("group", ["kiosk", "clerk", "auditor"])
def test_who_may_not_import_is_told_at_once(
    owned: str, group: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before a file is looked at: this one is not even there."""
    made = roles.add_kiosk(owned, new("I").replace("_", "-")) if group == "kiosk" else None
    monkeypatch.setenv("KIOSK_DATABASE__URL", text_of(made or roles.add_login(owned, group, new(group))))
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", "")
    words = [str(tmp_path / "none.csv"), "--source", "hr-csv"]
    done = CliRunner().invoke(importing, words)
    assert isinstance(done.exception, Refused)
    assert str(done.exception).startswith(
        "The login in database.url may not import; use one made by `main.py db login add importer NAME`"
    )
    for may in (owned, text_of(roles.add_login(owned, "importer", new("importer")))):
        monkeypatch.setenv("KIOSK_DATABASE__URL", may)
        assert "may not import" not in str(CliRunner().invoke(importing, words).exception)


@pytest.mark.parametrize("group", ["kiosk", "importer", "auditor"])
def test_only_a_clerk_or_the_owner_looks_people_up(owned: str, group: str, tmp_path: Path) -> None:
    made = roles.add_kiosk(owned, new("L").replace("_", "-")) if group == "kiosk" else None
    for url, may in (
        (text_of(made or roles.add_login(owned, group, new(group))), False),
        (text_of(roles.add_login(owned, "clerk", new("clerk"))), True),
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
    url = text_of(roles.add_login(owned, "auditor", new("auditor")))
    for hidden in (*ACCOUNT_TABLES, "register.persons", "login.kiosks", "units", "imports"):
        assert refused(url, f"SELECT count(*) FROM {hidden}")
    assert as_owner(url, "SELECT count(*) FROM fleet.audit_lines") == [(0,)]


# As it is typed.


def run(owned: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("KIOSK_DATABASE__URL", owned)
    done = CliRunner().invoke(app, ["db", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_kiosks_url_is_shown_once_or_written_for_its_owner_only(
    owned: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kiosk, file = new("T").replace("_", "-"), tmp_path / "url"
    shown = run(owned, monkeypatch, "kiosk", "add", kiosk)
    assert parse_url(shown.strip()).username == f"kiosk_{kiosk}"
    told = run(owned, monkeypatch, "kiosk", "add", kiosk, "--out", str(file))
    assert told == f"The URL is in {file}.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert parse_url(file.read_text(encoding="utf-8").strip()).password != parse_url(shown.strip()).password
    kept = as_owner(superuser_of(owned), "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    with pytest.raises(Refused, match="cannot be made: FileExistsError"):
        run(owned, monkeypatch, "kiosk", "add", kiosk, "--out", str(file))
    again = as_owner(superuser_of(owned), "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    assert again == kept, "a password that nobody was given would lock the kiosk out"
    with pytest.raises(Refused, match="A kiosk's ID has"):
        run(owned, monkeypatch, "kiosk", "add", "a b", "--out", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
    assert f"{kiosk}  kiosk_{kiosk}  20" in run(owned, monkeypatch, "kiosk", "list")
    assert run(owned, monkeypatch, "kiosk", "remove", kiosk) == f"The kiosk {kiosk} can no longer log in.\n"
    assert kiosk not in run(owned, monkeypatch, "kiosk", "list")


def test_unlock_and_void_as_they_are_typed(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", "")
    name = new("clerk")
    url = run(owned, monkeypatch, "login", "add", "clerk", name).strip()
    with attacker(owned) as thief:
        thief.register(ZHANG, ZHANG_CARD)
        assert fail(thief, 5)[-1].result == "locked"
        assert run(url, monkeypatch, "unlock", ZHANG) == "The number can try again.\n"
        assert thief.log_in(ZHANG, WRONG).failed == 1
        assert run(url, monkeypatch, "void", ZHANG.lower()) == "The password is deleted.\n"
        assert run(url, monkeypatch, "void", ZHANG) == "There was no password.\n"
    for command in ("unlock", "void"):
        with pytest.raises(Refused, match="This is no ID number"):
            run(url, monkeypatch, command, "12")
