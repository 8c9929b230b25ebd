"""A kiosk's heartbeats go over the line that its visits use: none is made for them, and neither meets the other's."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from kiosk.errors import DATA_AWAY, KioskError
from kiosk.fleet.port import Beat
from kiosk.health import Service
from kiosk.outcomes import LoggedIn
from kiosk.server_access import ServerAccess
from kiosk.states import Claim
from kiosk.store.deadline import at_most
from kiosk.store.engine import parse_url
from kiosk.store.opening import ServerStore, open_for_kiosk
from tests.clock import HandClock
from tests.hardware.fault_proxy import FaultProxy, Mood
from tests.hardware.fleet_kiosks import ask
from tests.hardware.served_people import ZHANG_ID, ZHANGS, ServedKiosk, served_kiosk
from tests.kiosk.people import ZHANG

pytestmark = pytest.mark.postgresql

BEAT = Beat(datetime.now(UTC), "1.0.0", Service.OPEN)


@pytest.fixture
def kiosk(served_url: str, tmp_path: Path, proxy: FaultProxy) -> Iterator[ServedKiosk]:
    """Its server is behind the proxy, and so far nobody has been here."""
    with served_kiosk(served_url, tmp_path) as near:
        url = parse_url(near.section.url).set(port=proxy.port).render_as_string(hide_password=False)
        section = near.section.model_copy(update={"url": url})
        with closing(open_for_kiosk(section, production=True)) as store:
            assert isinstance(store, ServerStore)
            proxy.lines_made = 0
            yield ServedKiosk(section, store, HandClock())


def beat(kiosk: ServedKiosk) -> None:
    """Let it be heard of, and ask how far its records have come, as once a minute. Raises KioskError."""
    assert kiosk.store.fleet is not None
    kiosk.store.fleet.beat(BEAT)
    kiosk.store.fleet.reached()


def test_between_visits_no_line_is_made(kiosk: ServedKiosk, proxy: FaultProxy) -> None:
    for _ in range(3):
        beat(kiosk)
        assert kiosk.log_in(ZHANG) == LoggedIn(ZHANG_ID)
        assert kiosk.contributions(ZHANG_ID)
        beat(kiosk)
        kiosk.access.leave()
    assert proxy.lines_made == 0, "the one that was there when the kiosk was started serves all"


def test_the_line_knows_nobody_when_it_is_the_heartbeats(kiosk: ServedKiosk) -> None:
    """Nor does a heartbeat end a visit: whoever is in is in after it."""
    kiosk.log_in(ZHANG)
    engine = kiosk.store.fleet._engine  # type: ignore[union-attr]  # noqa: SLF001 - what is on the line itself
    with engine.connect() as connection:
        found = "SELECT coalesce(current_setting('kiosk.token', true), ''), public.current_person()"
        assert connection.exec_driver_sql(found).one() == ("", None)
    beat(kiosk)
    assert kiosk.contributions(ZHANG_ID)


def test_nobodys_deadline_is_the_heartbeats(kiosk: ServedKiosk) -> None:
    clock = HandClock()
    with ThreadPoolExecutor(1) as fleets, at_most(0, clock.monotonic):
        fleets.submit(beat, kiosk).result()
        with pytest.raises(KioskError):
            beat(kiosk)
    beat(kiosk)


def test_a_visit_does_not_wait_for_a_heartbeat_that_hangs(kiosk: ServedKiosk, served_url: str) -> None:
    with psycopg.connect(served_url.replace("+psycopg", "")) as owner, ThreadPoolExecutor(1) as fleets:
        owner.execute("LOCK TABLE fleet.heartbeats")
        late = fleets.submit(beat, kiosk)
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'fleet.heartbeats'::regclass"
        while owner.execute(waits).fetchone() != (1,):
            pass
        assert kiosk.log_in(ZHANG) == LoggedIn(ZHANG_ID)
        assert kiosk.contributions(ZHANG_ID)
        kiosk.access.leave()
        assert not late.done()
        owner.rollback()
        late.result()


def test_it_is_heard_of_again_after_the_server_was_away(kiosk: ServedKiosk, proxy: FaultProxy, served_url: str) -> None:
    beat(kiosk)
    proxy.set(Mood.BREAK)
    with pytest.raises(KioskError) as away:
        beat(kiosk)
    assert away.value.failure is DATA_AWAY
    proxy.set(Mood.PASS)
    ask(served_url, "DELETE FROM fleet.heartbeats")
    beat(kiosk)
    assert len(ask(served_url, "SELECT 1 FROM fleet.heartbeats")) == 1
    assert ServerAccess(kiosk.store.logins, HandClock()).log_in(
        Claim(number=ZHANG), bytearray(ZHANGS.encode())
    ) == LoggedIn(ZHANG_ID)
