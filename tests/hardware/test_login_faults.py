"""A login over a network that breaks: nothing of it is sent twice, nobody is let in by halves (C2, C4, E6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from kiosk import config
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.outcomes import LoggedIn
from kiosk.store.opening import ServerStore, open_for_kiosk
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.upgrading import upgrade_local
from tests.clock import HandClock
from tests.hardware.fault_proxy import FaultProxy, Mood
from tests.hardware.served_people import ZHANG_ID, ServedKiosk, as_owner
from tests.kiosk.people import ZHANG

pytestmark = pytest.mark.postgresql

NAME = "BEHIND-A-PROXY"
MONTHS = 890


@pytest.fixture
def kiosk(served_url: str, proxy: FaultProxy, tmp_path: Path) -> Iterator[ServedKiosk]:
    own = add_kiosk(served_url, NAME).set(port=proxy.port).render_as_string(hide_password=False)
    local = f"sqlite:///{tmp_path / 'local.db'}"
    upgrade_local(local)
    section = config.load(environment={}).database.model_copy(update={"url": own, "local_url": local})
    store = open_for_kiosk(section, production=True)
    assert isinstance(store, ServerStore)
    with closing(store):
        yield ServedKiosk(section, store, HandClock())
    proxy.set(Mood.PASS)
    remove_kiosk(served_url, NAME)


def at_the(kiosk: ServedKiosk, moment: str, question: str, call: Callable[[], None]) -> None:
    """When the kiosk is about to ask a question with these words, or to commit what it asked."""
    engine, asked = kiosk.store.ledger._primary, list[str]()

    def about_to_ask(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        asked.append(statement)
        if moment == "question" and question in statement:
            cursor.execute("SELECT 1")  # begins the transaction: what is lost shall be the answer to the question
            call()

    def about_to_commit(_connection: object) -> None:
        if moment == "commit" and question in asked[-1]:
            call()

    event.listen(engine, "before_cursor_execute", about_to_ask)
    event.listen(engine, "commit", about_to_commit)


def is_away(work: Callable[[], object]) -> None:
    with pytest.raises(KioskError) as failed:
        work()
    assert failed.value.failure is DATA_AWAY


def tokens(url: str) -> int:
    """How many visits are open at the server."""
    return int(as_owner(url, "SELECT count(*) FROM login.tokens")[0][0])


@pytest.mark.parametrize("moment", ["question", "commit"])
@pytest.mark.parametrize("question", ["public.offer(", "public.claim("])
def test_what_logs_in_is_sent_once_although_its_answer_is_lost(
    kiosk: ServedKiosk, served_url: str, proxy: FaultProxy, question: str, moment: str
) -> None:
    kiosk.access.warm()
    proxy.forget()
    at_the(kiosk, moment, question, lambda: proxy.set(Mood.LOSE_ANSWER))
    is_away(lambda: kiosk.log_in(ZHANG))
    assert proxy.times_sent(question.encode()) == 1
    assert proxy.lines_made == 0
    proxy.set(Mood.PASS)
    is_away(lambda: kiosk.contributions(ZHANG_ID))
    kiosk.access.warm()
    assert tokens(served_url) == 0, "a visit that the server began and nobody knows of has ended"


def test_a_kiosk_heals_by_itself_after_a_login_was_lost(kiosk: ServedKiosk, proxy: FaultProxy) -> None:
    proxy.set(Mood.BREAK)
    is_away(lambda: kiosk.log_in(ZHANG))
    is_away(kiosk.store.ledger.as_of)
    proxy.set(Mood.PASS)
    assert kiosk.store.ledger.as_of()
    assert kiosk.log_in(ZHANG) == LoggedIn(ZHANG_ID)
    assert kiosk.contributions(ZHANG_ID) == MONTHS


def test_an_account_is_read_again_with_the_visits_token(kiosk: ServedKiosk, proxy: FaultProxy) -> None:
    assert kiosk.log_in(ZHANG) == LoggedIn(ZHANG_ID)
    proxy.forget()
    proxy.when_sent(b"FROM contributions", proxy.break_lines)
    assert kiosk.contributions(ZHANG_ID) == MONTHS
    assert proxy.lines_made == 1
