"""Reading with a stolen kiosk's credentials and no token, or with one's own: nobody's rows but one's own."""

from __future__ import annotations

import psycopg
import pytest

from tests.hardware.attack.attacker import (
    ACCOUNT_TABLES,
    CARDS,
    RIGHT,
    ZHANG,
    ZHANG_CARD,
    ZHANG_ID,
    Attacker,
    as_owner,
    time_passes,
    token_of,
)
from tests.hardware.postgresql_server import PostgresServer

pytestmark = pytest.mark.postgresql

NOT_ALLOWED = "42501"
NO_PLACE = "3F000"


def counts(kiosk: Attacker, token: str | None) -> set[int]:
    """How many rows of each account table there are, and of what the functions give."""
    tables = [f"SELECT count(*) FROM {table}" for table in ACCOUNT_TABLES]
    functions = [
        f"SELECT count(*) FROM {name}()" for name in ("me", "my_cards", "my_units", "my_numbers_without_verifier")
    ]
    return {kiosk.with_token(token, asked)[0][0] for asked in (*tables, *functions)}


# Without a token.


@pytest.mark.parametrize("token", [None, "", "made up", "0" * 64, "'; RESET ROLE --"])
def test_without_a_token_there_is_nobody(here: Attacker, token: str | None) -> None:
    assert counts(here, token) == {0}
    assert here.with_token(token, "SELECT current_person()") == [(None,)]


def test_outside_of_a_transaction_there_is_nobody(here: Attacker) -> None:
    token = token_of(here)
    assert here.with_token(token, "SELECT current_person()") == [(ZHANG_ID,)]
    here.line.autocommit = True
    try:
        here.run("SELECT set_config('kiosk.token', %s, true)", token)
        assert here.run("SELECT current_setting('kiosk.token', true)") == [("",)]
        assert here.run("SELECT count(*) FROM contributions") == [(0,)]
    finally:
        here.line.autocommit = False


def test_ways_around_count_nobody(here: Attacker) -> None:
    ways = (
        "SELECT count(*) FROM ONLY contributions",
        "SELECT count(*) FROM contributions TABLESAMPLE SYSTEM (100)",
        "SELECT count(*) FROM contributions WHERE ctid >= '(0,0)'",
        "SELECT count(*) FROM contributions WHERE person_id IS NOT NULL OR true",
        "SELECT count(*) FROM contributions FULL JOIN benefits USING (person_id)",
        "WITH RECURSIVE r AS (SELECT person_id FROM benefits UNION SELECT person_id FROM r) SELECT count(*) FROM r",
        "SELECT length(query_to_xml('SELECT * FROM contributions', false, true, '')::text)",
    )
    for way in ways:
        assert here.rows(way) == [(0,)], way
    with here.line.cursor() as cursor, cursor.copy("COPY (SELECT * FROM contributions) TO STDOUT") as copied:
        assert list(copied) == []
    here.line.commit()


HIDDEN = (
    *("register.persons", "register.cards", "register.aliases", "login.secret", "login.tokens", "login.attempts"),
    *("login.verifiers", "login.kiosks", "login.rule", "units", "parts.contributions_0", "parts.persons_1"),
    *("login.voids", "login.cleared", "login.turns", "login.leaving", "fleet.records", "fleet.prints"),
    *("fleet.heartbeats", "fleet.audit_lines", "fleet.overview", "pg_authid", "pg_statistic", "pg_user_mapping"),
)
"""Of which a kiosk reads nothing."""

ADVISORY_LOCKS = tuple(
    f"{tried}advisory{until}{shared}"
    for tried in ("", "try_")
    for until in ("", "_xact")
    for shared in ("_lock", "_lock_shared")
)
"""One statement takes as many as the whole server has room for, of every kind: then nobody can log in."""

REFUSED = (
    *(f"SELECT count(*) FROM {table}" for table in HIDDEN),
    *(f"COPY {table} TO STDOUT" for table in HIDDEN[:8]),
    *(f"INSERT INTO {table} DEFAULT VALUES" for table in ACCOUNT_TABLES),
    *(f"DELETE FROM {table} RETURNING *" for table in ACCOUNT_TABLES),
    *(f"TRUNCATE {table}" for table in ACCOUNT_TABLES),
    "UPDATE contributions SET person_paid = 0 RETURNING person_id",
    "INSERT INTO retirements (person_id, insurance, deemed_months, actual_months, interrupted_months)"
    " VALUES ('1000000001', '110', 0, 0, 0) ON CONFLICT (person_id, insurance) DO UPDATE SET deemed_months = 1",
    "COPY contributions FROM STDIN",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/of-a-kiosk'",
    "SELECT * FROM contributions FOR UPDATE",
    *(f"SELECT {column} FROM imports" for column in ("*", "sum(persons)", "max(rows)", "max(report)", "profile")),
    "LOCK TABLE contributions IN ACCESS EXCLUSIVE MODE",
    "CREATE TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE mine",
    "ALTER TABLE contributions DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE contributions NO FORCE ROW LEVEL SECURITY",
    "CREATE POLICY mine ON contributions USING (true)",
    "DROP POLICY kiosk ON contributions",
    "ALTER FUNCTION current_person() SECURITY INVOKER",
    "CREATE OR REPLACE FUNCTION current_person() RETURNS text LANGUAGE sql AS $$ SELECT '1000000001' $$",
    "ANALYZE login.secret",
    *(f"SET ROLE {role}" for role in ("importer", "clerk", "auditor", "postgres")),
    "SET SESSION AUTHORIZATION postgres",
    "SET session_replication_role = replica",
    "SELECT unlock_number('119901198503150015')",
    "SELECT void_password('119901198503150015')",
    "SELECT login.keyed('number', '119901198503150015')",
    "SELECT login.new_token('1000000001')",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_reload_conf()",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'much')",
    "SELECT pg_logical_emit_message(false, 'much', 'much')",
    *(f"SELECT pg_{way}(1)" for way in ADVISORY_LOCKS),
    *(f"SELECT pg_{way}(1, 1)" for way in ADVISORY_LOCKS),
)
"""What a kiosk may not do, each refused for want of rights."""


def test_what_a_kiosk_may_not_do_is_refused(here: Attacker) -> None:
    for statement in REFUSED:
        error = here.refusal(statement)
        assert error is not None, statement
        if not statement.startswith("ANALYZE"):
            assert error.sqlstate in (NOT_ALLOWED, NO_PLACE), (statement, error)


def test_row_security_switched_off_is_an_error_and_shows_nobody(here: Attacker) -> None:
    here.run("SET LOCAL row_security = off")
    error = here.refusal("SELECT count(*) FROM contributions")
    assert error is not None
    assert error.sqlstate == NOT_ALLOWED


def test_a_kiosk_may_make_nothing_of_its_own_not_even_for_a_while(migrated_once: str) -> None:
    asked = "SELECT role, has_database_privilege(role, current_database(), what) FROM (VALUES ('kiosk', 'TEMP'),"
    asked += " ('kiosk', 'CREATE'), ('clerk', 'TEMP'), ('auditor', 'TEMP')) AS asked (role, what)"
    assert {allowed for _, allowed in as_owner(migrated_once, asked)} == {False}


# With one's own token.


def test_with_a_token_there_is_one_person(here: Attacker) -> None:
    token = token_of(here)
    for table in ACCOUNT_TABLES:
        found = here.with_token(token, f"SELECT DISTINCT person_id FROM {table}")
        assert found in ([(ZHANG_ID,)], []), table
    assert here.with_token(token, "SELECT count(*) FROM contributions") == [(890,)]
    assert [row[0] for row in here.with_token(token, "SELECT person_id FROM me()")] == [ZHANG_ID]
    assert [row[0] for row in here.with_token(token, "SELECT number FROM my_cards()")] == [ZHANG_CARD]
    named = here.with_token(token, "SELECT DISTINCT unit_code FROM contributions")
    assert {code for code, _ in here.with_token(token, "SELECT * FROM my_units()")} >= {code for (code,) in named}


def test_a_token_is_of_no_use_at_another_kiosk(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    token = token_of(here)
    assert counts(there, token) == {0}
    there.with_token(token, "SELECT end_visit()")
    assert here.with_token(token, "SELECT current_person()") == [(ZHANG_ID,)]


def test_a_token_that_was_ended_is_of_no_use(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    first, second, elsewhere = token_of(here), token_of(here), token_of(there)
    here.with_token(first, "SELECT end_visit()")
    assert counts(here, first) == {0}
    assert here.with_token(second, "SELECT current_person()") == [(ZHANG_ID,)]
    here.rows("SELECT end_all_visits()")
    assert counts(here, second) == {0}
    assert there.with_token(elsewhere, "SELECT current_person()") == [(ZHANG_ID,)]


def test_a_token_that_has_expired_is_of_no_use(here: Attacker, url: str) -> None:
    token = token_of(here)
    time_passes(url, 3500)
    assert here.with_token(token, "SELECT current_person()") == [(ZHANG_ID,)]
    time_passes(url, 101)
    assert counts(here, token) == {0}


def test_a_token_is_kept_as_its_hash(here: Attacker, url: str) -> None:
    token = token_of(here)
    kept = as_owner(url, "SELECT tokens::text FROM login.tokens")
    assert len(token) == 64
    assert not any(token in row for (row,) in kept)


def test_no_proof_is_kept_as_it_was_offered(here: Attacker, url: str) -> None:
    here.offer(ZHANG, RIGHT)
    here.offer_registration(ZHANG, ZHANG_CARD)
    for table in ("attempts", "verifiers"):
        kept = as_owner(url, f"SELECT t::text FROM login.{table} AS t")
        for hidden in (RIGHT.hex(), CARDS.hex(), ZHANG, ZHANG_CARD):
            assert not any(hidden in row for (row,) in kept)


# Things of one's own in a real one's place: on this database temporary ones are allowed, as a copy has no rights.

LEAK = """
CREATE FUNCTION pg_temp.leak(seen text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
$$ BEGIN RAISE NOTICE 'seen %', seen; RETURN true; END $$
"""
NO_HASH = """
CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT ''::bytea $$;
CREATE FUNCTION pg_temp.always(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR pg_temp.= (FUNCTION = pg_temp.always, LEFTARG = text, RIGHTARG = text);
CREATE TEMP TABLE tokens (token bytea, kiosk name, person_id text, expires timestamptz);
INSERT INTO tokens VALUES ('', session_user, '1000000001', 'infinity');
SET LOCAL search_path = pg_temp, pg_catalog, public
"""


def test_a_function_of_ones_own_sees_no_row(here: Attacker) -> None:
    here.notices.clear()
    here.run(LEAK)
    assert here.rows("SELECT count(*) FROM contributions WHERE pg_temp.leak(person_id)") == [(0,)]
    assert here.notices == []


def test_names_of_ones_own_hide_no_real_ones(here: Attacker) -> None:
    here.run(NO_HASH)
    here.run("SELECT set_config('kiosk.token', '', true)")
    assert here.run("SELECT public.current_person()") == [(None,)]
    assert here.run("SELECT count(*) FROM public.contributions") == [(0,)]
    ((attempt,),) = here.rows("SELECT public.offer(%s, %s)", ZHANG, b"x" * 32)
    here.run(NO_HASH.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").split("CREATE OPERATOR")[0])
    assert here.rows("SELECT result FROM public.claim(%s)", attempt) == [("wrong",)]


# A standby answers from what it was sent.


def test_reading_needs_no_writing(here: Attacker) -> None:
    token = token_of(here)
    here.run("SET TRANSACTION READ ONLY")
    assert here.with_token(token, "SELECT (SELECT count(*) FROM me()), (SELECT count(*) FROM contributions)") == [
        (1, 890)
    ]
    here.run("SET TRANSACTION READ ONLY")
    assert len(here.rows("SELECT salt(%s)", ZHANG)[0][0]) == 32
    here.run("SET TRANSACTION READ ONLY")
    refused = here.refusal("SELECT offer(%s, %s)", ZHANG, RIGHT)
    assert isinstance(refused, psycopg.errors.ReadOnlySqlTransaction)


def test_a_kiosk_of_another_database_is_none_here(
    here: Attacker, postgresql: PostgresServer, migrated_once: str
) -> None:
    """Roles belong to the whole server: the same login may connect to each of its databases."""
    other = migrated_once.rpartition("/")[2]
    with psycopg.connect(here.line.info.dsn, dbname=other, password=here.line.info.password) as line:
        stranger = Attacker(line, here.login)
        for asked in ("salt('x')", f"offer('x', decode('{'00' * 32}', 'hex'))", "end_all_visits()"):
            error = stranger.refusal(f"SELECT {asked}")
            assert error is not None
            assert error.sqlstate == NOT_ALLOWED
        assert stranger.rows("SELECT count(*), current_person() FROM contributions") == [(0, None)]
