"""A whole kiosk whose server is away when it starts, or slow: the screen says so, and heals by itself (C1, C3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import Engine, event

from kiosk.errors import DATA_AWAY
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.upgrading import upgrade_local
from kiosk.words import words_of
from tests.hardware.fault_proxy import FaultProxy, Mood
from tests.kiosk.people import ZHANG
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk, said_by
from tests.stories.conftest import demo_data as demo_data  # noqa: PLC0414 - fixtures of the stories
from tests.stories.conftest import make_kiosk as make_kiosk  # noqa: PLC0414

pytestmark = pytest.mark.postgresql

WORDS = words_of("zh_CN")
AWAY = WORDS(DATA_AWAY.message)
BUSY = (
    WORDS("One moment, please. Your record is being looked up ..."),
    WORDS("Loading your record ..."),
)
NAME = "AWAY-AT-FIRST"
LOOK_SECONDS = 11
"""Printer and data are looked at every 10 s."""


@pytest.fixture
def section(served_url: str, proxy: FaultProxy, tmp_path: Path) -> Iterator[dict[str, object]]:
    """[database] of a kiosk whose way to the server leads through the proxy."""
    own = add_kiosk(served_url, NAME).set(port=proxy.port).render_as_string(hide_password=False)
    local = f"sqlite:///{tmp_path / 'local.db'}"
    upgrade_local(local)
    yield {"url": own, "local_url": local, "timeout_seconds": 2}
    proxy.set(Mood.PASS)
    remove_kiosk(served_url, NAME)


def type_number_and_password(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type(ZHANG)
    kiosk.press("confirm")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")


def audited(folder: Path) -> list[tuple[str, str]]:
    lines = map(json.loads, (folder / "audit.log").read_text(encoding="utf-8").splitlines())
    return [(line["event"], line["code"]) for line in lines if str(line["event"]).startswith("data-")]


def test_a_kiosk_starts_without_its_server_and_heals_by_itself(
    section: dict[str, object], proxy: FaultProxy, make_kiosk: MakeKiosk, tmp_path: Path
) -> None:
    proxy.set(Mood.BREAK)
    kiosk = make_kiosk(database=section, kiosk={"mode": "production"})
    for _ in range(2):
        assert AWAY in kiosk.texts()
        number = kiosk.find("enter-number-button")
        assert number is not None
        assert not number.isEnabled()
        kiosk.wait(LOOK_SECONDS)
    proxy.set(Mood.PASS)
    kiosk.wait(LOOK_SECONDS)
    assert AWAY not in kiosk.texts()
    type_number_and_password(kiosk)
    assert kiosk.screen == "overview"
    assert audited(tmp_path) == [("data-away", "D01"), ("data-back", "")]


@pytest.mark.parametrize(
    ("question", "busy"), [("public.claim(", BUSY[0]), ("public.me()", BUSY[1])], ids=["login", "account"]
)
def test_who_waits_for_a_slow_server_sees_so_and_is_told_in_the_end(
    section: dict[str, object], proxy: FaultProxy, make_kiosk: MakeKiosk, question: str, busy: str
) -> None:
    kiosk = make_kiosk(database=section, kiosk={"mode": "production"})
    seen: list[str] = []

    def hold(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if question in statement:
            seen.extend(said_by(part) for part in kiosk.program.stage.findChildren(QWidget) if part.isVisible())
            proxy.set(Mood.HOLD)

    # Every engine: the program keeps its own to itself.
    event.listen(Engine, "before_cursor_execute", hold)
    try:
        type_number_and_password(kiosk)
    finally:
        event.remove(Engine, "before_cursor_execute", hold)
    assert any(busy in text for text in seen)
    assert AWAY in kiosk.texts()
    assert kiosk.screen != "overview"
    proxy.set(Mood.PASS)
    kiosk.press("finish")
    type_number_and_password(kiosk)
    assert kiosk.screen == "overview"
