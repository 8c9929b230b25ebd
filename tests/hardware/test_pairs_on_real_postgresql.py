"""Cards are paired with their holders' numbers whichever came first, and however many holders come together."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import make_url

pytestmark = pytest.mark.postgresql

_CARD = "INSERT INTO cards (number, identification_code, person_id, kind, state) VALUES (%s, 'C', %s, '1', '1')"
_PERSONS = (
    "INSERT INTO persons (person_id, number, name, document, sex, ethnicity, household, employment, division, place, "
    "agency) SELECT 'P' || n, 'N' || n, '', '', '', '', '', '', '', '', '' FROM generate_series(%s::integer, %s) AS n"
)
_PAIRS = (
    "SELECT cards.number, pair = login.pair(persons.number, cards.number, ''), "
    "pair_with_code = login.pair(persons.number, cards.number, 'C') "
    "FROM cards JOIN persons USING (person_id) ORDER BY 1"
)


def test_cards_that_came_before_their_holders(emptied_url: str) -> None:
    url = make_url(emptied_url)
    where = f"host={url.host} port={url.port} user={url.username} dbname={url.database}"
    with psycopg.connect(f"{where} options='-c search_path=public,register'") as connection:
        for n in range(1, 4):
            connection.execute(_CARD, (f"K{n}", f"P{n}"))
        connection.execute(_PERSONS, (1, 2))
        connection.execute(_PERSONS, (9, 9))
        assert connection.execute(_PAIRS).fetchall() == [("K1", True, True), ("K2", True, True)]
        connection.execute("UPDATE persons SET number = 'N9' WHERE person_id = 'P2'")
        assert connection.execute(_PAIRS).fetchall() == [("K1", True, True), ("K2", True, True)]
        connection.execute(_CARD, ("K4", "P9"))
        assert connection.execute(_PAIRS).fetchall()[-1] == ("K4", True, True)
