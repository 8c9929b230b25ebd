"""What the session thinks: each row true, none personal."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.events import Health, ReaderCondition
from kiosk.period import Month
from kiosk.states import (
    Claim,
    Display,
    EnterPassword,
    EnterPin,
    Origin,
    ReadingCard,
    ReadingStage,
    Session,
    State,
    StillThere,
    TakeCard,
)
from tests.ui import records
from tests.ui.states_shown import SHOWN
from ui.dock.rows import rows_of


def said(session: Session) -> dict[str, str]:
    return {row.name.removeprefix("dock-"): row.value for row in rows_of(session)}


def test_everything_but_the_state() -> None:
    health = Health(ReaderCondition.SERVICE_DOWN, errors.NO_PAPER, None, Month(2026, 10))
    session = Session(TakeCard(), Display(), visit=7, origin=Origin.ANTENNA, card_in=True, health=health)
    assert said(session) == {
        "state": "TakeCard", "origin": "antenna", "visit": "7", "reader": "service-down", "card-in": "yes",
        "tries": "-", "seconds": "-", "code": "-", "display": "zh_CN standard", "printer": "P01", "data": "2026-10",
    }  # fmt: skip
    away = Session(TakeCard(), Display(), health=Health(data=errors.DATA_AWAY))
    assert (said(away)["printer"], said(away)["data"], said(away)["card-in"]) == ("well", "D01", "no")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ReadingCard(ReadingStage.FINDING), ("ReadingCard finding", "-", "-", "-")),
        (EnterPin(Claim(), busy=True), ("EnterPin busy", "-", "-", "-")),
        (EnterPin(Claim(), errors.PIN_WRONG, 1), ("EnterPin", "1", "-", "C10")),
        (EnterPassword(Claim(), errors.LOCKED, None, 14), ("EnterPassword", "-", "14", "A02")),
        (
            StillThere(EnterPin(Claim(), errors.PIN_WRONG, 2), 27),
            ("StillThere over EnterPin", "2", "27", "C10"),
        ),
    ],
)
def test_the_state(state: State, expected: tuple[str, ...]) -> None:
    rows = said(Session(state, Display()))
    assert (rows["state"], rows["tries"], rows["seconds"], rows["code"]) == expected


@pytest.mark.parametrize("state", [state for _name, state, _parts in SHOWN], ids=lambda state: type(state).__name__)
def test_nothing_personal_in_any_state(state: State) -> None:
    values = " ".join(row.value for row in rows_of(Session(StillThere(state, 9), Display())))
    for secret in (records.NAME, records.MASKED_NAME, records.NUMBER, records.MASKED_NUMBER, "98,214.36", "0015"):
        assert secret not in values
