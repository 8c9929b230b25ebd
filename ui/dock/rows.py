"""What the session thinks, as rows of a name and a value: nothing personal, in the code's own words."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import Failure
from kiosk.states import (
    CardProblem,
    EnterNumber,
    EnterPassword,
    EnterPin,
    OutOfService,
    Print,
    PrintFailed,
    ReadingCard,
    Register,
    Session,
    State,
    StillThere,
    TakeCard,
    Welcome,
)
from kiosk.words import N_

NONE = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """`name` is the value's objectName; `caption` a catalogue message."""

    name: str
    caption: str
    value: str


def rows_of(session: Session) -> tuple[Row, ...]:
    """Say what the session thinks; the first row is the longest."""
    state, health, display = session.state, session.health, session.display
    data = health.data.code if health.data else str(health.data_as_of or NONE)
    return (
        Row("dock-state", N_("State"), _name(state)),
        Row("dock-origin", N_("Begun by"), session.origin.value),
        Row("dock-visit", N_("Visit number"), str(session.visit)),
        Row("dock-reader", N_("Reader"), health.reader.value),
        Row("dock-card-in", N_("Card in"), "yes" if session.card_in else "no"),
        Row("dock-tries", N_("Tries left"), _number(_tries_left(state))),
        Row("dock-seconds", N_("Seconds left"), _number(_seconds(state))),
        Row("dock-code", N_("Told"), _code(_failure(state))),
        Row("dock-display", N_("Display"), f"{display.language} {display.look.value}"),
        Row("dock-printer", N_("Printer"), _code(health.printer) if health.printer else "well"),
        Row("dock-data", N_("Data"), data),
    )


def _name(state: State) -> str:
    name = type(state).__name__
    match state:
        case StillThere(resume=resume):
            return f"{name} over {_name(resume)}"
        case ReadingCard(stage=stage):
            return f"{name} {stage.value}"
        case EnterPassword(busy=True) | EnterPin(busy=True) | Register(busy=True):
            return f"{name} busy"
        case _:
            return name


def _tries_left(state: State) -> int | None:
    match state:
        case EnterPassword(tries_left=tries) | EnterPin(tries_left=tries):
            return tries
        case StillThere(resume=resume):
            return _tries_left(resume)
        case _:
            return None


def _seconds(state: State) -> int | None:
    match state:
        case EnterPassword(wait_seconds=seconds) | Register(wait_seconds=seconds) if seconds:
            return seconds
        case StillThere(seconds=seconds):
            return seconds
        case _:
            return None


def _failure(state: State) -> Failure | None:
    match state:
        case CardProblem(failure=failure) | OutOfService(failure=failure) | PrintFailed(failure=failure):
            return failure
        case EnterNumber(failure=told) | EnterPassword(failure=told) | EnterPin(failure=told):
            return told
        case Register(failure=told) | Print(failure=told) | Welcome(notice=told) | TakeCard(notice=told):
            return told
        case StillThere(resume=resume):
            return _failure(resume)
        case _:
            return None


def _number(number: int | None) -> str:
    return NONE if number is None else str(number)


def _code(failure: Failure | None) -> str:
    return failure.code if failure else NONE
