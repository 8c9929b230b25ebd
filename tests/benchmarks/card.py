"""The card: ours beside the same APDUs sent plainly, on a real pcscd with a virtual card.

The card is played by a process of its own, so that it does not share our interpreter.

The floors know the card's commands by heart, look at no answer but its length, and import none of our code. The floor
of a read is what any program must do to send them: establish a context, connect (which powers the card), transmit the
same commands one by one, disconnect with the card powered off, release the context. Ours does all of that anew for
each card too, and besides finds out which commands to send, parses and checks every field, keeps a deadline on a
thread that can be given up, and tells the condition READING. Rounds of ours and of the floor are mixed by chance, so
that whatever else the machine does, and whatever one leaves for the next to clear up, strikes both.
"""

from __future__ import annotations

import queue
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import smartcard.scard

from devices.reader import PcscReader
from kiosk.events import CardInserted, CardRemoved, ReaderEvent
from tests.benchmarks.measure import Measure
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon

_scard: Any = smartcard.scard

ROUNDS = 201
INSERTIONS = 9
EVENT_SECONDS = 10.0

VERSION_3 = (
    "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
    "00C000001E",
    "00A4020002EF05",
    "00B2010540",
    "00A4020002EF06",
    "00B201055B",
)
VERSION_1 = (*VERSION_3, "00B2010545")
CARDS = (("zhang-san", VERSION_3), ("zhang-san-version-1", VERSION_1))


def measures() -> list[Measure]:
    """Reading cards of the third and the first generation, and from insertion to the card read."""
    with pcsc_daemon() as daemon, Watched() as watched:
        found = [_read(daemon, watched, name, commands) for name, commands in CARDS]
        return [*found, _insertion(daemon, watched)]


def _read(daemon: PcscDaemon, watched: Watched, name: str, commands: tuple[str, ...]) -> Measure:
    with played(daemon, name):
        watched.until(CardInserted())
        slot = first_slot()
        ours, floors = list[float](), list[float]()
        rounds = [(ours, watched.reader.read), (floors, lambda: read_plainly(slot, commands))] * ROUNDS
        random.Random(ROUNDS).shuffle(rounds)
        for seconds, work in rounds:
            seconds.append(_seconds(work))
    watched.until(CardRemoved())
    return Measure(f"card.read.{name}", _median_ms(ours), "ms", floor=_median_ms(floors))


def _insertion(daemon: PcscDaemon, watched: Watched) -> Measure:
    """From a card in the slot to its data read.

    Most of it is pcscd's own poll (up to 0.4 s). So the floor looks at the same insertions: when a plain wait beside
    ours saw the card, and then the time of a plain read.
    """
    slot, ours, floors = first_slot(), [], []
    for _ in range(INSERTIONS):
        with played(daemon, "zhang-san") as inserted, seen_plainly(slot) as seen:
            watched.until(CardInserted())
            watched.reader.read()
            ours.append(time.perf_counter() - inserted)
            seen_at = seen.get(timeout=EVENT_SECONDS)
            begun = time.perf_counter()
            read_plainly(slot, VERSION_3)
            floors.append(seen_at - inserted + time.perf_counter() - begun)
        watched.until(CardRemoved())
    return Measure("card.inserted-to-read", _median_ms(ours), "ms", floor=_median_ms(floors))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median_ms(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2] * 1000


class Watched:
    """Our reader and what it tells."""

    def __init__(self) -> None:
        self.reader = PcscReader()
        self._events: queue.Queue[ReaderEvent] = queue.Queue()

    def __enter__(self) -> Watched:
        self.reader.start(self._events.put)
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.stop()

    def until(self, event: ReaderEvent) -> None:
        """Wait until the reader tells this."""
        while self._events.get(timeout=EVENT_SECONDS) != event:
            pass


@contextmanager
def played(daemon: PcscDaemon, name: str) -> Iterator[float]:
    """A card in the slot, played by another process; yields the moment it was connected."""
    program = (
        "import sys\n"
        "from devices.virtual.card import load_card\n"
        "from devices.virtual.chip import Chip\n"
        "from devices.virtual.player import Player\n"
        f"player = Player(Chip(load_card({name!r})), {daemon.port})\n"
        "player.insert(); print(flush=True); player.play()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield time.perf_counter()
        process.terminate()


def first_slot() -> str:
    """The name of the first reader's contact slot."""
    _, context = _scard.SCardEstablishContext(_scard.SCARD_SCOPE_SYSTEM)
    _, names = _scard.SCardListReaders(context, [])
    _scard.SCardReleaseContext(context)
    return str(names[0])


def read_plainly(slot: str, commands: tuple[str, ...]) -> None:
    """Power the card in a slot, send these commands, power it off."""
    _, context = _scard.SCardEstablishContext(_scard.SCARD_SCOPE_SYSTEM)
    _, card, protocol = _scard.SCardConnect(context, slot, _scard.SCARD_SHARE_EXCLUSIVE, 3)
    for command in commands:
        _, answer = _scard.SCardTransmit(card, protocol, list(bytes.fromhex(command)))
        assert len(answer) >= 2
    _scard.SCardDisconnect(card, _scard.SCARD_UNPOWER_CARD)
    _scard.SCardReleaseContext(context)


@contextmanager
def seen_plainly(slot: str, present: bool = True) -> Iterator[queue.Queue[float]]:
    """Puts the moment at which a plain wait saw the card, or that none is there."""
    seen: queue.Queue[float] = queue.Queue()

    def wait() -> None:
        _, context = _scard.SCardEstablishContext(_scard.SCARD_SCOPE_SYSTEM)
        state, there = _scard.SCARD_STATE_UNAWARE, not present
        while there is not present:
            _, ((_, state, _),) = _scard.SCardGetStatusChange(context, 1000, [(slot, state)])
            there = bool(state & _scard.SCARD_STATE_PRESENT)
        seen.put(time.perf_counter())
        _scard.SCardReleaseContext(context)

    thread = threading.Thread(target=wait)
    thread.start()
    yield seen
    thread.join()
