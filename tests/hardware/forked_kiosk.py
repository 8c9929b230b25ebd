"""Kiosks that go to a state of the session and stay there until they are killed, forked from one loaded program.

Run with a configuration file; each line read names a state. The child answers `welcome PID` when it serves people and
`reached STATE` when it is there. Forking saves loading the program each time; what is made at run time (application,
threads, files) is each child's own.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import PySide6.QtWidgets  # noqa: F401 - the slow part, before the first fork
from PySide6.QtCore import QTimer

import main
import ui.program  # noqa: F401
from kiosk import config, states
from kiosk.conductor import BUGS_TOO_MANY
from kiosk.config import Settings
from kiosk.events import (
    Answer,
    Event,
    FinishAsked,
    InsuranceChosen,
    NumberEntryAsked,
    PasswordEntered,
    PrintAsked,
    PrintConfirmed,
    RegisterAsked,
    TimeOut,
    TimerKind,
    Topic,
    TopicAsked,
)
from kiosk.insurance import Insurance
from kiosk.outcomes import StaffAdmitted
from kiosk.staff.events import MaintenanceAsked, StaffEntered
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import State
from ui.program import Program

LOOK_MILLISECONDS = 10
"""How often it is looked whether the next step can be taken."""

PASSWORD = b"246813"
"""The demo person's, published in the README."""

Do: TypeAlias = Callable[[Program], None]
Step: TypeAlias = tuple[type[State], Do]
"""In which state what is done."""


def sends(*events: Event) -> Do:
    """Send events as the screen does."""

    def do(program: Program) -> None:
        for event in events:
            program.conductor.send(event)

    return do


def inserts(card: str) -> Do:
    """Put a card in."""

    def do(program: Program) -> None:
        assert program.rooms.simulator is not None
        program.rooms.simulator.insert(card)

    return do


def _password(program: Program) -> None:
    program.conductor.send(PasswordEntered(bytearray(PASSWORD)))


def _bugs(program: Program) -> None:
    for _ in range(BUGS_TOO_MANY + 1):
        program.conductor.bug()


def _staff(program: Program) -> None:
    program.conductor.send(StaffEntered("100", bytearray(b"000000")))
    admitted = StaffAdmitted(StaffMember("100", Role.ADMINISTRATOR))
    program.conductor.send(Answer(program.conductor.session.visit, admitted))


def _job_lost(program: Program) -> None:
    program.rooms.printer.purge()


CARD: Step = (states.Welcome, inserts("zhang-san"))
LOGIN: tuple[Step, ...] = (CARD, (states.EnterPassword, _password))
PRINT: tuple[Step, ...] = (*LOGIN, (states.Overview, sends(PrintAsked())), (states.Print, sends(PrintConfirmed())))
INSURANCE: tuple[Step, ...] = (*LOGIN, (states.Overview, sends(InsuranceChosen(Insurance.EMPLOYEE_PENSION))))


def _topic(topic: Topic) -> tuple[Step, ...]:
    return (*LOGIN, (states.Overview, sends(TopicAsked(topic))))


WAYS: dict[type[State], Sequence[Step]] = {
    states.Welcome: (),
    states.ReadingCard: ((states.Welcome, inserts("frozen-after-3")),),
    states.CardProblem: ((states.Welcome, inserts("bank-card")),),
    states.EnterNumber: ((states.Welcome, sends(NumberEntryAsked())),),
    states.EnterPassword: (CARD,),
    states.EnterPin: (CARD,),
    states.Register: ((states.Welcome, sends(NumberEntryAsked())), (states.EnterNumber, sends(RegisterAsked()))),
    states.Overview: LOGIN,
    states.InsuranceDetail: INSURANCE,
    states.AccountDetail: (*INSURANCE, (states.InsuranceDetail, sends(TopicAsked(Topic.ACCOUNT)))),
    states.PointsDetail: _topic(Topic.POINTS),
    states.BenefitsDetail: _topic(Topic.BENEFITS),
    states.PersonDetail: _topic(Topic.MY_DATA),
    states.RightsDetail: _topic(Topic.RIGHTS_RECORD),
    states.Discrepancy: _topic(Topic.DISCREPANCY),
    states.Policy: (*INSURANCE, (states.InsuranceDetail, sends(TopicAsked(Topic.POLICY)))),
    states.Guide: ((states.Welcome, sends(TopicAsked(Topic.GUIDE))),),
    states.Print: PRINT[:-1],
    states.Printing: PRINT,
    states.PrintFailed: (*PRINT, (states.Printing, _job_lost)),
    states.TakePaper: PRINT,
    states.TakeCard: (*LOGIN, (states.Overview, sends(FinishAsked()))),
    states.Rating: (*LOGIN, (states.Overview, sends(FinishAsked()))),
    states.StillThere: (*LOGIN, (states.Overview, sends(TimeOut(TimerKind.IDLE)))),
    states.OutOfService: ((states.Welcome, _bugs),),
    StaffLogin: ((states.Welcome, sends(MaintenanceAsked())),),
    Maintenance: ((states.Welcome, sends(MaintenanceAsked())), (StaffLogin, _staff)),
}
"""How each state is come to."""


def settings_for(state: type[State], file: Path) -> Settings:
    """Some states stand behind a setting."""
    settings = config.load(file)
    if state is states.EnterPin:
        return settings.with_values(reader={"opened_by": "pin"})
    return settings.with_values(session={"rating": state is states.Rating})


def _stay(program: Program) -> None:
    """Do nothing more."""


class Walk:
    """Goes on whenever the session is where the next step is taken, says so at the end, and does what is to be done."""

    def __init__(self, program: Program, goal: type[State], then: Do = _stay) -> None:
        self._program, self._goal, self._then = program, goal, then
        self._steps = list(WAYS[goal])
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        QTimer.singleShot(0, lambda: say(f"welcome {os.getpid()}"))

    def _look(self) -> None:
        state = self._program.conductor.session.state
        if not _ready(state):
            return
        if self._steps and isinstance(state, self._steps[0][0]):
            self._steps.pop(0)[1](self._program)
        elif not self._steps and isinstance(state, self._goal):
            self._timer.stop()
            say(f"reached {self._goal.__name__}")
            self._then(self._program)


def _ready(state: State) -> bool:
    """Whether nothing is awaited: pages are drawn, the printer has the job."""
    match state:
        case states.Print(picture=picture):
            return picture is not None
        case states.Printing(job=job):
            return job is not None
        case _:
            return True


def say(line: str) -> None:
    """Answer whoever asked."""
    print(line, flush=True)


def stand_at(goal: type[State], file: Path) -> None:
    """Be a kiosk that goes there and stays."""
    os.setsid()
    settings = settings_for(goal, file)
    with ExitStack() as stack:
        program = main.assemble(settings, stack, windowed=True, size=(1080, 1920))
        walk = Walk(program, goal)
        program.run()
        del walk


def serve(file: Path) -> None:
    """Fork a kiosk for each line, one after another."""
    by_name = {state.__name__: state for state in WAYS}
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                stand_at(by_name[line.strip()], file)
            except BaseException:  # noqa: BLE001 - a child must not go on as the program that forks
                traceback.print_exc()
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
