"""A whole kiosk of a fleet: what it does reaches the server, and while that is silent nobody at the kiosk notices."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.fleet.station import BEAT_SECONDS
from kiosk.store.fleet import SqlFleet
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.upgrading import upgrade_local
from tests.hardware.fleet_kiosks import ask, taken_lines, taken_prints
from tests.stories.conftest import Kiosk, MakeKiosk
from tests.stories.conftest import demo_data as demo_data  # noqa: PLC0414 - fixtures of the stories
from tests.stories.conftest import make_kiosk as make_kiosk  # noqa: PLC0414

pytestmark = pytest.mark.postgresql

NAME = "OF-A-FLEET"
LONGEST = 60.0
"""Seconds; far longer than the thread needs on a busy machine."""


@pytest.fixture
def section(served_url: str, tmp_path: Path) -> Iterator[dict[str, object]]:
    """[database] of a kiosk with a login of its own."""
    own = add_kiosk(served_url, NAME).render_as_string(hide_password=False)
    local = f"sqlite:///{tmp_path / 'local.db'}"
    upgrade_local(local)
    yield {"url": own, "local_url": local}
    remove_kiosk(served_url, NAME)
    for table in ("heartbeats", "records", "audit_lines", "prints"):
        ask(served_url, f"DELETE FROM fleet.{table} WHERE kiosk = '{NAME}'")


class Silence:
    """The server answers nothing that it is told of the kiosk, until that is over."""

    def __init__(self) -> None:
        self.begun, self.over = threading.Event(), threading.Event()

    def lasts(self) -> bool:
        """On the thread that tells it: wait; whether it ended."""
        self.begun.set()
        return self.over.wait(LONGEST)


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Silence]:
    made, beat = Silence(), SqlFleet.beat
    monkeypatch.setattr(SqlFleet, "beat", lambda server, said: beat(server, said) if made.lasts() else None)
    yield made
    made.over.set()


def until(kiosk: Kiosk, true: Callable[[], bool]) -> None:
    """Let minutes pass for the kiosk until the thread behind has done it."""
    waited = threading.Event()
    for _ in range(int(LONGEST * 10)):
        if true():
            return
        kiosk.wait(BEAT_SECONDS)
        waited.wait(0.1)
    pytest.fail("it never came")


def test_a_visit_goes_on_while_the_fleet_is_silent_and_all_of_it_arrives(
    make_kiosk: MakeKiosk, section: dict[str, object], silence: Silence, served_url: str, tmp_path: Path
) -> None:
    trail = tmp_path / "audit.log"
    kiosk = make_kiosk(kiosk={"mode": "production"}, database=section)
    kiosk.settle()
    assert silence.begun.wait(LONGEST)
    kiosk.insert_and_log_in()
    assert kiosk.screen == "overview"
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert len(kiosk.printed()) == 1
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert ask(served_url, f"SELECT heard FROM fleet.overview WHERE kiosk = '{NAME}'") == [(None,)]
    silence.over.set()
    until(kiosk, lambda: taken_lines(served_url, NAME) == trail.read_text().splitlines())
    until(kiosk, lambda: bool(taken_prints(served_url, NAME)))
    assert [state for _, state, _ in taken_prints(served_url, NAME)] == ["sent"]
    ((service, broken),) = ask(served_url, f"SELECT service, broken FROM fleet.overview WHERE kiosk = '{NAME}'")
    assert (service, broken) == ("open", 0)
