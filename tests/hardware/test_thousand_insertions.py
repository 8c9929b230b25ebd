"""A thousand insertions on the real daemon, each noticed and read: nothing grows, neither with us nor with pcscd.

pcscd looks into a slot every 0.4 s, so one reader takes two or three cards a second. Seven readers stand side by side,
each with two slots that are filled in turn: six are watched by readers of this process, one by the whole kiosk.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from kiosk.events import CardInserted, ReaderChanged, ReaderCondition
from tests.hardware.card_hall import CardHall, card_hall
from tests.hardware.pcsc_daemon import see
from tests.hardware.processes import wait_until
from tests.hardware.watched import Watched, watched_reader

pytestmark = pytest.mark.pcscd

KIOSK = "Virtual Kiosk Reader"
READERS = (KIOSK, *(f"Virtual Reader {letter}" for letter in "ABCDEF"))
"""PC/SC takes 16 slots at a time, of which one question is the arrival of new readers."""

WARM, ALL = 100, 1000
"""Memory after so many insertions is compared with that after all."""

NOISE_KIB = 1024
"""What memory may differ by: Python and Qt keep pools, and give them back or not. A visit that keeps 16 KiB shows."""

CARDS = ("zhang-san", "zhang-san-version-1", "retired")


@dataclass(frozen=True, slots=True)
class Size:
    """What a process holds."""

    threads: int
    descriptors: tuple[str, ...]
    """What they lead to, without the numbers of sockets and pipes, and without the database's files.

    Connections to the database are pooled: when two workers ask at once there is a second one, which stays.
    """
    memory_kib: int
    """Its own, in memory or swapped out: what is a file's own can go and come."""

    def holds(self, before: Size) -> bool:
        """Whether it holds nothing more than before; what an earlier test left behind may end meanwhile."""
        more = Counter(self.descriptors) - Counter(before.descriptors)
        return self.threads <= before.threads and not more


def size_of(process: int) -> Size:
    """Look at a process from outside."""
    folder = Path(f"/proc/{process}")
    status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    memory = sum(int(status[key].split()[0]) for key in ("RssAnon", "VmSwap"))
    return Size(int(status["Threads"]), tuple(sorted(_leads_to(folder / "fd"))), memory)


def _leads_to(folder: Path) -> Iterator[str]:
    for descriptor in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            target = str(descriptor.readlink())
            if ".db" not in target:
                yield target.split(":")[0]


class Reads(Protocol):
    """Whoever watches a reader."""

    def read_one(self) -> None:
        """Wait until the card that is in was noticed, and read to the end."""
        ...

    def empty(self) -> None:
        """Wait until it was noticed that no card is in."""
        ...


class OwnReader:
    """A reader of this process."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def read_one(self) -> None:
        """The card is told, and its face is read."""
        self._watched.until(CardInserted())
        assert self._watched.reader.read().card_number

    def empty(self) -> None:
        """No card is told."""
        self._watched.until(ReaderChanged(ReaderCondition.NO_CARD))


class WholeKiosk:
    """The kiosk: it has read the card, found its holder, and asks for the password."""

    def __init__(self, hall: CardHall) -> None:
        self._hall = hall
        self._visits = self._logins = 0
        self._heard = hall.kiosk.audit.stat().st_size

    def read_one(self) -> None:
        """One more visit came to the login."""
        wait_until(lambda: self._audited() > self._visits, "the card is read")
        self._visits += 1
        assert self._audited() == self._visits, "each insertion is one visit"

    def empty(self) -> None:
        """Nobody is here."""
        self._hall.person.wait_for("welcome")

    def _audited(self) -> int:
        """How many visits came to the login; of the trail only what is new is read, for it grows with each."""
        with self._hall.kiosk.audit.open("rb") as trail:
            trail.seek(self._heard)
            new = trail.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._heard += len(whole)
        self._logins += whole.count(b'"event":"login"')
        return self._logins


class Insertions:
    """Cards go in and out of all readers at once, until so many were read."""

    def __init__(self, hall: CardHall, readers: list[Reads]) -> None:
        self._cards, self._readers = hall.cards, readers
        self._left = 0
        self._turn = threading.Lock()
        self.read = [0] * len(readers)

    def play(self, count: int) -> None:
        """Insert so many cards; afterwards all slots are empty, and everybody knows."""
        self._left = count
        with ThreadPoolExecutor(len(self._readers)) as pool:
            list(pool.map(self._play_one, range(len(self._readers))))
        see(lambda slots: not any(slot.present for slot in slots))

    def _play_one(self, reader: int) -> None:
        antenna, last = False, None
        while self._takes_another():
            # The next card waits in the other slot before this one leaves: a removal and an insertion in one look.
            self._cards.insert(CARDS[self.read[reader] % len(CARDS)], antenna, reader, at_once=True)
            if last is not None:
                self._cards.remove(last, reader)
            self._readers[reader].read_one()
            self.read[reader] += 1
            antenna, last = not antenna, antenna
        if last is not None:
            self._cards.remove(last, reader)
            self._readers[reader].empty()

    def _takes_another(self) -> bool:
        with self._turn:
            self._left -= 1
            return self._left >= 0


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHall]:
    with card_hall(tmp_path_factory.mktemp("thousand"), READERS, name_pattern=KIOSK) as opened:
        yield opened


def test_nothing_grows_over_a_thousand_insertions(hall: CardHall) -> None:
    """Threads and descriptors become no more, memory stays within the noise: here, in the kiosk and in pcscd."""
    processes = {"readers": os.getpid(), "kiosk": hall.kiosk.process.pid, "pcscd": hall.cards.pid}
    hall.begin()
    with ExitStack() as stack:
        watched = [OwnReader(stack.enter_context(watched_reader(name))) for name in READERS[1:]]
        insertions = Insertions(hall, [WholeKiosk(hall), *watched])
        insertions.play(WARM)
        before = {name: size_of(process) for name, process in processes.items()}
        begun = time.monotonic()
        insertions.play(ALL - WARM)
        seconds = time.monotonic() - begun
        # A question to the data or the last look at a card may still be under way; what leaks stays.
        with contextlib.suppress(AssertionError):
            wait_until(lambda: all(size_of(processes[name]).holds(before[name]) for name in processes), "rest")
        after = {name: size_of(process) for name, process in processes.items()}
    figures = f"{ALL - WARM} in {seconds:.0f} s; read {insertions.read}; before {before}; after {after}"
    print(figures)
    assert sum(insertions.read) == ALL
    for name in processes:
        assert after[name].holds(before[name]), figures
        assert after[name].memory_kib - before[name].memory_kib < NOISE_KIB, figures
