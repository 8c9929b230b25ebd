"""One person's visit on one kiosk's line, said from a script. What the server answers is fetched and stays unread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import psycopg

from tests.fleet_sim.script import COMMIT, ROLLBACK, Mode, Said, Script, filled

Line: TypeAlias = psycopg.Connection[Any]


class Astray(Exception):
    """A visit did not go as the one that was heard; says where, and nothing of anybody."""


class Visit:
    """Says one step after another."""

    def __init__(self, line: Line, script: Script, facts: Mapping[str, Any]) -> None:
        self._line = line
        self._script = script
        self._facts = facts
        self._answers: list[Sequence[Any]] = []

    def say(self, step: str, clock: Callable[[], float], note: Callable[[str, float], None]) -> None:
        """Say what belongs to one step, and note each statement's seconds. Raises Astray, and the driver's errors."""
        for said in self._script[len(self._answers) :]:
            if said.step != step:
                return
            begun = clock()
            self._answers.append(self._answer(said))
            note(said.name, clock() - begun)

    def _answer(self, said: Said) -> Sequence[Any]:
        if said.text in (COMMIT, ROLLBACK):
            getattr(self._line, said.text.lower())()
            return ()
        self._set(said.mode)
        cursor = self._line.execute(said.text, filled(said.values, self._facts, self._answers))
        if said.answered and not cursor.rowcount:
            raise Astray(f"{said.name} answered nothing")
        answer: Sequence[Any] = (cursor.fetchone() or ()) if said.wanted else ()
        if not all(answer[column] for column in said.wanted):
            raise Astray(f"{said.name} answered otherwise")
        return answer

    def _set(self, mode: Mode) -> None:
        line = self._line
        if line.autocommit != mode.alone:
            line.autocommit = mode.alone
        if line.isolation_level != mode.isolation:
            line.isolation_level = None if mode.isolation is None else psycopg.IsolationLevel(mode.isolation)
