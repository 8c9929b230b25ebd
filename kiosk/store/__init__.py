"""The database: the only place that knows SQLAlchemy. `open_store` is the door; importing it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.config import DatabaseSection
    from kiosk.store.opening import Store


def open_store(section: DatabaseSection) -> Store:
    """Open both databases and check their versions. Raises Refused with one sentence when they cannot be used."""
    from kiosk.store import opening  # SQLAlchemy is loaded only by commands that need a database.

    return opening.open_store(section)
