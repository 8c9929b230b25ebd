"""Any contribution, account year or benefit that is written comes back the same."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.people import demo_records
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, ArrivalStatus, Benefit, Contribution, Person
from kiosk.period import Month, Year
from kiosk.store import open_store
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.opening import DEMO
from kiosk.store.record import Record
from kiosk.store.writing import Content, replace_content

MOST = 2**62
"""More fen than there are in the world; SQLite and PostgreSQL keep 63 bits."""

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
years = st.builds(Year, st.integers(1900, 2200))
fen = st.integers(-MOST, MOST)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
insurances = st.sampled_from(Insurance)
paid = st.builds(
    Contribution,
    settlement_number=texts,
    insurance=insurances,
    paid_for=months | years,
    settled=months,
    arrived=st.none() | st.dates(),
    unit_code=texts,
    base=st.none() | fen,
    unit_rate=texts,
    person_rate=texts,
    unit_due=fen,
    person_due=fen,
    unit_paid=st.none() | fen,
    person_paid=st.none() | fen,
    kind=texts,
    status=st.sampled_from(ArrivalStatus),
)
account_years = st.builds(AccountYear, insurances, st.integers(1900, 2200), fen, fen, fen, fen, fen)
benefits = st.builds(Benefit, insurances, months, texts, texts, fen)


def key_of(row: Contribution) -> tuple[object, ...]:
    return (row.settlement_number, row.insurance, row.paid_for.number, row.kind, row.unit_code)


class RowsRules:
    """Every rule of rows; needs a fixture `empty`."""

    @given(
        st.lists(paid, max_size=8, unique_by=key_of),
        st.lists(account_years, max_size=3, unique_by=lambda each: (each.insurance, each.year)),
        st.lists(benefits, max_size=3, unique_by=lambda each: (each.insurance, each.month, each.item_code)),
        texts,
    )
    @settings(
        max_examples=25,
        deadline=None,
        # One class for each engine runs it, in one session; nothing is replayed from one to the other.
        suppress_health_check=[
            *(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
            HealthCheck.differing_executors,
        ],
    )
    def test_what_is_written_is_what_is_read(
        self, empty: DatabaseSection, rows: list[Contribution], sums: list[AccountYear], drawn: list[Benefit], name: str
    ) -> None:
        somebody: Person = next(iter(demo_records(date(2026, 11, 21)))).person
        person = replace(somebody, name=name)
        record = Record(person, contributions=tuple(rows), years=tuple(sums), benefits=tuple(drawn))
        engine = make_engine(parse_url(empty.url), empty.timeout_seconds)
        recipe = Recipe(0, 1, 1, date(2026, 11, 21))
        replace_content(engine, Content(DEMO, "", recipe.as_of(), (), [record]))
        engine.dispose()
        with closing(open_store(empty)) as store:
            account = store.ledger.account(person.person_id)
        assert account.person == person
        assert (len(account.contributions), set(account.contributions)) == (len(rows), set(rows))
        assert set(account.years) == set(sums)
        assert set(account.benefits) == set(drawn)
