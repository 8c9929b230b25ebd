"""Replacing the content is all or nothing, streams, and never touches real data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.store.engine import make_engine, parse_url, writing
from kiosk.store.opening import DEMO, Store
from kiosk.store.record import Record
from kiosk.store.writing import PEOPLE_AT_ONCE, Content, replace_content


def content_of(recipe: Recipe, records: Iterator[Record]) -> Content:
    return Content(DEMO, str(recipe), recipe.as_of(), recipe.units(), records)


def records_that_end_badly(recipe: Recipe) -> Iterator[Record]:
    """More people than one statement writes, then the power fails."""
    yield from replace(recipe, persons=PEOPLE_AT_ONCE, months=1).records()
    raise InterruptedError


class WritingRules:
    """Every rule of replacing the content; needs fixtures `store`, `section` and `recipe`."""

    def test_an_interruption_leaves_the_old_data(self, store: Store, section: DatabaseSection, recipe: Recipe) -> None:
        before = store.ledger.account("1000000003")
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with pytest.raises(InterruptedError):
            replace_content(engine, content_of(recipe, records_that_end_badly(recipe)))
        engine.dispose()
        assert store.ledger.account("1000000003") == before

    def test_a_row_twice_is_refused_and_leaves_the_old_data(
        self, store: Store, section: DatabaseSection, recipe: Recipe
    ) -> None:
        records = list(recipe.records())
        twice = replace(records[2], contributions=records[2].contributions[:1] * 2)
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        with pytest.raises(Refused, match=r"could not be written: a row is there twice \(.*\)\.$") as refused:
            replace_content(engine, content_of(recipe, iter([records[0], twice])))
        engine.dispose()
        assert "1000000003" not in str(refused.value)
        assert len(store.ledger.account("1000000003").contributions) == 1800

    def test_a_reader_sees_the_old_data_until_the_new_are_complete(
        self, store: Store, section: DatabaseSection, recipe: Recipe
    ) -> None:
        before = store.ledger.account("1000000003")

        def records() -> Iterator[Record]:
            for record in recipe.records():
                assert store.ledger.account("1000000003") == before
                yield replace(record, contributions=())

        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        replace_content(engine, content_of(recipe, records()))
        engine.dispose()
        assert store.ledger.account("1000000003").contributions == ()

    def test_other_than_demo_data_are_left_alone(self, store: Store, section: DatabaseSection, recipe: Recipe) -> None:
        engine = make_engine(parse_url(section.url), section.timeout_seconds)
        for mark in ("UPDATE origin SET kind = 'imported'", "DELETE FROM origin"):
            with writing(engine) as connection:
                connection.execute(text(mark))
            with pytest.raises(Refused, match="holds data that are not demo data; they are left as they are"):
                replace_content(engine, content_of(recipe, iter([])))
        engine.dispose()
        assert len(store.ledger.account("1000000003").contributions) == 1800
