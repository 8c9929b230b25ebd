"""Whoever owns the data on a real PostgreSQL and is no superuser: what is theirs to do, and what is not."""

from __future__ import annotations

import psycopg
import pytest

from kiosk.errors import Refused
from kiosk.store import agency_logins
from kiosk.store.engine import parse_url
from kiosk.store.upgrading import upgrade
from kiosk.store.version import DATA
from tests.hardware.attack.attacker import ACCOUNT_TABLES, ZHANG_ID, as_owner, attacker
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.roles.owned import PARTITIONS, new, superuser_of, text_of

pytestmark = pytest.mark.postgresql


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
        limit = "SELECT 'temp_file_limit=64MB' = ANY (setconfig) FROM pg_db_role_setting WHERE setrole = %s::regrole"
        assert as_owner(superuser, limit, f'"{thief.login}"') == [(False,)]
        assert isinstance(thief.refusal("CREATE TEMP TABLE mine (a int)"), psycopg.errors.InsufficientPrivilege)
        upgrade(superuser)
        assert as_owner(superuser, limit, f'"{thief.login}"') == [(True,)]
        for call in ("lo_create(0)", "lo_creat(1)", "lo_from_bytea(0, '')", "pg_logical_emit_message(false, 'a', 'b')"):
            assert isinstance(thief.refusal(f"SELECT {call}"), psycopg.errors.InsufficientPrivilege)
    assert as_owner(owned, "SELECT has_database_privilege('importer', current_database(), 'TEMP')") == [(True,)]


def test_who_may_not_upgrade_is_told_so(owned: str) -> None:
    url = text_of(agency_logins.add_login(owned, "clerk", new("clerk")))
    as_owner(owned, "UPDATE data_version SET version_num = '0007'")
    try:
        with pytest.raises(Refused, match=r"The database .* cannot be upgraded: this login may not do that \(42501\)"):
            upgrade(url)
    finally:
        as_owner(owned, "UPDATE data_version SET version_num = %s", DATA.newest)
