"""The store on a real PostgreSQL gives the same answers as on SQLite, and fails in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.people import demo_records
from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.ports import Attempts
from kiosk.store import open_store
from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.filling import demo_section, fill_with_demo, open_demo_store, seed_local_beside
from kiosk.store.opening import Store
from kiosk.store.upgrading import upgrade, upgrade_local
from kiosk.store.version import DATA
from tests.hardware.postgresql_server import PostgresServer, postgresql_server
from tests.kiosk.store.changing import change_while_reading
from tests.kiosk.store.staff_rules import accounts_are_kept, passwords_are_forgotten, upkeep_is_kept

pytestmark = pytest.mark.postgresql

TODAY = date(2026, 11, 21)
RECIPE = Recipe(persons=5, months=6, seed=7, today=TODAY)
DEMO_PEOPLE = len(list(demo_records(TODAY)))


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgresql_server() as running:
        yield running


def section_of(url: str, local_url: str = "") -> DatabaseSection:
    return DatabaseSection(url=url, local_url=local_url or url, read_url="", timeout_seconds=60)


@pytest.fixture(scope="module")
def filled(server: PostgresServer) -> str:
    url = server.new_database()
    fill_with_demo(url, RECIPE)
    upgrade_local(url)
    return url


@pytest.fixture
def store(filled: str) -> Iterator[Store]:
    with closing(open_store(section_of(filled))) as opened:
        yield opened


def test_every_answer_is_the_same_as_on_sqlite(store: Store, tmp_path: Path) -> None:
    with closing(open_demo_store(demo_section(tmp_path, 4), RECIPE)) as embedded:
        assert store.is_demo
        assert store.ledger.as_of() == embedded.ledger.as_of()
        for record in demo_records(TODAY):
            person = record.person
            assert store.ledger.account(person.person_id) == embedded.ledger.account(person.person_id)
            assert store.ledger.holder_of_number(person.number) == embedded.ledger.holder_of_number(person.number)
            for card in record.cards:
                asked = (card.number, card.identification_code)
                assert store.ledger.holder_of_card(*asked) == embedded.ledger.holder_of_card(*asked)


def test_the_rows_in_plain_sql_are_the_accounts_rows(store: Store, filled: str) -> None:
    with psycopg.connect(filled.replace("+psycopg", "")) as connection:
        counted, due = connection.execute(
            "SELECT count(*), sum(unit_due + person_due) FROM contributions WHERE person_id = '1000000003'"
        ).fetchone() or (0, 0)
    account = store.ledger.account("1000000003")
    assert counted == len(account.contributions) == 1800
    assert due == sum(row.unit_due + row.person_due for row in account.contributions)


def test_credentials_are_kept_and_tries_forgotten(store: Store) -> None:
    credentials = store.credentials
    credentials.keep_password_hash("p", "first")
    credentials.keep_password_hash("p", "second")
    credentials.keep_attempts("k", Attempts(3, 15))
    credentials.keep_attempts("k", Attempts(4, 30))
    assert (credentials.password_hash("p"), credentials.attempts("k")) == ("second", Attempts(4, 30))
    credentials.keep_attempts("k", Attempts())
    assert credentials.attempts("k") == Attempts()
    credentials.keep_attempts("waits", Attempts(6, 30))
    assert credentials.waiting() == {"waits": Attempts(6, 30)}
    credentials.keep_attempts("waits", Attempts())
    credentials.keep_password_hash("p", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA")
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in credentials.costs()
    assert len(credentials.secret()) == 32
    assert credentials.secret() == credentials.secret()


def test_staff_and_what_they_change_are_kept(store: Store) -> None:
    accounts_are_kept(store)
    upkeep_is_kept(store)
    passwords_are_forgotten(store)


def test_the_last_import_is_told(store: Store) -> None:
    noted = store.ledger.last_import()
    assert noted is not None
    assert noted.report[-1] == "imported"


def test_both_parts_are_well(store: Store) -> None:
    assert [(finding.part, finding.well) for finding in (*store.ledger.examine(), *store.credentials.examine())] == [
        ("database", True),
        ("local-database", True),
    ]


def test_passwords_are_seeded_into_a_file_of_this_kiosk(filled: str, tmp_path: Path) -> None:
    section = section_of(filled, f"sqlite:///{tmp_path / 'local.db'}")
    seed_local_beside(section, RECIPE, lambda password: f"hash of {len(password)}", bytes)
    with closing(open_store(section)) as opened:
        assert opened.credentials.password_hash("1000000001") == "hash of 6"


def test_demo_data_replace_demo_data(server: PostgresServer) -> None:
    url = server.new_database()
    assert fill_with_demo(url, RECIPE).persons == DEMO_PEOPLE + 5
    assert fill_with_demo(url, Recipe(2, 6, 7, TODAY)).persons == DEMO_PEOPLE + 2
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM persons")).scalar() == DEMO_PEOPLE + 2
    engine.dispose()


def test_real_data_are_refused_and_left_alone(server: PostgresServer) -> None:
    url = server.new_database()
    fill_with_demo(url, Recipe(0, 1, 1, TODAY))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE origin SET kind = 'imported'"))
    with pytest.raises(Refused, match="not demo data"):
        fill_with_demo(url, RECIPE)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM persons")).scalar() == DEMO_PEOPLE
    engine.dispose()


def test_an_account_is_read_as_of_one_moment(server: PostgresServer) -> None:
    url = server.new_database()
    fill_with_demo(url, Recipe(0, 1, 1, TODAY))
    upgrade_local(url)
    with closing(open_store(section_of(url))) as store:
        change_while_reading(store, create_engine(url))
        during, after = store.ledger.account("1000000001"), store.ledger.account("1000000001")
    assert (len(during.contributions), len(during.as_of)) == (890, 2)
    assert (len(after.contributions), len(after.as_of)) == (0, 0)


def test_no_tables_and_newer_versions_are_refused(server: PostgresServer) -> None:
    url = server.new_database()
    with pytest.raises(Refused, match="no tables yet; run `main.py db upgrade`"):
        open_store(section_of(url))
    upgrade(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE data_version SET version_num = '0999'"))
    engine.dispose()
    for act in (lambda: open_store(section_of(url)), lambda: upgrade(url)):
        with pytest.raises(Refused, match=f"version 0999, made by a newer program; this one knows up to {DATA.newest}"):
            act()


def test_a_refusal_never_tells_the_password(server: PostgresServer) -> None:
    url = f"postgresql+psycopg://nobody:topsecret@127.0.0.1:{server.port}/nothing?password=alsosecret"
    for act in (lambda: upgrade(url), lambda: open_store(section_of(url))):
        with pytest.raises(Refused) as refused:
            act()
        assert "secret" not in str(refused.value)
        assert "nothing on 127.0.0.1" in str(refused.value)


def test_causes_are_told_in_words(server: PostgresServer, filled: str) -> None:
    with pytest.raises(Refused, match="cannot be used: the server does not answer, or refuses this database"):
        open_store(section_of(filled.replace("kiosk_", "nothing_")))
    engine = make_engine(parse_url(filled), 1)
    with pytest.raises(KioskError, match="it took too long") as failed, reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    engine.dispose()
    assert failed.value.failure is DATA_AWAY


def test_a_server_that_goes_away_and_comes_back() -> None:
    with postgresql_server() as own:
        url = own.new_database()
        fill_with_demo(url, Recipe(0, 1, 1, TODAY))
        upgrade_local(url)
        with closing(open_store(section_of(url))) as store:
            own.stop()
            with pytest.raises(KioskError) as away:
                store.ledger.account("1000000001")
            assert away.value.failure is DATA_AWAY
            assert not store.ledger.examine()[0].well
            assert not store.credentials.examine()[0].well
            with pytest.raises(Refused):
                open_store(section_of(url))
            own.start()
            assert len(store.ledger.account("1000000001").contributions) == 890
