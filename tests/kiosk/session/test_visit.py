"""How visits begin and end."""

from __future__ import annotations

import pytest

from kiosk.choices import Look
from kiosk.effects import EndVisit, SetTimer
from kiosk.errors import CARD_PULLED
from kiosk.events import TimerKind
from kiosk.session.visit import begin, finish, longest_visit
from kiosk.states import Display, EnterNumber, Origin, Overview, Session, State, TakeCard, Welcome
from tests.kiosk.session.cases import RECORD, RULES, VISITING, visiting


def test_beginning_counts_the_visit_and_starts_its_longest_time() -> None:
    begun, effects = begin(Session(Welcome(), Display()), Origin.NUMBER, EnterNumber(), RULES)
    assert (begun.visit, begun.origin) == (1, Origin.NUMBER)
    assert effects == (SetTimer(TimerKind.VISIT, 570),)


def test_the_elder_look_has_twenty_minutes() -> None:
    assert longest_visit(visiting(Overview(RECORD), look=Look.ELDER), RULES).seconds == 1200 - 45


@pytest.mark.parametrize("state", VISITING)
@pytest.mark.parametrize("origin", [Origin.CARD, Origin.ANTENNA, Origin.NUMBER])
def test_finishing_forgets_the_person(state: State, origin: Origin) -> None:
    before = visiting(state, origin, Look.ELDER)
    ended, effects = finish(before, RULES, CARD_PULLED)
    assert effects == (EndVisit(),)
    assert ended.state == (TakeCard(notice=CARD_PULLED) if before.card_in else Welcome(CARD_PULLED))
    assert (ended.origin, ended.health) == (Origin.NOBODY, before.health)
    assert ended.display == (before.display if before.card_in else RULES.home), (
        "who takes the card reads their language"
    )
    assert ended.visit == before.visit + 1
