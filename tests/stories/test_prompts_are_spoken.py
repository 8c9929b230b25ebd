"""Who cannot see the screen hears it; nobody else hears anything of them."""

from __future__ import annotations

from kiosk import errors
from tests.stories.conftest import Kiosk, MakeKiosk
from tests.ui.speakers import HUSH

MOMENT = 0.5
PERSONAL = ("张", "1199", "0015", "139,831", "246813", "A1234")


def heard(kiosk: Kiosk) -> str:
    """What was said since this was asked last."""
    kiosk.settle()
    kiosk.wait(MOMENT)
    return "\n".join(kiosk.speaker.new())


def test_from_the_card_to_the_paper(kiosk: Kiosk) -> None:
    kiosk.press("voice")
    assert kiosk.read("insert") in heard(kiosk)
    kiosk.cards.insert("zhang-san")
    said = [heard(kiosk)]
    assert kiosk.read("heading") in said[0]
    kiosk.type("246812")
    kiosk.press("confirm")
    said.append(heard(kiosk))
    assert kiosk.read("message") in said[-1]
    assert kiosk.read("tries-left") in said[-1]
    kiosk.type("246813")
    kiosk.press("confirm")
    said.append(heard(kiosk))
    assert kiosk.read("heading") in said[-1]
    for way in ("tile-110", "print-button"):
        kiosk.press(way)
        said.append(heard(kiosk))
        assert kiosk.read("heading") in said[-1]
    kiosk.press("print-confirm")
    kiosk.wait(5)
    assert kiosk.screen == "take-paper"
    said.append(heard(kiosk))
    assert kiosk.read("message") in said[-1]
    kiosk.press("finish")
    said.append(heard(kiosk))
    assert HUSH in said[-1] and kiosk.read("heading") in said[-1]
    whole = "\n".join(said)
    assert not [word for word in PERSONAL if word in whole]
    kiosk.cards.pull()
    assert heard(kiosk) == HUSH, "the next person is not spoken to"
    kiosk.cards.insert("zhang-san")
    assert heard(kiosk) == ""


def test_the_card_is_pulled_in_the_middle_of_a_sentence(kiosk: Kiosk) -> None:
    kiosk.press("voice")
    kiosk.insert_and_log_in()
    kiosk.speaker.new()
    kiosk.press("tile-310")
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert heard(kiosk) == HUSH


def test_paper_left_in_the_tray_is_called_after(kiosk: Kiosk) -> None:
    """B10: while it lies there, and once more when the visit has ended over it."""
    kiosk.press("voice")
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(5)
    assert kiosk.screen == "take-paper"
    reminder = kiosk.read("message")
    kiosk.speaker.new()
    kiosk.wait(21)
    assert kiosk.speaker.new().count(HUSH) == 0
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    said = heard(kiosk)
    assert said.startswith(HUSH)
    assert kiosk.read("message") in said
    assert reminder
    assert errors.PAPER_LEFT.code in kiosk.read("message-code")


def test_paper_is_called_for_every_ten_seconds(kiosk: Kiosk) -> None:
    kiosk.press("voice")
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(3)
    assert kiosk.screen == "take-paper"
    reminder = kiosk.read("message")
    kiosk.speaker.new()
    kiosk.wait(21)
    assert sum(reminder in said for said in kiosk.speaker.new()) == 2


def test_with_headphones_amounts_are_spoken(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(voice={"personal": True})
    kiosk.press("voice")
    kiosk.insert_and_log_in()
    said = heard(kiosk)
    assert kiosk.read("balance-110") in said
    assert kiosk.read("holder-name") in said


def test_who_walks_away_leaves_no_voice_behind(kiosk: Kiosk) -> None:
    kiosk.press("voice")
    kiosk.insert_and_log_in()
    kiosk.speaker.new()
    kiosk.wait(61)
    said = kiosk.speaker.new()
    assert any(kiosk.read("heading") in each for each in said)
    kiosk.wait(31)
    assert kiosk.screen == "take-card"
    assert HUSH in kiosk.speaker.new()
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert not kiosk.program.conductor.session.display.voice
    assert kiosk.speaker.new()[-1] == HUSH
