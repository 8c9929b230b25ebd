"""One course: N sessions on one process, a row of measures every so many, and what is to be said at the end."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path

from kiosk.audit.chain import follow
from kiosk.audit.segments import raw_lines
from kiosk.choices import Look
from kiosk.states import Display, Session
from kiosk.words import languages
from tests.soak.gauges import Row, heading, read_row
from tests.soak.machine import Machine, open_machine
from tests.soak.unexpected import Ear, listening
from tests.soak.verdict import grown
from tests.soak.visitors import Visitors
from tests.ui.states_shown import SHOWN

ROWS = 20
"""Of a table, whatever the number of sessions."""


@dataclass
class Course:
    """Sessions that were played, and what was seen."""

    machine: Machine
    visitors: Visitors
    ear: Ear
    tell: Callable[[str], None] = print
    rows: list[Row] = field(default_factory=list)
    played: int = 0

    def play(self, sessions: int, after_each: Callable[[Machine], None] = lambda machine: None) -> None:
        """Play so many more; `after_each` is called behind each."""
        every, last = max(1, sessions // ROWS), self.played + sessions
        self.tell(heading())
        while self.played < last and not self.unexpected():
            try:
                self.visitors.one_comes()
            except Exception:  # noqa: BLE001 - the program's own hooks would swallow it; here it is the finding
                self.ear.heard.append(traceback.format_exc())
            after_each(self.machine)
            self.played += 1
            if self.played % every == 0:
                self.rows.append(read_row(self.machine, self.played))
                self.tell(str(self.rows[-1]))

    def unexpected(self) -> list[str]:
        """What should never have happened."""
        bugs = [f"a bug in a thread at {place}" for place in self.machine.real.struck]
        ended = self.machine.program.ends_with
        return [*self.ear.heard, *bugs, *([f"the program ended with {ended}"] if ended is not None else [])]

    def findings(self) -> list[str]:
        """Everything that is not as it should be; empty: flat."""
        broken = [f"the audit chain: {each.code}" for each in follow(raw_lines(self._trail)).breaks]
        return [*self.unexpected(), *grown(self.rows), *broken]

    @property
    def _trail(self) -> Path:
        return Path(self.machine.program.settings.log.audit_file)


def begin(stack: ExitStack, folder: Path, seed: int, tell: Callable[[str], None] = print) -> Course:
    """Open a kiosk in a folder."""
    ear = stack.enter_context(listening())
    machine = open_machine(stack, folder)
    return Course(machine, Visitors(machine, seed), ear, tell)


def show_everything_once(machine: Machine) -> None:
    """Every screen in every look and language: letters and pictures are loaded once, not left behind by visits."""
    machine.settle()
    stage = machine.program.stage
    welcome, places = machine.program.conductor.session, count(1)
    for look, language in product(Look, languages()):
        for _name, state, _parts in SHOWN:
            # Each in a visit of its own, so that none takes over what another drafted.
            stage.show_session(Session(state, Display(language, look), visit=-next(places)))
            machine.sweep()
    stage.show_session(welcome)
    machine.sweep()
