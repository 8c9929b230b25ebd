"""Hears what a program says to a PostgreSQL server, at the driver: every statement, commit and rollback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.pq import PipelineStatus, TransactionStatus
from sqlalchemy import Engine, event

from tests.fleet_sim.script import COMMIT, ROLLBACK, Heard, Mode


class Ear:
    """Hears lines that are made while it listens; `step` names what is being done."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.step = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every line that any engine makes from now on."""
        event.listen(Engine, "connect", self._attach)
        try:
            yield
        finally:
            event.remove(Engine, "connect", self._attach)

    def _attach(self, line: Any, _: object) -> None:
        ear = self

        class Cursor(psycopg.Cursor[Any]):
            """Tells the ear."""

            def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
                super().execute(query, params, **how)
                self.place = len(ear.heard)
                ear._hear(str(query), params, self)
                return self

            def fetchall(self) -> Any:
                found = super().fetchall()
                ear.heard[self.place] = replace(ear.heard[self.place], answer=_first_row(self))
                return found

        line.cursor_factory = Cursor
        for name in (COMMIT, ROLLBACK):
            setattr(line, name.lower(), self._heard_too(line, name, getattr(line, name.lower())))

    def _hear(self, text: str, values: Any, cursor: psycopg.Cursor[Any]) -> None:
        line = cursor.connection
        isolation = None if line.isolation_level is None else int(line.isolation_level)
        together = line.pgconn.pipeline_status != PipelineStatus.OFF
        mode = Mode(line.autocommit, isolation, together)
        self.heard.append(Heard(self.step, text, values, _first_row(cursor), mode))

    def _heard_too(self, line: Any, name: str, work: Callable[[], None]) -> Callable[[], None]:
        def both() -> None:
            if line.info.transaction_status != TransactionStatus.IDLE:  # else nothing is sent
                self.heard.append(Heard(self.step, name))
            work()

        return both


def _first_row(cursor: psycopg.Cursor[Any]) -> tuple[str | None, ...]:
    found = cursor.pgresult
    if found is None or not found.ntuples:
        return ()
    values = (found.get_value(0, column) for column in range(found.nfields))
    return tuple(None if value is None else value.decode("utf-8", "replace") for value in values)
