"""A real pcscd that hangs: it counts as gone, the card with it, until it answers; the watching thread is alive."""

from __future__ import annotations

import os
import queue
import signal

import pytest

from devices import watcher
from devices.reader import PcscReader
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from tests.hardware.pcsc_daemon import pcsc_daemon
from tests.hardware.processes import wait_until

pytestmark = pytest.mark.pcscd

EVENT_SECONDS = 60.0


def test_a_card_nobody_can_see_leave_ends_its_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    # Twice as long as the longest question, so that the test is quick.
    monkeypatch.setattr(watcher, "HUNG_SECONDS", 2.0)
    events = queue.Queue[ReaderEvent]()
    reader = PcscReader()

    def until(event: ReaderEvent) -> None:
        while events.get(timeout=EVENT_SECONDS) != event:
            pass

    with pcsc_daemon() as daemon:
        reader.start(events.put)
        until(ReaderChanged(ReaderCondition.NO_CARD))
        daemon.insert("zhang-san")
        until(CardInserted())
        os.kill(daemon.pid, signal.SIGSTOP)
        try:
            wait_until(lambda: reader.alive() and not events.empty(), "the watchdog's question finds it out")
            until(CardRemoved())
            until(ReaderChanged(ReaderCondition.SERVICE_DOWN))
        finally:
            os.kill(daemon.pid, signal.SIGCONT)
        until(CardInserted())
        assert reader.alive()
        reader.stop()
