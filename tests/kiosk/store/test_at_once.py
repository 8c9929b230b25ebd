"""Several questions of a file are answered one after another, in their order, with the values that are wanted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, literal, select

from kiosk.config import DatabaseSection
from kiosk.store.at_once import Question, ask_at_once
from kiosk.store.engine import make_engine, parse_url, reading

DAY = Question(select(literal(date(2026, 10, 1), Date)))
PLAIN = Question(select(literal(1), literal("a")), plain=True)


def test_answers_come_in_the_order_of_the_questions(empty: DatabaseSection) -> None:
    with reading(make_engine(parse_url(empty.url), 4)) as connection:
        day, plain, again = (list(map(tuple, rows)) for rows in ask_at_once(connection, (DAY, PLAIN, DAY), {}))
    assert (day, plain, again) == ([(date(2026, 10, 1),)], [(1, "a")], [(date(2026, 10, 1),)])
