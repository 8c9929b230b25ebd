"""What goes wrong with a card or its reader, on a real pcscd: how soon it is told. Seconds are faults.md's figures.

The floor of a pull is a plain wait that sees the card go in the same round; of a card that froze, the deadline itself,
which ours must keep and not exceed. A mute card is told by the service, and a service that is back is asked for anew
in steps of up to two seconds, so that nothing is asked without end: these have none.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable

from devices.reader import DEADLINE_SECONDS
from kiosk.errors import KioskError
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition
from tests.benchmarks import card
from tests.benchmarks.measure import Measure
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon

ROUNDS = 5
FROZEN_ROUNDS = 2
"""Each lasts as long as the deadline."""


def measures() -> list[Measure]:
    """Refused (A1: 3 s), told as pulled (A3, A4: 1 s), given up (A9: 5 s), noticed again (A7: 3 s)."""
    with pcsc_daemon() as daemon, card.Watched() as watched:
        return _measured(daemon, watched)


def _measured(daemon: PcscDaemon, watched: card.Watched) -> list[Measure]:
    mute = [_mute(daemon, watched) for _ in range(ROUNDS)]
    told, gone = zip(*(_pulled(daemon, watched) for _ in range(ROUNDS)), strict=True)
    frozen = [_frozen(daemon, watched) for _ in range(FROZEN_ROUNDS)]
    back = [_back(daemon, watched) for _ in range(ROUNDS)]
    return [
        Measure("accidents.mute-card-refused", _ms(mute), "ms"),
        Measure("accidents.card-pulled-to-told", _ms(told), "ms", floor=_ms(gone)),
        Measure("accidents.frozen-card-given-up", _ms(frozen), "ms", floor=DEADLINE_SECONDS * 1000),
        Measure("accidents.service-back-to-told", _ms(back), "ms"),
    ]


def _ms(seconds: tuple[float, ...] | list[float]) -> float:
    return statistics.median(seconds) * 1000


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    with contextlib.suppress(KioskError):
        work()
    return time.perf_counter() - begun


def _mute(daemon: PcscDaemon, watched: card.Watched) -> float:
    with card.played(daemon, "mute"):
        watched.until(CardInserted())
        took = _seconds(watched.reader.read)
    watched.until(ReaderChanged(ReaderCondition.NO_CARD))
    return took


def _pulled(daemon: PcscDaemon, watched: card.Watched) -> tuple[float, float]:
    with contextlib.ExitStack() as inserted:
        inserted.enter_context(card.played(daemon, "zhang-san"))
        watched.until(CardInserted())
        with card.seen_plainly(card.first_slot(), present=False) as gone:
            begun = time.perf_counter()
            inserted.close()
            watched.until(CardRemoved())
            told = time.perf_counter() - begun
            return told, gone.get(timeout=card.EVENT_SECONDS) - begun


def _frozen(daemon: PcscDaemon, watched: card.Watched) -> float:
    with card.played(daemon, "frozen-after-3"):
        watched.until(CardInserted())
        took = _seconds(watched.reader.read)
    watched.until(ReaderChanged(ReaderCondition.NO_CARD))
    return took


def _back(daemon: PcscDaemon, watched: card.Watched) -> float:
    daemon.kill()
    watched.until(ReaderChanged(ReaderCondition.SERVICE_DOWN))
    daemon.restart()
    return _seconds(lambda: watched.until(ReaderChanged(ReaderCondition.NO_CARD)))
