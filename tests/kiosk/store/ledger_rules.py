"""What is written is what is read; people are found by card and number; errors become one failure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import event, text

from kiosk.cards import CardState
from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.people import demo_records
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.insurance import Authority
from kiosk.model import Account
from kiosk.period import Month
from kiosk.store.engine import make_engine, name_of, parse_url, writing
from kiosk.store.opening import Store
from kiosk.store.record import Record
from kiosk.store.version import DATA
from kiosk.told import from_kept
from tests.kiosk.store.changing import change_while_reading
from tests.kiosk.store.kept import kept_in_statements

ZHANG_SAN = ("A12345674", "119901D15600000500000001A1B2C3D4")


def same(account: Account, record: Record) -> bool:
    """Whether an account holds exactly a record's rows, in whatever order."""
    return (
        account.person == record.person
        and set(account.participations) == set(record.participations)
        and set(account.contributions) == set(record.contributions)
        and len(account.contributions) == len(record.contributions)
        and set(account.years) == set(record.years)
        and set(account.benefits) == set(record.benefits)
    )


class LedgerRules:
    """Every rule of a ledger of demo data; needs fixtures `store`, `section` and `recipe`."""

    def test_what_is_written_is_what_is_read(self, store: Store, recipe: Recipe) -> None:
        records = list(recipe.records())
        assert len(records) == 17 + recipe.persons
        for record in records:
            assert same(store.ledger.account(record.person.person_id), record)

    def test_an_account_names_every_unit_it_needs(self, store: Store, recipe: Recipe) -> None:
        for record in recipe.records():
            account = store.ledger.account(record.person.person_id)
            named = {row.unit_code for row in account.contributions} | {row.unit_code for row in account.participations}
            assert set(account.units) == named - {""}
            assert all(unit.code == code and unit.name for code, unit in account.units.items())

    def test_rows_come_in_the_order_of_time(self, store: Store) -> None:
        account = store.ledger.account("1000000003")
        months = [row.paid_for.number for row in account.contributions]
        assert months == sorted(months)
        assert [year.year for year in account.years if year.insurance.value == "110"] == list(range(1996, 2027))

    def test_a_person_is_found_by_card_and_code_together(self, store: Store) -> None:
        holder = store.ledger.holder_of_card(*ZHANG_SAN)
        assert holder is not None and holder.card is not None
        assert (holder.number, holder.card.issued) == ("119901198503150015", date(2024, 6, 1))
        assert store.ledger.holder_of_card(ZHANG_SAN[0], "119901D15600000500000002A1B2C3D4") is None
        assert store.ledger.holder_of_card("B20000016", ZHANG_SAN[1]) is None

    def test_a_person_is_found_by_number_or_card_number(self, store: Store) -> None:
        own = store.ledger.holder_of_number("119901198503150015")
        card = store.ledger.holder_of_number(ZHANG_SAN[0])
        medical = store.ledger.holder_of_number("M10000047")
        assert own is not None and own.card is None
        assert card is not None and card.card is not None and card.person_id == own.person_id
        assert medical is not None and medical.number == "119901198609210047"
        assert store.ledger.holder_of_number("119901199001010011") is None

    def test_a_card_in_use_comes_before_a_replaced_one_of_the_same_number(
        self, store: Store, section: DatabaseSection
    ) -> None:
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with writing(engine) as connection:
            connection.execute(text("UPDATE cards SET number = 'B20000032' WHERE number = 'B10000039'"))
        engine.dispose()
        holder = store.ledger.holder_of_number("B20000032")
        assert holder is not None and holder.card is not None and holder.card.state is CardState.IN_USE

    def test_a_replaced_card_is_found_and_says_so(self, store: Store) -> None:
        holder = store.ledger.holder_of_number("B10000039")
        assert holder is not None and holder.card is not None and holder.card.state is CardState.REPLACED

    def test_the_data_reach_to_the_month_before(self, store: Store) -> None:
        assert store.ledger.as_of() == dict.fromkeys(Authority, Month(2026, 10))

    def test_nobody_is_a_failure_without_a_name(self, store: Store) -> None:
        with pytest.raises(KioskError) as nobody:
            store.ledger.account("119901198503150015")
        assert nobody.value.failure is DATA_AWAY
        assert "1199" not in str(nobody.value)

    def test_an_account_is_read_as_of_one_moment(self, store: Store, section: DatabaseSection) -> None:
        change_while_reading(store, make_engine(parse_url(section.url), section.timeout_seconds))
        during, after = store.ledger.account("1000000001"), store.ledger.account("1000000001")
        assert (len(during.contributions), len(during.as_of)) == (890, 2)
        assert (len(after.contributions), len(after.as_of)) == (0, 0)

    def test_any_thread_may_ask(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(store.ledger.account, ["1000000003"] * 8))
        assert all(answer == answers[0] for answer in answers)

    def test_broken_tables_are_one_failure(self, store: Store, section: DatabaseSection) -> None:
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with writing(engine) as connection:
            for table in ("contributions", "cards", "data_as_of"):
                connection.execute(text(f"DROP TABLE {table}"))
        engine.dispose()
        for ask in (
            lambda: store.ledger.account("1000000001"),
            lambda: store.ledger.as_of(),
            lambda: store.ledger.holder_of_card(*ZHANG_SAN),
            lambda: store.ledger.holder_of_number(ZHANG_SAN[0]),
        ):
            with pytest.raises(KioskError) as failed:
                ask()
            assert failed.value.failure is DATA_AWAY
            assert "1000000001" not in str(failed.value)

    def test_an_examination_tells_version_and_reach(self, store: Store, section: DatabaseSection) -> None:
        (finding,) = store.ledger.examine()
        assert (finding.part, finding.well) == ("database", True)
        assert (
            finding.state
            == f"{name_of(parse_url(section.url))}: version {DATA.newest}, data as of hr 2026-10, medical 2026-10"
        )
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with writing(engine) as connection:
            connection.execute(text("DELETE FROM data_as_of"))
        assert not store.ledger.examine()[0].well
        with writing(engine) as connection:
            connection.execute(text("DROP TABLE data_as_of"))
        engine.dispose()
        (broken,) = store.ledger.examine()
        assert not broken.well and broken.advice

    def test_no_statement_keeps_whom_it_was_asked_for(self, store: Store) -> None:
        """SQLAlchemy keeps statements for good; a value in one would stay until the kiosk is switched off."""
        for number in ("119901200001010000", ZHANG_SAN[0]):
            store.ledger.holder_of_number(number)
        store.ledger.holder_of_card(*ZHANG_SAN)
        store.ledger.account("1000000001")
        assert not kept_in_statements() & {"119901200001010000", *ZHANG_SAN, "1000000001"}

    def test_a_number_that_is_there_costs_as_many_statements_as_one_that_is_not(self, store: Store) -> None:
        """Whoever types numbers must not learn from the time whose account exists (fault E3)."""
        asked: list[str] = []
        engine, local = store.ledger._engine, store.credentials._engine
        for each in (engine, local):
            event.listen(each, "after_cursor_execute", lambda _c, _r, statement, *_: asked.append(statement))
        counts = []
        for number in ("119901198503150015", "119901198503150023", "A12345674", "A00000000", "x"):
            asked.clear()
            holder = store.ledger.holder_of_number(number)
            store.credentials.password_hash(holder.person_id if holder else number)
            store.credentials.attempts(number)
            counts.append(list(asked))
        assert counts[0]
        assert all(each == counts[0] for each in counts)

    def test_the_last_import_is_told_in_figures_only(self, store: Store, recipe: Recipe) -> None:
        noted = store.ledger.last_import()
        assert noted is not None
        report = [from_kept(line) for line in noted.report]
        assert (report[0].startswith("rows: "), report[-1]) == (True, "imported")
        text_of_report = "\n".join(report)
        for record in demo_records(recipe.today):
            assert record.person.name not in text_of_report
            assert record.person.number not in text_of_report

    def test_without_an_import_nothing_is_told(self, store: Store, section: DatabaseSection) -> None:
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with writing(engine) as connection:
            connection.execute(text("DELETE FROM imports"))
        engine.dispose()
        assert store.ledger.last_import() is None
