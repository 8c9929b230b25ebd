"""One person's visit on one kiosk's line, said from a script. What the server answers is fetched and stays unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any, TypeAlias

import psycopg

from tests.fleet_sim.figures import Tally
from tests.fleet_sim.script import COMMIT, ROLLBACK, Mode, Said, Script, filled

Line: TypeAlias = psycopg.Connection[Any]


TOGETHER = "tables, at once"
"""The statements that are sent before the first of them is answered."""


class Astray(Exception):
    """A visit did not go as the one that was heard; says where, and nothing of anybody."""


class Notes:
    """What statements took, and what the transactions took that they make up."""

    def __init__(self) -> None:
        self.statements, self.requests = Tally(), Tally()
        self.visits = 0
        """Whose people saw their account."""
        self.failures: Counter[str] = Counter()
        """By what went wrong."""
        self.turned_away = 0
        """People who found no free kiosk."""


class Visit:
    """Says one step after another."""

    def __init__(
        self, line: Line, script: Script, facts: Mapping[str, Any], clock: Callable[[], float], notes: Notes
    ) -> None:
        self._line = line
        self._clock = clock
        self._notes = notes
        self._script = script
        self._facts = facts
        self.answers: list[Sequence[Any]] = []
        """What the server answered to each statement said, where a later one needs it."""

    def say(self, step: str, late: float = 0) -> None:
        """Say what belongs to one step, which begins late by so much. Raises Astray, and the driver's errors.

        Lateness is the first request's: whoever stands at the kiosk has waited for it.
        """
        asked = self._clock()
        while (number := len(self.answers)) < len(self._script) and self._script[number].step == step:
            said, begun = self._script[number], self._clock()
            if said.mode.together:
                self._together()
            else:
                self.answers.append(self._answer(said))
            now = self._clock()
            self._notes.statements.note(TOGETHER if said.mode.together else said.name, now - begun)
            if said.request:
                self._notes.requests.note(said.request, now - asked + late)
                asked, late = now, 0

    def _together(self) -> None:
        """Send all that are sent before the first of them is answered."""
        script = self._script[len(self.answers) :]
        batch = list(takewhile(lambda said: said.mode.together, script))
        with self._line.pipeline():
            cursors = [self._line.execute(said.text, filled(said.values, self._facts, ())) for said in batch]
        for said, cursor in zip(batch, cursors, strict=True):
            _check(said, cursor)
            self.answers.append(())

    def _answer(self, said: Said) -> Sequence[Any]:
        if said.text in (COMMIT, ROLLBACK):
            getattr(self._line, said.text.lower())()
            return ()
        self._set(said.mode)
        cursor = self._line.execute(said.text, filled(said.values, self._facts, self.answers))
        _check(said, cursor)
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


def _check(said: Said, cursor: psycopg.Cursor[Any]) -> None:
    if said.answered and not cursor.rowcount:
        raise Astray(f"{said.name} answered nothing")
