"""Somebody of another division: the list is printed with a notice, or refused with a reason of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.config import load
from kiosk.events import LanguageChosen, PrintAsked, PrintChoiceMade
from kiosk.hall import issuer_of
from kiosk.states import Overview, Print, Printing
from tests.kiosk.people import ISSUER, person
from tests.kiosk.stage import Stage

REFUSING = replace(ISSUER, prints_for_others=False)
ELSEWHERE = replace(person(), division="119902")


def asked(stage: Stage) -> Print:
    """Log in and ask for a list."""
    stage.log_in()
    stage.send(PrintAsked())
    state = stage.state()
    assert isinstance(state, Print)
    return state


def test_with_a_notice_it_is_printed() -> None:
    stage = Stage(who=ELSEWHERE)
    stage.log_in()
    stage.print_list()
    assert isinstance(stage.state(), Printing)


def test_refused_it_can_still_be_looked_at() -> None:
    stage = Stage(who=ELSEWHERE, issuer=REFUSING)
    stage.log_in()
    assert isinstance(stage.state(), Overview)
    stage.print_list()
    state = stage.state()
    assert isinstance(state, Print)
    assert (state.document, state.failure) == (None, errors.NOT_PRINTED_HERE)


def test_no_other_choice_and_no_other_language_gets_round_it() -> None:
    stage = Stage(who=ELSEWHERE, issuer=REFUSING)
    asked(stage)
    stage.send(PrintChoiceMade(PrintChoice(PrintPeriod.ALL)), LanguageChosen("en"))
    state = stage.state()
    assert isinstance(state, Print) and state.document is None


def test_a_refusing_hall_prints_for_its_own() -> None:
    assert asked(Stage(issuer=REFUSING)).document is not None


@pytest.mark.parametrize(("setting", "prints"), [("notice", True), ("refuse", False)])
def test_the_setting_decides(setting: str, prints: bool) -> None:
    settings = load(environment={"KIOSK_HALL__OTHER_DIVISION": setting})
    assert issuer_of(settings).prints_for_others is prints
