"""A real PostgreSQL on which an agency's own people make logins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.roles.owned import owned_database


@pytest.fixture(scope="session")
def owned(postgresql: PostgresServer) -> Iterator[str]:
    with owned_database(postgresql) as url:
        yield url
