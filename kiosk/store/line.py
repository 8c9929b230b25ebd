"""The line to a PostgreSQL server: a psycopg connection that does not wait for ever for an answer.

A server that is merely slow cancels by itself (statement_timeout). One that is frozen, or behind a network that
swallows everything without a word, never will: who waits must look at the clock.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self, TypeVar

import psycopg

from kiosk.store.connecting import connected
from kiosk.store.deadline import Deadline, deadline_here
from kiosk.store.names import UNKNOWN_HOST

_Value = TypeVar("_Value")

FOR_ONE_HOST = 2 / 3
"""Of the time that is left to connect: where the URL names several hosts, another shall have its turn."""


class AnswerLate(psycopg.OperationalError):
    """No answer by the deadline; the line is closed, since the answer may still come and be taken for another's."""

    told = "the server did not answer in time"


class NameUnknown(psycopg.OperationalError):
    """No host of the URL has an address that anybody tells."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.told = "no name server answered in time" if late else UNKNOWN_HOST


class Line(psycopg.Connection[Any]):
    """A connection that keeps the deadline of whoever waits, if there is one."""

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> Generator[Any, Any, Self]:
        deadline, making = deadline_here(), connected(conninfo)
        return cls((yield from (making if deadline is None else _until(deadline.part(FOR_ONE_HOST), making))))

    def wait(self, gen: Generator[Any, Any, _Value], *how: Any, **said: Any) -> _Value:
        """Wait for an answer. Raises AnswerLate, after which the line is closed."""
        deadline = deadline_here()
        if deadline is None:
            return super().wait(gen, *how, **said)
        try:
            return super().wait(_until(deadline, gen), *how, **said)
        except AnswerLate:
            self.close()
            raise


def _until(deadline: Deadline, answer: Generator[Any, Any, _Value]) -> Generator[Any, Any, _Value]:
    """The same steps, looking at the clock between them; psycopg takes a step every tenth of a second."""
    try:
        # At once too: many questions, each answered quickly, may be late together.
        _keep(deadline)
        wanted = next(answer)
        while True:
            ready = yield wanted
            wanted = answer.send(ready)
            _keep(deadline)
    except StopIteration as done:
        value: _Value = done.value
        return value


def _keep(deadline: Deadline) -> None:
    if deadline.passed():
        raise AnswerLate
