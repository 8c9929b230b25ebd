"""The rule for watching a print job: waiting -> sent | failed, within a deadline. Pure.

"Completed" at the scheduler proves only that the printer took the data; sent means that the printer then came to rest
without a fault. A job that waits for paper may wait a minute; its deadline waits with it, but not for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from kiosk.document import JobPhase, JobState
from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF, PRINTER_NEEDS_STAFF, PRINTER_SILENT, PRINTER_UNUSABLE, Failure

START_SECONDS, SECONDS_A_PAGE = 30.0, 5.0
"""Time to wake up, and for a slow page: beyond it nobody believes that paper will still come."""
WAIT_FOR_STAFF_SECONDS = 60.0
"""Adding paper or closing a cover takes staff less; longer keeps the next person waiting."""
HARD_STOP_SECONDS = 120.0
"""However often a job waits for staff, it is over this long after its first deadline: two full waits."""
MISSES = 3
"""Unanswered looks in a row before the job is given up."""

_MENDED_BY_STAFF = (NO_PAPER.code, PRINTER_NEEDS_STAFF.code)


class Stage(Enum):
    """Where the scheduler says the job is."""

    QUEUED = "queued"
    PRINTING = "printing"
    COMPLETED = "completed"
    LOST = "lost"
    """Cancelled, aborted, or not known any more."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the job and the printer showed; `stage` None: the scheduler did not answer."""

    stage: Stage | None
    fault: Failure | None = None
    at_rest: bool = False
    """Whether the printer itself said that it is idle."""
    pages_done: int | None = None
    """How many pages it said are finished; None when it said nothing."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered between looks; times are readings of the monotonic clock in seconds."""

    deadline: float
    pages: int
    pages_done: int | None = None
    missed: int = 0
    waiting_since: float | None = None
    waited: float = 0.0
    """Seconds that earlier waits took, given back to the deadline."""

    @property
    def hard_stop(self) -> float:
        """When nothing is waited for any more."""
        return self.deadline - self.waited + HARD_STOP_SECONDS


def deadline(now: float, pages: int) -> float:
    """When a job of so many pages submitted now must be done."""
    return now + START_SECONDS + SECONDS_A_PAGE * pages


def observe(watch: Watch, look: Look, now: float) -> tuple[Watch, JobState]:
    """Judge one look."""
    watch, state = _judge(_count(watch, look.pages_done), look, now)
    if state.phase in (JobPhase.WAITING, JobPhase.PRINTING):
        state = replace(state, pages_done=watch.pages_done)
    return watch, state


def _count(watch: Watch, said: int | None) -> Watch:
    """Never back, never beyond the paper's end. Nought tells nothing: a printer that does not count says it too."""
    done = max(watch.pages_done or 0, min(said or 0, watch.pages))
    return replace(watch, pages_done=done or None)


def _judge(watch: Watch, look: Look, now: float) -> tuple[Watch, JobState]:
    if look.stage is None:
        watch = replace(watch, missed=watch.missed + 1)
        lost = watch.missed >= MISSES or (now > watch.deadline and watch.waiting_since is None)
        return watch, _failed(PRINTER_SILENT) if lost else JobState(JobPhase.WAITING)
    watch = replace(watch, missed=0)
    if look.stage is Stage.LOST or _breaks_off(look.fault):
        return watch, _failed(_ends_with(look.fault, PRINT_BROKEN_OFF))
    if look.stage is Stage.COMPLETED and look.at_rest and look.fault is None:
        return watch, JobState(JobPhase.SENT)
    if look.fault is not None and look.fault.code in _MENDED_BY_STAFF:
        return _wait(watch, look.fault, now)
    watch = _resume(watch, now)
    if now > min(watch.deadline, watch.hard_stop):
        return watch, _failed(_ends_with(look.fault, PRINTER_SILENT))
    phase = JobPhase.WAITING if look.stage is Stage.QUEUED or look.fault else JobPhase.PRINTING
    return watch, JobState(phase, look.fault)


def _ends_with(fault: Failure | None, otherwise: Failure) -> Failure:
    """What the end of a job is told as: of a printer that does not answer, that nothing will come out any more."""
    if fault is None:
        return otherwise
    return PRINTER_SILENT if fault.code == PRINTER_UNUSABLE.code else fault


def _breaks_off(fault: Failure | None) -> bool:
    return fault is not None and fault.code == PRINT_BROKEN_OFF.code


def _wait(watch: Watch, fault: Failure, now: float) -> tuple[Watch, JobState]:
    since = now if watch.waiting_since is None else watch.waiting_since
    over = now - since > WAIT_FOR_STAFF_SECONDS or now > watch.hard_stop
    return replace(watch, waiting_since=since), JobState(JobPhase.FAILED if over else JobPhase.WAITING, fault)


def _resume(watch: Watch, now: float) -> Watch:
    if watch.waiting_since is None:
        return watch
    waited = now - watch.waiting_since
    return replace(watch, deadline=watch.deadline + waited, waiting_since=None, waited=watch.waited + waited)


def _failed(failure: Failure) -> JobState:
    return JobState(JobPhase.FAILED, failure)
