"""One engine that logs in as whichever kiosk is named: a thousand engines would each get to know the server first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, event

from kiosk.store.engine import make_engine
from tests.fleet_sim.visit import Line

TIMEOUT_SECONDS = 30
"""Far longer than a kiosk's own: a slow answer shall be measured, not given up."""


class Anyone:
    """The kiosk's own engine and lines, for any kiosk of one server."""

    def __init__(self, url: URL) -> None:
        self._here = threading.local()
        self.engine = make_engine(url, TIMEOUT_SECONDS)
        (self._connect,) = (
            self.engine.dialect.dispatch.do_connect
        )  # the first to answer connects: ours must come before
        event.remove(self.engine, "do_connect", self._connect)
        event.listen(self.engine, "do_connect", self._named)

    @contextmanager
    def named(self, login: str) -> Iterator[None]:
        """Lines that this thread makes meanwhile are this kiosk's."""
        self._here.login = login
        yield

    def line(self, login: str) -> Line:
        """A line of a kiosk's, as its program makes it, held until it is closed."""
        with self.named(login):
            raw = self.engine.raw_connection()
            line: Any = raw.driver_connection
            raw.detach()
        kept: Line = line
        return kept

    def _named(self, dialect: Any, record: Any, words: Any, named: dict[str, Any]) -> Any:
        return self._connect(dialect, record, words, named | {"user": self._here.login})
