"""A7 on the mock: the reader is unplugged and plugged in again, on Welcome, with a card in it, and during a visit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk

NUMBER = "119901198503150015"
BACK_SECONDS = 3
"""A reader that is there again is noticed within this time."""

AWAY = "没有接上读卡器"
"""How Welcome's sentence for a missing reader begins."""


def reads_cards(kiosk: Kiosk) -> bool:
    """Whether Welcome says nothing of a missing reader."""
    return AWAY not in kiosk.texts()


def test_a07_on_welcome_a_number_can_still_be_entered(kiosk: Kiosk) -> None:
    assert reads_cards(kiosk)
    kiosk.cards.unplug(True)
    assert not reads_cards(kiosk)
    kiosk.press("enter-number-button")
    kiosk.type(NUMBER)
    kiosk.press("confirm")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


def test_a07_the_reader_works_soon_after_it_is_back(kiosk: Kiosk) -> None:
    kiosk.cards.unplug(True)
    kiosk.wait(60)
    kiosk.cards.unplug(False)
    kiosk.wait(BACK_SECONDS)
    assert reads_cards(kiosk)
    kiosk.insert_and_log_in()


def test_a07_unplugged_during_a_visit_ends_it_at_once(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.cards.unplug(True)
    assert kiosk.screen == "welcome"
    assert not reads_cards(kiosk)
    for secret in ("张", "0015"):
        assert secret not in kiosk.texts()


def test_a07_a_visit_by_number_goes_on_without_the_reader(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type(NUMBER)
    kiosk.press("confirm")
    kiosk.cards.unplug(True)
    assert kiosk.screen == "enter-password"
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


@pytest.mark.parametrize("times", [1, 3])
def test_a07_each_going_and_coming_is_audited(make_kiosk: MakeKiosk, tmp_path: Path, times: int) -> None:
    kiosk = make_kiosk()
    for _ in range(times):
        kiosk.cards.unplug(True)
        kiosk.settle()
        kiosk.cards.unplug(False)
        kiosk.settle()
    lines = [json.loads(line) for line in (tmp_path / "audit.log").read_text().splitlines()]
    away = [(line["event"], line["code"]) for line in lines if line["event"] in ("reader-away", "reader-back")]
    assert away[-2 * times :] == [("reader-away", "C04"), ("reader-back", "")] * times
