"""Opening says what is wrong at the start, and knows demo data from real ones."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import text

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.store import open_store
from kiosk.store.engine import make_engine, name_of, parse_url, writing
from kiosk.store.filling import fill_with_demo
from kiosk.store.opening import Store, local_url


class OpeningRules:
    """Every rule of opening; needs fixtures `store`, `section`, `recipe`, `empty` and `elsewhere`."""

    def test_demo_data_are_known_as_such(self, store: Store, section: DatabaseSection) -> None:
        assert store.is_demo
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with writing(engine) as connection:
            connection.execute(text("UPDATE origin SET kind = 'imported'"))
        engine.dispose()
        with closing(open_store(section)) as real:
            assert not real.is_demo

    def test_an_empty_database_opens_and_is_no_demo(self, empty: DatabaseSection) -> None:
        with closing(open_store(empty)) as opened:
            assert not opened.is_demo
            assert opened.ledger.as_of() == {}
            assert opened.ledger.examine()[0].state.endswith("no data")

    @pytest.mark.usefixtures("store")
    def test_the_copy_to_read_from_is_read(self, section: DatabaseSection, recipe: Recipe, elsewhere: str) -> None:
        fill_with_demo(elsewhere, recipe)
        engine = make_engine(parse_url(elsewhere), section.timeout_seconds)
        with writing(engine) as connection:
            connection.execute(text("DELETE FROM contributions"))
        engine.dispose()
        with closing(open_store(section.model_copy(update={"read_url": elsewhere}))) as reading:
            assert reading.ledger.account("1000000001").contributions == ()
            assert reading.credentials.examine()[0].state.startswith(name_of(local_url(section)))
