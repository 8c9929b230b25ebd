"""What a kiosk's own login reads on a real PostgreSQL: the same account as everywhere, of whoever is in, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.demo.people import demo_passwords, demo_records
from kiosk.errors import DATA_AWAY, DATA_UNFIT, KioskError, Refused
from kiosk.insurance import Authority
from kiosk.log import set_up
from kiosk.outcomes import LoggedIn
from kiosk.period import Month
from kiosk.store import open_store
from kiosk.store.agency_logins import add_login
from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.ledger import SqlLedger
from kiosk.store.opening import ServerStore, Store, open_for_kiosk
from kiosk.store.server_fitness import is_a_kiosks_login
from kiosk.store.server_seeding import seed_on_server
from kiosk.store.version import DATA
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.served_people import (
    TODAY,
    ZHANG_ID,
    ServedKiosk,
    as_owner,
    served_kiosk,
)
from tests.kiosk.people import ZHANG

pytestmark = pytest.mark.postgresql


@pytest.fixture
def kiosk(served_url: str, tmp_path: Path) -> Iterator[ServedKiosk]:
    with served_kiosk(served_url, tmp_path) as opened:
        yield opened


def test_every_demo_persons_account_is_what_the_owner_reads(kiosk: ServedKiosk, served_url: str) -> None:
    passwords = demo_passwords(TODAY)
    numbers = {record.person.person_id: record.person.number for record in demo_records(TODAY)}
    engine = make_engine(parse_url(served_url), 10)
    for person_id, password in passwords.items():
        assert kiosk.log_in(numbers[person_id], password) == LoggedIn(person_id)
        assert kiosk.store.ledger.account(person_id) == SqlLedger(engine).account(person_id)
        kiosk.access.leave()
    engine.dispose()


def test_how_far_the_data_reach_and_when_they_came_is_told_before_anybody_is_in(kiosk: ServedKiosk) -> None:
    ledger = kiosk.store.ledger
    assert ledger.as_of() == dict.fromkeys(Authority, Month(2026, 10))
    noted = ledger.last_import()
    assert noted is not None
    assert noted.report == ("The agency keeps the report: a kiosk's login on the server does not read it.",)
    (found,) = ledger.examine()
    assert (found.well, ledger.alarm, kiosk.store.look_through()) == (True, "", "")
    assert "data as of hr 2026-10" in found.state


def test_a_replica_that_does_not_know_who_is_in_yet_is_passed_over(
    served_url: str, postgresql: PostgresServer, tmp_path: Path
) -> None:
    """It lags behind: there the token is nobody's. A real one is in test_failover."""
    behind = postgresql.copy_of(served_url)
    as_owner(behind, "UPDATE data_as_of SET month = 202609")
    with served_kiosk(served_url, tmp_path, replica=behind) as kiosk:
        ledger = kiosk.store.ledger
        assert set(ledger.as_of().values()) == {Month(2026, 9)}, "what most visitors will be shown"
        kiosk.log_in(ZHANG)
        assert set(ledger.account(ZHANG_ID).as_of.values()) == {Month(2026, 10)}
        postgresql.drop(behind)
        assert set(ledger.as_of().values()) == {Month(2026, 10)}
        assert ledger.account(ZHANG_ID).person.number == ZHANG


def test_a_server_that_takes_no_changes_counts_as_away_until_it_does(kiosk: ServedKiosk, served_url: str) -> None:
    """Nobody could log in: people are told before they type, not after."""
    login = parse_url(kiosk.section.url).username
    ledger = kiosk.store.ledger
    kiosk.log_in(ZHANG)
    assert ledger.as_of()
    as_owner(served_url, f'ALTER ROLE "{login}" SET default_transaction_read_only = on')
    ledger.close()  # the setting is for new lines
    for _ in range(2):
        with pytest.raises(KioskError, match="takes no changes: it was set read-only") as told:
            ledger.as_of()
        assert told.value.failure is DATA_AWAY
    assert ledger.account(ZHANG_ID).person.number == ZHANG, "who is in goes on reading"
    as_owner(served_url, f'ALTER ROLE "{login}" RESET default_transaction_read_only')
    ledger.close()
    assert ledger.as_of()


def test_what_only_a_superuser_can_close_is_told(
    kiosk: ServedKiosk, served_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("info")
    as_owner(served_url, "ALTER FUNCTION pg_catalog.text_lt(text, text) LEAKPROOF")
    try:
        reaching, told = kiosk.store.ledger.examine()
        with closing(open_for_kiosk(kiosk.section, production=True)) as store:
            store.ledger.as_of()
    finally:
        as_owner(served_url, "ALTER FUNCTION pg_catalog.text_lt(text, text) NOT LEAKPROOF")
    assert (reaching.well, told.well) == (True, False)
    assert told.advice == "Let a superuser of the server run `main.py db upgrade` once."
    logged = capsys.readouterr()
    assert (logged.out + logged.err).count("comparisons open") == 1
    assert len(kiosk.store.ledger.examine()) == 1


# Whose login it is.


def test_only_a_kiosks_own_login_is_one(kiosk: ServedKiosk, served_url: str) -> None:
    clerk = add_login(served_url, "clerk", "clerk_of_tests").render_as_string(hide_password=False)
    found = {}
    for name, url in {"kiosk": kiosk.section.url, "clerk": clerk, "owner": served_url}.items():
        engine = make_engine(parse_url(url), 10)
        with reading(engine) as connection:
            found[name] = is_a_kiosks_login(connection)
        engine.dispose()
    assert found == {"kiosk": True, "clerk": False, "owner": False}


def test_an_auditors_login_is_told_to_be_no_kiosks(kiosk: ServedKiosk, served_url: str) -> None:
    """It may not ask for the version, which must not look as if the server were away."""
    auditor = add_login(served_url, "auditor", "auditor_of_tests").render_as_string(hide_password=False)
    with pytest.raises(Refused, match="not a kiosk's own"):
        open_for_kiosk(kiosk.section.model_copy(update={"url": auditor}), production=True)


@pytest.mark.parametrize("also", ["GRANT importer TO {login}", "ALTER ROLE {login} BYPASSRLS"])
def test_a_kiosks_login_that_was_given_more_is_none(kiosk: ServedKiosk, served_url: str, also: str) -> None:
    login = f'"{parse_url(kiosk.section.url).username}"'
    as_owner(served_url, also.format(login=login))
    with pytest.raises(Refused, match="not a kiosk's own"):
        open_for_kiosk(kiosk.section, production=True)
    as_owner(served_url, f"ALTER ROLE {login} NOBYPASSRLS")


def test_in_development_either_login_will_do(kiosk: ServedKiosk, served_url: str) -> None:
    for url, kind in ((kiosk.section.url, ServerStore), (served_url, Store)):
        with closing(open_for_kiosk(kiosk.section.model_copy(update={"url": url}), production=False)) as store:
            assert isinstance(store, kind)
            assert store.is_demo


def test_who_looks_people_up_needs_another_login(kiosk: ServedKiosk) -> None:
    with pytest.raises(Refused, match="a kiosk's own; who looks people up needs a clerk's"):
        open_store(kiosk.section)


def test_a_server_without_tables_is_refused_when_it_is_there(
    kiosk: ServedKiosk, postgresql: PostgresServer, tmp_path: Path
) -> None:
    empty = postgresql.new_database()
    url = parse_url(kiosk.section.url).set(database=parse_url(empty).database).render_as_string(hide_password=False)
    for production in (True, False):
        with pytest.raises(Refused, match="has no tables yet"):
            open_for_kiosk(kiosk.section.model_copy(update={"url": url}), production=production)
    postgresql.drop(empty)


def test_a_server_that_is_away_is_awaited_in_production_and_refused_in_development(kiosk: ServedKiosk) -> None:
    gone = parse_url(kiosk.section.url).set(port=1).render_as_string(hide_password=False)
    section = kiosk.section.model_copy(update={"url": gone})
    with closing(open_for_kiosk(section, production=True)) as store:
        assert isinstance(store, ServerStore)
        assert not store.is_demo
        with pytest.raises(KioskError) as caught:
            store.ledger.as_of()
        assert caught.value.failure is DATA_AWAY
        (found,) = store.ledger.examine()
        assert not found.well
    with pytest.raises(Refused, match="cannot be used"):
        open_for_kiosk(section, production=False)


def test_a_server_that_is_upgraded_under_a_running_kiosk_is_noticed(kiosk: ServedKiosk, served_url: str) -> None:
    kiosk.log_in(ZHANG)
    as_owner(served_url, "ALTER TABLE contracts RENAME TO agreements")
    as_owner(served_url, "UPDATE data_version SET version_num = '9999'")
    try:
        for failure in (DATA_AWAY, DATA_UNFIT):
            with pytest.raises(KioskError) as caught:
                _ = kiosk.store.ledger.account(ZHANG_ID) if failure is DATA_AWAY else kiosk.store.ledger.as_of()
            assert caught.value.failure is failure
    finally:
        as_owner(served_url, "ALTER TABLE agreements RENAME TO contracts")
        as_owner(served_url, "UPDATE data_version SET version_num = %s", DATA.newest)
    assert kiosk.store.ledger.account(ZHANG_ID).person.number == ZHANG


# Passwords of the demo people.


def test_seeding_leaves_alone_whoever_set_a_password(kiosk: ServedKiosk, served_url: str) -> None:
    as_owner(served_url, "DELETE FROM login.verifiers WHERE person_id <> %s", ZHANG_ID)
    before = as_owner(served_url, "SELECT * FROM login.verifiers")
    seed_on_server(served_url, {ZHANG_ID: "999999", "1000000003": "582917"})
    after = as_owner(served_url, "SELECT * FROM login.verifiers")
    assert set(before) < set(after)
    assert kiosk.log_in("B20000032", "582917") == LoggedIn("1000000003")


def test_only_the_owner_sets_passwords_so(kiosk: ServedKiosk) -> None:
    with pytest.raises(Refused, match="demo passwords cannot be set"):
        seed_on_server(kiosk.section.url, {ZHANG_ID: "999999"})
