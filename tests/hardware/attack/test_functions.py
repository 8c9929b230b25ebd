"""Every function that a kiosk may call, with whatever it likes: it answers as to a stranger, or refuses."""

from __future__ import annotations

from itertools import product

import psycopg
import pytest

from tests.hardware.attack.attacker import (
    CHEN,
    CHEN_CARD,
    CHEN_CODE,
    CHEN_ID,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    ZHANG_ID,
    Attacker,
    as_owner,
)

pytestmark = pytest.mark.postgresql

FOR_A_KIOSK = {
    "claim(uuid)",
    "current_person()",
    "end_all_visits()",
    "end_visit()",
    "keep_verifier(text,bytea)",
    "login_rule()",
    "me()",
    "my_cards()",
    "my_numbers_without_verifier()",
    "my_units()",
    "offer(text,bytea,text,text)",
    "offer_registration(text,text,text,bytea,bytea)",
    "salt(text)",
    "fleet.beat(timestamp with time zone,text,text,text[],text[],integer,jsonb,text,text)",
    "fleet.reached()",
    "fleet.ship_audit(text[])",
    "fleet.ship_prints(jsonb)",
}
"""Whoever adds one to these must think of what somebody with stolen credentials can do with it."""

OURS = "p.pronamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') AND p.prokind = 'f'"

WHATEVER = {
    "text": ["NULL", "''", "'x'", f"'{CHEN}'", f"'{CHEN_CARD}'", f"'{ZHANG}'", "repeat('9', 100000)", "E'\\x1f\\n\\''"],
    "bytea": ["NULL", "''", "decode(repeat('00', 31), 'hex')", "decode(repeat('00', 32), 'hex')", "'\\xff'::bytea"],
    "uuid": ["NULL", "gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'"],
    "timestamp with time zone": ["NULL", "'infinity'", "now()"],
    "text[]": ["NULL", "'{}'", "ARRAY['x']", "ARRAY['{}']", "ARRAY[NULL]", 'ARRAY[\'{"n": 1}\', \'{"n": "x"}\']'],
    "integer": ["NULL", "-2147483648", "202610"],
    "jsonb": ["NULL", "'{}'", "'[]'", "'[{}]'", "'[1]'", "'\"x\"'"],
}
MOST = 60
"""Calls of one function: of all that its arguments can be, so many evenly spread."""

REFUSALS = ("22", "23", "42501", "54")
"""Wrong values, broken rules of a table, no right, too much: classes of SQLSTATE."""

SECRETS = (CHEN_ID, ZHANG_ID, CHEN_CODE, ZHANG_CODE, ZHANG_CARD, "陈静", "张三")
"""What no answer and no error may hold; what was asked for may be told back."""


def functions(url: str, role: str) -> dict[str, list[str]]:
    """What a role may call besides what comes with the server, and the arguments' types."""
    found = as_owner(
        url,
        "SELECT p.oid::regprocedure::text, ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) AS t) "
        f"FROM pg_proc AS p WHERE {OURS} AND has_function_privilege(%s, p.oid, 'EXECUTE') "
        "AND has_schema_privilege(%s, p.pronamespace, 'USAGE')",
        role,
        role,
    )
    return dict(found)


def test_a_kiosk_may_call_these_and_no_others(url: str) -> None:
    assert set(functions(url, "kiosk")) == FOR_A_KIOSK
    assert set(functions(url, "clerk")) == {"unlock_number(text,text)", "void_password(text,text)"}
    assert set(functions(url, "auditor")) == {
        "fleet.acts_about(text)",
        "fleet.acknowledge(text,bigint,bigint,text,text)",
    }
    assert set(functions(url, "importer")) == set()


def test_what_runs_with_the_owners_rights_looks_nothing_up_by_the_callers_path(url: str) -> None:
    asked = f"SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc AS p WHERE p.prosecdef AND {OURS}"
    found = as_owner(url, asked)
    assert len(found) > len(FOR_A_KIOSK)
    assert {name for name, settings in found if settings != ["search_path=pg_catalog, pg_temp"]} == set()


def calls(name: str, types: list[str]) -> list[str]:
    """Calls of a function, with every kind of value in each place."""
    combined = list(product(*(WHATEVER[kind] for kind in types)))
    some = combined[:: max(1, len(combined) // MOST)]
    return [f"SELECT * FROM {name.partition('(')[0]}({', '.join(values)})" for values in some]


def test_whatever_is_given_to_a_function_tells_of_nobody(here: Attacker, url: str) -> None:
    refused = 0
    for name, types in functions(url, "kiosk").items():
        for call in calls(name, types):
            try:
                told = str(here.run(call))
            except psycopg.Error as error:
                refused += 1
                assert str(error.sqlstate).startswith(REFUSALS), (call, error)
                told = f"{error} {error.diag.message_detail} {error.diag.context}"
            finally:
                here.line.rollback()
            assert not any(secret in told.replace(call, "") for secret in SECRETS if secret not in call), (call, told)
    assert refused > 50
