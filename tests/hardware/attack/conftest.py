"""Stolen kiosks at a real PostgreSQL that holds the demo people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hardware.attack.attacker import ZHANG, ZHANG_CARD, Attacker, as_owner, attacker
from tests.hardware.postgresql_server import PostgresServer


@pytest.fixture(scope="module")
def url(postgresql: PostgresServer, served_once: str) -> Iterator[str]:
    """One database for tests that change nothing in the register."""
    made = postgresql.copy_of(served_once)
    yield made
    postgresql.drop(made)


@pytest.fixture(scope="module")
def thieves(url: str) -> Iterator[tuple[Attacker, Attacker]]:
    """Two stolen kiosks."""
    with attacker(url) as here, attacker(url) as there:
        yield here, there


@pytest.fixture
def hall(url: str, thieves: tuple[Attacker, Attacker]) -> tuple[Attacker, Attacker]:
    """They, with nothing tried yet; 张三 has registered with the right proofs."""
    as_owner(url, "TRUNCATE login.attempts, login.cleared, login.tokens, login.verifiers")
    assert thieves[0].register(ZHANG, ZHANG_CARD).result == "in"
    return thieves


@pytest.fixture
def own_url(postgresql: PostgresServer, served_once: str) -> Iterator[str]:
    """A database of the test's own, whose register it may change."""
    made = postgresql.copy_of(served_once)
    yield made
    postgresql.drop(made)


@pytest.fixture
def alone(own_url: str) -> Iterator[Attacker]:
    """A stolen kiosk there; 张三 has registered with the right proofs."""
    with attacker(own_url) as kiosk:
        assert kiosk.register(ZHANG, ZHANG_CARD).result == "in"
        yield kiosk


@pytest.fixture
def here(hall: tuple[Attacker, Attacker]) -> Attacker:
    return hall[0]
