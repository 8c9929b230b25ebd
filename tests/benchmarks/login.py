"""What a login by number takes for a number that is known and for one that nobody has: the two must look alike.

At the cost that ships, over the real store; measured by turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

from kiosk import config
from kiosk.access import Access
from kiosk.admission import Registration
from kiosk.demo.making import Recipe
from kiosk.identity import id_check_character
from kiosk.lockout import LockoutRule
from kiosk.passwords import Passwords
from kiosk.states import Claim
from kiosk.store.filling import demo_section, open_demo_store
from tests.benchmarks.measure import Measure
from tests.clock import HandClock

ROUNDS = 100
PERSONS = 1_000
TIMEOUT_SECONDS = 4
KNOWN, NEVER_REGISTERED = "119901198503150015", "119901199208080020"
MISSING = "11990119900101001" + id_check_character("11990119900101001")
CARD, MISSING_CARD = "B20000016", "Z99999999"
WRONG = b"135792"
P95 = 95


def measures() -> list[Measure]:
    """Median and 95th percentile of each kind of number beside those of a missing one."""
    with ExitStack() as stack:
        access = _opened(stack)
        works = {
            "missing-number": lambda: _log_in(access, MISSING),
            "known-number": lambda: _log_in(access, KNOWN),
            "never-registered-number": lambda: _log_in(access, NEVER_REGISTERED),
            "known-card-number": lambda: _log_in(access, CARD),
            "registration-of-a-missing-number": lambda: _register(access, MISSING, MISSING_CARD),
            "registration-of-a-known-number": lambda: _register(access, NEVER_REGISTERED, MISSING_CARD),
        }
        times = _by_turns(works)
    floors = {
        name: "registration-of-a-missing-number" if name.startswith("registration") else "missing-number"
        for name in times
    }
    return [
        Measure(f"login.{name}.{title}", figure(times[name]), "ms", peer=figure(times[floors[name]]))
        for name in times
        if floors[name] != name
        for title, figure in (("median", statistics.median), ("p95", _p95))
    ]


def _opened(stack: ExitStack) -> Access:
    """The demo and a crowd, each password as a login leaves it, and no waits: only the work is measured."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    recipe = Recipe(PERSONS, 1, 1, date(2026, 11, 21))
    store = stack.enter_context(closing(open_demo_store(demo_section(folder, TIMEOUT_SECONDS), recipe)))
    passwords = Passwords(config.load(environment={}).passwords)
    known = store.ledger.holder_of_number(KNOWN)
    assert known is not None
    store.credentials.keep_password_hash(known.person_id, passwords.hash(bytearray(b"246813")))
    no_waits = LockoutRule(free_tries=10**6, kiosk_numbers=10**6)
    access = Access(store.ledger, store.credentials, passwords, no_waits, HandClock(), KNOWN[:6])
    access.warm()
    return access


def _by_turns(works: dict[str, Callable[[], None]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    order, chance = list(works), random.Random(1)
    for _ in range(ROUNDS):
        # Each after each other: what one leaves in the processor's caches would else always help the same next one.
        chance.shuffle(order)
        for name in order:
            work = works[name]
            begun = time.perf_counter()
            work()
            times[name].append((time.perf_counter() - begun) * 1000)
    return times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[P95 - 1]


def _log_in(access: Access, number: str) -> None:
    access.log_in(Claim(number=number), bytearray(WRONG))


def _register(access: Access, number: str, card_number: str) -> None:
    access.register(Registration(Claim(), number, card_number, bytearray(b"739518"), bytearray(b"739518")))
