"""The kiosk begins anew: at night when nobody is there, when staff want it, after too many bugs."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk import exits
from kiosk.planned_end import FAULTY_SECONDS, LONGEST_WAIT_SECONDS
from kiosk.states import Session
from tests.stories.conftest import Kiosk


def audited(folder: Path) -> list[str]:
    """The events of the audit trail."""
    return [json.loads(line)["event"] for line in (folder / "audit.log").read_text().splitlines()]


def test_at_night_nobody_is_there(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.program.restart(when_idle=True)
    kiosk.settle()
    assert kiosk.program.ends_with == exits.DONE
    assert "restart-planned" in audited(tmp_path)


def test_somebody_who_is_there_ends_their_visit_first(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.program.restart(when_idle=True)
    kiosk.press("tile-110")
    assert kiosk.screen == "insurance"
    kiosk.wait(5)
    assert kiosk.program.ends_with is None
    kiosk.press("finish")
    assert kiosk.program.ends_with is None, "the card is still in"
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert kiosk.program.ends_with == exits.DONE


def test_who_is_told_how_their_visit_ended_can_read_it(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.program.restart(when_idle=True)
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert kiosk.program.ends_with is None
    kiosk.wait(30)
    assert kiosk.program.ends_with == exits.DONE


def test_a_card_left_in_all_night_holds_it_up_for_half_an_hour(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("finish")
    kiosk.program.restart(when_idle=True)
    kiosk.settle()
    kiosk.wait(60)
    assert kiosk.screen == "take-card" and kiosk.program.ends_with is None
    kiosk.wait(LONGEST_WAIT_SECONDS - 60)
    assert kiosk.program.ends_with == exits.DONE


def test_staff_need_not_wait(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.program.restart(when_idle=False)
    kiosk.settle()
    assert kiosk.program.ends_with == exits.DONE


def test_after_a_few_bugs_it_goes_on_and_after_more_it_begins_anew(kiosk: Kiosk) -> None:
    for _ in range(5):
        kiosk.insert_and_log_in()
        kiosk.program.conductor.bug()
        kiosk.cards.pull()
        assert kiosk.screen == "welcome"
    kiosk.wait(FAULTY_SECONDS)
    assert kiosk.program.ends_with is None
    kiosk.insert_and_log_in()
    kiosk.program.conductor.bug()
    assert kiosk.screen == "out-of-service"
    assert "张三" not in kiosk.texts()
    assert kiosk.program.ends_with is None, "whoever stands there may read it"
    kiosk.wait(FAULTY_SECONDS)
    assert kiosk.program.ends_with == exits.FAULTY


def test_the_same_bugs_over_an_hour_are_not_too_many(kiosk: Kiosk) -> None:
    for _ in range(8):
        kiosk.program.conductor.bug()
        kiosk.wait(300)
        assert kiosk.screen == "welcome"
    assert kiosk.program.ends_with is None


def test_a_window_that_cannot_be_shown_does_not_keep_it_from_beginning_anew(kiosk: Kiosk) -> None:
    def broken(session: Session) -> None:
        raise ZeroDivisionError

    kiosk.program.stage.show_session = broken  # type: ignore[method-assign]  # as a bug in a screen would
    kiosk.cards.insert("zhang-san")
    kiosk.settle()
    kiosk.wait(FAULTY_SECONDS)
    assert kiosk.program.ends_with == exits.FAULTY
