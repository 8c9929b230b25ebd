"""The store on a real PostgreSQL: every rule that SQLite keeps, and what only a server can do wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from kiosk import config
from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.people import demo_records
from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.store import open_store, upgrading
from kiosk.store.engine import make_engine, parse_url, reading
from kiosk.store.filling import demo_section, fill_with_demo, open_demo_store, seed_local_beside
from kiosk.store.opening import Store
from kiosk.store.upgrading import upgrade, upgrade_local
from tests.hardware.conftest import FEW_PARTITIONS
from tests.hardware.postgresql_server import PostgresServer, postgresql_server
from tests.kiosk.store.commands_rules import CommandRules
from tests.kiosk.store.filling_rules import FillingRules
from tests.kiosk.store.ledger_rules import LedgerRules
from tests.kiosk.store.local.credentials_rules import LocalRules
from tests.kiosk.store.local.needs_rules import NeedsRules
from tests.kiosk.store.local.print_journal_rules import PrintJournalRules
from tests.kiosk.store.local.shipping_notes_rules import ShippingNotesRules
from tests.kiosk.store.local.staff_rules import StaffRules
from tests.kiosk.store.local.upkeep_rules import UpkeepRules
from tests.kiosk.store.opening_rules import OpeningRules
from tests.kiosk.store.rows_rules import RowsRules
from tests.kiosk.store.upgrading_rules import UpgradingRules
from tests.kiosk.store.version_rules import VersionRules
from tests.kiosk.store.writing_rules import WritingRules

pytestmark = pytest.mark.postgresql

TODAY = date(2026, 11, 21)
RECIPE = Recipe(persons=3, months=6, seed=7, today=TODAY)
PAIRS = (("index", "cards_pair"), ("column", "pair"), ("index", "cards_pair_with_code"), ("column", "pair_with_code"))
PATIENCE_SECONDS = 60
"""A server among other programs on a small machine may take its time."""


def section_of(url: str, local_url: str = "") -> DatabaseSection:
    return DatabaseSection(
        url=url, local_url=local_url or url, read_url="", timeout_seconds=PATIENCE_SECONDS, partitions=2
    )


@pytest.fixture
def recipe() -> Recipe:
    return RECIPE


@pytest.fixture(scope="session")
def filled_once(postgresql: PostgresServer, migrated_once: str) -> str:
    url = postgresql.copy_of(migrated_once)
    fill_with_demo(url, RECIPE)
    return url


@pytest.fixture
def section(postgresql: PostgresServer, filled_once: str) -> Iterator[DatabaseSection]:
    """Demo data in a database of the test's own, which holds the kiosk's own tables as well."""
    url = postgresql.copy_of(filled_once)
    yield section_of(url)
    postgresql.drop(url)


@pytest.fixture
def store(request: pytest.FixtureRequest, filled_once: str) -> Iterator[Store]:
    """Who changes the demo data asks for `section` too; the others read one database, for a copy takes its time."""
    changing = "section" in request.fixturenames
    section = request.getfixturevalue("section") if changing else section_of(filled_once)
    with closing(open_store(section)) as opened:
        yield opened


@pytest.fixture
def empty(emptied_url: str) -> DatabaseSection:
    return section_of(emptied_url)


@pytest.fixture
def elsewhere(migrated_url: str) -> str:
    return migrated_url


@pytest.fixture
def new_url(postgresql: PostgresServer) -> Iterator[str]:
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


class _OnOwnTables:
    """Rules of the kiosk's own tables, which need no demo data."""

    @pytest.fixture
    def section(self, empty: DatabaseSection) -> DatabaseSection:
        return empty

    @pytest.fixture
    def store(self, empty: DatabaseSection) -> Iterator[Store]:
        with closing(open_store(empty)) as opened:
            yield opened


class TestCommandsOnPostgresql(CommandRules):
    """Every rule."""

    passwords_are = "on the server"

    @pytest.fixture
    def settings(self, new_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Settings:
        for key, value in (
            ("DATABASE__URL", new_url),
            ("DATABASE__LOCAL_URL", f"sqlite:///{tmp_path / 'local.db'}"),
            ("DATABASE__PARTITIONS", str(FEW_PARTITIONS)),
            ("PASSWORDS__MEMORY_KIB", "8192"),
            ("PASSWORDS__TIME_COST", "1"),
        ):
            monkeypatch.setenv(f"KIOSK_{key}", value)
        return config.load()


class TestFillingOnPostgresql(FillingRules):
    """Every rule."""


class TestLedgerOnPostgresql(LedgerRules):
    """Every rule."""


class TestLocalOnPostgresql(_OnOwnTables, LocalRules):
    """Every rule."""


class TestNeedsOnPostgresql(_OnOwnTables, NeedsRules):
    """Every rule."""


class TestOpeningOnPostgresql(OpeningRules):
    """Every rule."""


class TestPrintJournalOnPostgresql(_OnOwnTables, PrintJournalRules):
    """Every rule."""


class TestRowsOnPostgresql(RowsRules):
    """Every rule."""


class TestShippingNotesOnPostgresql(_OnOwnTables, ShippingNotesRules):
    """Every rule."""


class TestStaffOnPostgresql(_OnOwnTables, StaffRules):
    """Every rule."""


class TestUpgradingOnPostgresql(UpgradingRules):
    """Every rule; partitions have no foreign keys, and a card is looked up by a hash of the pair as well."""

    made_besides = {
        "data": {"add_fk", *(f"remove_{what} {name}" for what, name in PAIRS)},
        "local": set(),
    }


class TestUpkeepOnPostgresql(_OnOwnTables, UpkeepRules):
    """Every rule."""


class TestVersionOnPostgresql(VersionRules):
    """Every rule."""


class TestWritingOnPostgresql(WritingRules):
    """Every rule."""


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


def test_the_rows_in_plain_sql_are_the_accounts_rows(store: Store, section: DatabaseSection) -> None:
    with psycopg.connect(section.url.replace("+psycopg", "")) as connection:
        counted, due = connection.execute(
            "SELECT count(*), sum(unit_due + person_due) FROM contributions WHERE person_id = '1000000003'"
        ).fetchone() or (0, 0)
    account = store.ledger.account("1000000003")
    assert counted == len(account.contributions) == 1800
    assert due == sum(row.unit_due + row.person_due for row in account.contributions)


def test_passwords_are_seeded_into_a_file_of_this_kiosk(section: DatabaseSection, tmp_path: Path) -> None:
    apart = section_of(section.url, f"sqlite:///{tmp_path / 'local.db'}")
    seed_local_beside(apart, RECIPE, lambda password: f"hash of {len(password)}", bytes)
    with closing(open_store(apart)) as opened:
        assert opened.credentials.password_hash("1000000001") == "hash of 6"


def test_no_tables_are_refused(new_url: str) -> None:
    with pytest.raises(Refused, match="no tables yet; run `main.py db upgrade`"):
        open_store(section_of(new_url))


def test_a_database_that_cannot_keep_every_name_is_not_used(postgresql: PostgresServer) -> None:
    url = postgresql.new_database(
        "TEMPLATE template0 ENCODING 'EUC_CN' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    for bring in (upgrade, upgrade_local):
        with pytest.raises(Refused, match="keeps texts in the encoding EUC_CN; make it anew with ENCODING"):
            bring(url)
    postgresql.drop(url)


def test_an_older_server_is_refused_before_anything_is_made(new_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "OLDEST_SERVER", 1_000)
    for bring in (upgrade, upgrade_local):
        with pytest.raises(Refused, match="is on PostgreSQL [0-9]+; this program needs PostgreSQL 1000 or newer"):
            bring(new_url)
    with pytest.raises(Refused, match="no tables yet"):
        open_store(section_of(new_url))


@pytest.mark.parametrize("encoding", ["GBK", "SQL_ASCII", "LATIN1"])
def test_what_the_environment_says_of_encodings_loses_no_name(
    empty: DatabaseSection, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    with closing(open_store(empty)) as store:
        store.credentials.keep_password_hash("\U00020bb7\u36c3\u00e9", "\u5f20")
        assert store.credentials.password_hash("\U00020bb7\u36c3\u00e9") == "\u5f20"


def test_a_refusal_never_tells_the_password(postgresql: PostgresServer) -> None:
    url = f"postgresql+psycopg://nobody:topsecret@127.0.0.1:{postgresql.port}/nothing?password=alsosecret"
    for act in (lambda: upgrade(url), lambda: open_store(section_of(url))):
        with pytest.raises(Refused) as refused:
            act()
        assert "secret" not in str(refused.value)
        assert "nothing on 127.0.0.1" in str(refused.value)


def test_causes_are_told_in_words(emptied_url: str) -> None:
    with pytest.raises(Refused, match="cannot be used: the server has no such database"):
        open_store(section_of(emptied_url.replace("kiosk_", "nothing_")))
    engine = make_engine(parse_url(emptied_url), 1)
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
