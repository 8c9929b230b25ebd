"""The audit trail of a whole kiosk: it names nobody, and without it nobody is served (D6, D8, E7)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.audit.chain import follow
from kiosk.audit.line import mark_of
from kiosk.audit.opening import head_file
from kiosk.audit.segments import raw_lines
from kiosk.audit.verifying import checked
from kiosk.demo.making import DEMO_STAFF_NUMBER
from kiosk.demo.story import read_stories
from kiosk.errors import AUDIT_AWAY
from kiosk.hall import DEMO_DAY
from kiosk.staff.views import DevicesView
from kiosk.words import words_of
from tests.stories.clerk import Clerk
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk

ZHANG = "119901198503150015"


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    """Where the trail stands, on a disk of its own."""
    return tmp_path / "disk" / "audit.log"


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk, trail: Path) -> Kiosk:
    """A kiosk on Welcome."""
    return make_kiosk(log={"audit_file": str(trail), "level": "error"})


def visit_all(kiosk: Kiosk) -> None:
    """Look at much, print, and fail at some things."""
    kiosk.cards.insert("zhang-san")
    kiosk.type("111112")
    kiosk.press("confirm")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    kiosk.press("finish")
    kiosk.cards.pull()
    kiosk.press("enter-number-button")
    kiosk.type(ZHANG)
    kiosk.press("confirm")
    kiosk.type("222223")
    kiosk.press("confirm")
    kiosk.wait(120)


def test_it_holds_nothing_personal(kiosk: Kiosk, trail: Path) -> None:
    """It must show 5: names, numbers, passwords and amounts of the demo people are nowhere in it."""
    kiosk.cards.insert("zhang-san")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    amounts = {word for word in kiosk.texts().split() if "," in word and "." in word}
    assert amounts, "there are amounts to look for"
    kiosk.press("finish")
    kiosk.cards.pull()
    visit_all(kiosk)
    written = b"".join(raw_lines(trail)).decode()
    people = [story.person for story in read_stories(DEMO_DAY)]
    secrets = {*(one.name for one in people), *(one.number for one in people), "A12345674", *amounts}
    assert not [secret for secret in secrets if secret in written]
    assert not {one.person_id for one in people} & {line["code"] for line in lines(trail)}
    assert all(digits not in json.dumps(line["code"]) for line in lines(trail) for digits in (PASSWORD, "111112"))
    assert {"login", "account-viewed", "print-sent"} <= {str(line["event"]) for line in lines(trail)}


def lines(trail: Path) -> list[dict[str, object]]:
    """Every line."""
    return [json.loads(raw) for raw in raw_lines(trail)]


def test_who_looked_at_an_account_can_be_found_with_the_number_alone(kiosk: Kiosk, trail: Path) -> None:
    visit_all(kiosk)
    marks = {line["who"] for line in lines(trail) if line["event"] in ("account-viewed", "print-sent", "login")}
    assert len(marks - {""}) == 1, "by card and by number it is the same person"
    assert {line["who"] for line in lines(trail) if line["event"] == "idle"} == {""}


def test_a_disk_that_goes_away_ends_the_visit_and_closes_the_kiosk_until_it_is_back(kiosk: Kiosk, trail: Path) -> None:
    kiosk.insert_and_log_in()
    away = trail.parent.with_name("unplugged")
    trail.parent.rename(away)
    kiosk.press("print-button")
    assert kiosk.screen == "take-card"
    assert "张" not in kiosk.texts(), "what was shown is wiped"
    kiosk.cards.pull()
    assert kiosk.screen == "out-of-service"
    assert "S03" in kiosk.texts()
    kiosk.cards.insert("chen-jing")
    kiosk.wait(30)
    assert kiosk.screen == "out-of-service"
    kiosk.cards.pull()
    away.rename(trail.parent)
    kiosk.wait(11)
    assert kiosk.screen == "welcome"
    kiosk.insert_and_log_in()
    events = [(line["event"], line["code"]) for line in lines(trail)]
    assert [code for event, code in events if event == "lines-lost"], "how much is missing is told"
    assert events[-1] == ("account-viewed", "")
    assert follow(raw_lines(trail)).breaks == ()


def test_a_kiosk_that_starts_without_its_disk_takes_nobody(make_kiosk: MakeKiosk, trail: Path) -> None:
    kiosk = make_kiosk(log={"audit_file": str(trail), "level": "error"})
    away = trail.parent.with_name("unplugged")
    trail.parent.rename(away)
    kiosk.wait(11)
    assert kiosk.screen == "out-of-service", "noticed before somebody comes"
    assert words_of("zh_CN")(AUDIT_AWAY.message) in kiosk.texts()
    away.rename(trail.parent)
    kiosk.wait(11)
    assert kiosk.screen == "welcome"


def test_a_trail_that_somebody_cut_off_is_told_by_the_next_start(make_kiosk: MakeKiosk, trail: Path) -> None:
    """E7; people are served all the same."""
    log = {"audit_file": str(trail), "level": "error"}
    first = make_kiosk(log=log)
    first.insert_and_log_in()
    first.press("finish")
    first.program.close()
    first.program.rooms.audit.condition()
    settings = first.program.settings
    head = head_file(settings)
    assert head is not None
    key = first.program.rooms.credentials.secret()
    count = len(lines(trail))
    first.program.rooms.audit.check()
    assert checked(trail, head, key).verdict.breaks == ()
    trail.write_bytes(b"".join(trail.read_bytes().splitlines(keepends=True)[: count - 3]))
    second = make_kiosk(log=log)
    second.settle()
    assert [line["event"] for line in lines(trail)].count("chain-broken") == 1
    (finding,) = second.program.rooms.audit.examine()
    assert not finding.well
    clerk = Clerk(second)
    clerk.log_in()
    view = clerk.maintenance.view
    assert isinstance(view, DevicesView)
    assert [one for one in view.others if one.part == "audit"] == [finding], "and staff see it in maintenance"
    second.press("finish")
    second.insert_and_log_in()


def test_what_staff_did_can_be_found_by_their_number(kiosk: Kiosk, trail: Path) -> None:
    clerk = Clerk(kiosk)
    clerk.log_in()
    clerk.press("test-disk")
    key = kiosk.program.rooms.credentials.secret()
    mark = mark_of(key, DEMO_DAY, DEMO_STAFF_NUMBER)
    acts = {line["event"]: (line["code"], line["by"]) for line in lines(trail)}
    assert acts["staff-logged-in"] == ("", mark)
    assert acts["part-tested"] == ("disk", mark)
