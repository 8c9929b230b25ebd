"""The demo people's files are what their stories say, and what is imported from them is the stories to the fen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kiosk.demo.making import Recipe
from kiosk.demo.people import data_as_of, data_month, demo_records
from kiosk.demo.source import IMPORTS, SHIPPED_DAY, source_files, texts, write_files
from kiosk.intake.findings import Flaw
from kiosk.intake.importing import run_import
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order
from kiosk.model import Account, AccountYear, Benefit, Contribution, Participation, Transfer
from kiosk.store.filling import demo_section, open_demo_store
from kiosk.store.opening import Store
from kiosk.store.record import Record
from tests.kiosk.intake.months import MemoryMonths

ANOTHER_DAY, A_DAY_LONG_AGO = date(2027, 3, 2), date(2012, 5, 10)


def test_the_shipped_files_are_what_the_stories_say() -> None:
    shipped = {path.name: path for path in Path("resources/demo/source").iterdir()}
    expected = texts(SHIPPED_DAY)
    assert shipped.keys() == expected.keys() == {name for names in IMPORTS.values() for name in names}
    for name, text in expected.items():
        assert shipped[name].read_bytes() == text.encode("gb18030"), f"{name}: run python -m kiosk.demo.source"


def test_files_of_another_day_stand_in_a_passing_folder() -> None:
    with source_files(ANOTHER_DAY) as files:
        paths = [path for some in files.values() for path in some]
        assert all(path.exists() for path in paths)
        assert "202702" in paths[3].read_text("gb18030"), "the data reach to the month before"
    assert not any(path.exists() for path in paths)
    with source_files(SHIPPED_DAY) as files:
        paths = [path for some in files.values() for path in some]
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize("today", [SHIPPED_DAY, ANOTHER_DAY, A_DAY_LONG_AGO])
def test_an_account_from_the_files_is_the_story_field_by_field(tmp_path: Path, today: date) -> None:
    recipe = Recipe(persons=0, months=1, seed=1, today=today)
    with closing(open_demo_store(demo_section(tmp_path, timeout_seconds=4), recipe)) as store:
        for record in demo_records(today):
            account = store.ledger.account(record.person.person_id)
            _assert_equal(account, record)
            _assert_cards_equal(store, record)
            assert account.as_of == data_as_of(today)
            assert {code: unit.name for code, unit in account.units.items() if code} == {
                unit.code: unit.name for unit in recipe.units() if unit.code in account.units
            }


def _assert_equal(account: Account, record: Record) -> None:
    """No field is left out: what a feed cannot carry the stories do not say (kiosk/demo/feeds.py)."""
    assert account.person == record.person
    assert _sorted(account.contributions, _due) == _sorted(record.contributions, _due)
    assert _sorted(account.participations, _insured) == _sorted(record.participations, _insured)
    assert _sorted(account.years, _year) == _sorted(record.years, _year)
    assert _sorted(account.benefits, _benefit) == _sorted(record.benefits, _benefit)
    assert _sorted(account.transfers, _transfer) == _sorted(record.transfers, _transfer)
    assert (account.retirements, account.contracts, account.others) == ((), (), ())
    assert (record.retirements, record.contracts) == ((), ())


def _assert_cards_equal(store: Store, record: Record) -> None:
    assert record.cards
    for card in record.cards:
        holder = store.ledger.holder_of_card(card.number, card.identification_code)
        assert holder is not None
        assert (holder.person_id, holder.card) == (record.person.person_id, card)


def test_only_the_planted_balance_is_found_odd(tmp_path: Path) -> None:
    write_files(SHIPPED_DAY, tmp_path)
    months = MemoryMonths()
    for name, files in IMPORTS.items():
        order = Order([tmp_path / file for file in files], load_profile(name), SHIPPED_DAY, data_month(SHIPPED_DAY))
        done = run_import(order, months, lambda _: None)
        assert done.findings.counts == ({Flaw.BALANCE: 1} if name == "gbt40217" else {})
        assert done.replaced == 0
        assert not done.findings.unused


def _sorted(rows: tuple[object, ...], by: Callable[..., object]) -> list[object]:
    return sorted(rows, key=by)  # type: ignore[arg-type]  # tuples of texts and numbers


def _due(row: Contribution) -> object:
    return row.insurance.value, row.paid_for.number, row.settlement_number, row.kind, row.unit_code


def _insured(row: Participation) -> object:
    return row.insurance.value, row.unit_code


def _year(row: AccountYear) -> object:
    return row.insurance.value, row.year


def _benefit(row: Benefit) -> object:
    return row.insurance.value, row.month.number, row.item_code


def _transfer(row: Transfer) -> object:
    return row.insurance.value, row.other_agency
