"""Whatever is imported, in whatever order and however often: SQLite and PostgreSQL hold, find and answer the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kiosk.cards import CardKind, CardState
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.rows import (
    AccountYearRow,
    BenefitRow,
    CardRow,
    ContractRow,
    ContributionRow,
    ParticipationRow,
    PersonRow,
    RetirementRow,
    SourceRow,
    TransferRow,
    UnitRow,
)
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from kiosk.store.upgrading import upgrade
from tests.kiosk.store.month_bringing import NOON
from tests.kiosk.store.month_rows import LI, ZHANG, delete_all, dump

pytestmark = pytest.mark.postgresql

MOST = 2**63 - 1
CARDS = ("A12345674", "B10000039")

signs = st.characters(codec="utf-8", exclude_characters="\0")
"""All of Unicode that is text."""

codes = st.sampled_from(["", "1", "A1", "a1", "B", "_", "\u5f20"]) | st.text(signs, max_size=20)
names = st.sampled_from(["", "\u5f20\u4e09", "\u5f20\u53c1", "Jos\u00e9", "Jose\u0301"]) | st.text(signs, max_size=200)
months = st.integers(202601, 202603)
maybe_months = st.none() | months
fen = st.integers(-MOST - 1, MOST)
fens = st.none() | fen
days = st.none() | st.dates().map(str)
counts = st.integers(-999999, 999999)
categories = st.sampled_from(["110", "210", "310", "medical:410", "hr:_", "hr:a", "hr:B"])

# Few people, known by either number or both, so that they meet, are made apart, and are one in the end.
who = st.sampled_from(
    [("1", ZHANG[1]), ("1", ""), ("", ZHANG[1]), ("2", LI[1]), ("2", ""), ("3", ZHANG[1]), ("3", "x")]
)


def rows_of(kind: type[Any], *fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[SourceRow]]:
    """Some rows of a kind."""
    return st.lists(st.tuples(who, *fields).map(lambda row: kind(*row[0], *row[1:])), min_size=1, max_size=6)


batches = st.one_of(
    rows_of(PersonRow, names, codes, codes, codes, days, names, codes, codes, names, names, days, st.none() | counts),
    rows_of(
        CardRow,
        *(st.sampled_from(CARDS), codes, st.sampled_from([kind.value for kind in CardKind]), days, days),
        st.sampled_from([state.value for state in CardState]),
    ),
    rows_of(
        ParticipationRow, categories, codes, names, st.none() | months, codes, counts, st.none() | months, st.none()
    ),
    rows_of(
        ContributionRow,
        *(categories, months | st.just(202600), codes, codes, codes, months, days),
        *(fens, codes, codes, fen, fen, fens, fens, codes, fens, fen),
    ),
    rows_of(AccountYearRow, categories, st.integers(1990, 2026), *[fen] * 5, st.none() | counts, codes),
    rows_of(BenefitRow, st.sampled_from(["110", "210"]), months, codes, codes, names, fen),
    rows_of(TransferRow, st.sampled_from(["110", "310"]), st.booleans(), days, names, counts, counts, fen, fen),
    rows_of(RetirementRow, st.just("110"), days, maybe_months, counts, counts, counts, fens, fens),
    rows_of(ContractRow, codes, months, maybe_months),
    st.lists(st.builds(UnitRow, codes, names), min_size=1, max_size=6),
)


@dataclass(frozen=True)
class Brought:
    """One import as it comes."""

    by: Authority
    snapshot: bool
    batches: Sequence[Sequence[SourceRow]]
    as_of: Month | None


imports = st.builds(
    Brought,
    st.sampled_from(Authority),
    st.booleans(),
    st.lists(batches, max_size=4),
    st.none() | st.builds(Month.from_number, months),
)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('alike') / 'data.db'}"
    upgrade(url)
    made = make_engine(parse_url(url), 4)
    yield made
    made.dispose()


@pytest.fixture
def served(emptied_url: str) -> Iterator[Engine]:
    made = make_engine(parse_url(emptied_url), 60)
    yield made
    made.dispose()


def bring(engine: Engine, one: Brought) -> object:
    """Import it; what was told of it."""
    writer = SqlMonthStore(engine, Journal(lambda: NOON)).begin(one.by, snapshot=one.snapshot)
    try:
        clashes = [clash for batch in one.batches for clash in writer.add(batch)]
        return clashes, writer.finish(one.as_of)
    except Refused as refused:
        return str(refused).partition(" could not be written: ")[2]
    finally:
        writer.abandon()


def answers(engine: Engine) -> list[object]:
    """Whom numbers and cards lead to, and every account as a visitor sees it."""
    ledger, held = SqlLedger(engine), dump(engine)
    found: list[object] = [ledger.as_of()]
    found += map(ledger.holder_of_number, (*CARDS, ZHANG[1], LI[1], "x", ""))
    for number, code, *_ in held[t.cards.name]:
        found.append(ledger.holder_of_card(number, code))
    for person_id, *_ in held[t.persons.name]:
        account = ledger.account(person_id)
        found += [account, list(account.units)]
    return found


@given(st.lists(imports, min_size=1, max_size=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_both_hold_and_answer_the_same(embedded: Engine, served: Engine, brought: list[Brought]) -> None:
    for engine in (embedded, served):
        delete_all(engine)
    for one in brought:
        assert bring(served, one) == bring(embedded, one)
    assert dump(served) == dump(embedded)
    assert answers(served) == answers(embedded)
