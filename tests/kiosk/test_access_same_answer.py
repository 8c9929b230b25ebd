"""Login and registration cost the same whether a number exists or not: argon2 computations and SQL statements.

Over the real store, on both of its databases (issue 4, "It must show" 5; fault E3).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event

from kiosk import errors
from kiosk.access import Access
from kiosk.admission import Registration
from kiosk.demo.making import Recipe
from kiosk.identity import id_check_character
from kiosk.lockout import LockoutRule
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Passwords
from kiosk.states import Claim
from kiosk.store import open_store
from kiosk.store.filling import demo_section, open_demo_store
from kiosk.store.opening import Store
from tests.clock import HandClock
from tests.kiosk.fakes import CHEAP, DEARER
from tests.kiosk.people import CHEN, CHEN_CARD, DIVISION, ZHANG, ZHANG_CARD

MISSING, MISSING_CARD = "119901199001010025", "Z99999999"
MISSING_TOO = "11990119700101007" + id_check_character("11990119700101007")
WRONG = "135792"


@dataclass
class Cost:
    """What one answer took: argon2's parameters and each statement's text, in order."""

    argon2: list[tuple[str, int, int]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    open_demo_store(demo_section(folder, 4), Recipe(0, 1, 1, date(2026, 11, 21))).close()
    return folder


class Counter:
    """A kiosk over the demo people, and what each of its answers costs."""

    def __init__(self, store: Store, cost: Cost) -> None:
        self.store, self._cost, self.clock = store, cost, HandClock()
        self.passwords = Passwords(CHEAP)
        self.store.credentials.keep_password_hash("1000000001", self.passwords.hash(bytearray(b"246813")))
        self.restart()

    def restart(self) -> None:
        """A fresh run of the program, warmed as it is before the first person."""
        ledger, credentials = self.store.ledger, self.store.credentials
        self.access = Access(ledger, credentials, self.passwords, LockoutRule(), self.clock, DIVISION)
        self.access.warm()

    def log_in(self, number: str, password: str = WRONG) -> tuple[LoggedIn | LoginRefused, Cost]:
        """Log in by number."""
        return self._measured(lambda: self.access.log_in(Claim(number=number), bytearray(password.encode())))

    def register(self, number: str, card: str) -> tuple[LoggedIn | LoginRefused, Cost]:
        """Register."""
        form = Registration(Claim(), number, card, bytearray(b"739518"), bytearray(b"739518"))
        return self._measured(lambda: self.access.register(form))

    def _measured(self, ask: Callable[[], LoggedIn | LoginRefused]) -> tuple[LoggedIn | LoginRefused, Cost]:
        self._cost.argon2, self._cost.statements = [], []
        answer = ask()
        return answer, Cost(self._cost.argon2, self._cost.statements)


@pytest.fixture
def kiosk(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    cost = Cost()
    for file in made_once.glob("*.db"):
        shutil.copy(file, tmp_path)
    with closing(open_store(demo_section(tmp_path, 4))) as store:
        for engine in (store.ledger._engine, store.credentials._engine):
            _listen(engine, cost)
        _count_argon2(monkeypatch, cost)
        yield Counter(store, cost)


def _listen(engine: Engine, cost: Cost) -> None:
    name = "data" if "local" not in str(engine.url.database) else "local"

    @event.listens_for(engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        cost.statements.append(f"{name}: {statement}")


def _count_argon2(monkeypatch: pytest.MonkeyPatch, cost: Cost) -> None:
    """Count below everything of ours: what the library is asked to compute."""
    hash_password, verify = PasswordHasher.hash, PasswordHasher.verify

    def count_hash(hasher: PasswordHasher, password: bytes) -> str:
        cost.argon2.append(("compute", hasher.time_cost, hasher.memory_cost))
        return hash_password(hasher, password)

    def count_verify(hasher: PasswordHasher, kept: str, password: bytes) -> bool:
        _, _, _, parameters, *_ = kept.split("$")
        memory, passes, _ = (int(part[2:]) for part in parameters.split(","))
        cost.argon2.append(("compute", passes, memory))
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "hash", count_hash)
    monkeypatch.setattr(PasswordHasher, "verify", count_verify)


NUMBERS = {"registered": ZHANG, "never registered": CHEN, "missing": MISSING}
CARDS = {"registered": ZHANG_CARD, "never registered": CHEN_CARD, "missing": MISSING_CARD}


def test_a_wrong_password_costs_the_same_for_every_number_and_card_number(kiosk: Counter) -> None:
    found = {name: kiosk.log_in(number) for name, number in NUMBERS.items()}
    found |= {f"{name} card": kiosk.log_in(number) for name, number in CARDS.items()}
    _, known = found["registered"]
    assert len(known.argon2) == 1
    assert {line.split(":")[0] for line in known.statements} == {"data", "local"}
    for name, (answer, cost) in found.items():
        assert answer == LoginRefused(errors.WRONG_LOGIN, tries_left=4), name
        assert cost == known, name


def test_the_initial_password_costs_the_same_for_every_number(kiosk: Counter) -> None:
    found = [kiosk.log_in(number, number[-6:]) for number in NUMBERS.values()]
    assert [answer for answer, _ in found] == [LoginRefused(errors.INITIAL_PASSWORD)] * 3
    assert found[0][1] == found[1][1] == found[2][1]
    assert len(found[0][1].argon2) == 1


@pytest.mark.parametrize("numbers", [NUMBERS, CARDS], ids=["own", "card"])
def test_the_way_into_a_wait_and_the_wait_cost_the_same(kiosk: Counter, numbers: dict[str, str]) -> None:
    found = {name: [kiosk.log_in(number) for _ in range(7)] for name, number in numbers.items()}
    assert found["registered"] == found["never registered"] == found["missing"]
    (_, last_try), (_, waiting) = found["registered"][4:6]
    assert len(last_try.argon2) == 1
    assert waiting.argon2 == [], "a wait costs no computation, whoever waits"


def test_the_kiosks_wait_costs_the_same(kiosk: Counter) -> None:
    for n in range(10):
        kiosk.log_in(f"Z1234567{n}")
    found = [kiosk.log_in(number) for number in (*NUMBERS.values(), *CARDS.values())]
    assert all(each == found[0] for each in found)
    assert found[0][0] == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)


MISMATCHES = {
    "a known number, a card of nobody": (CHEN, MISSING_CARD),
    "who is registered, another's card": (ZHANG, CHEN_CARD),
    "a number of nobody, a known card": (MISSING, CHEN_CARD),
    "nobody at all": (MISSING_TOO, MISSING_CARD),
}


def test_a_registration_that_does_not_match_costs_the_same(kiosk: Counter) -> None:
    found = {}
    for name, (number, card) in MISMATCHES.items():
        found[name] = kiosk.register(number, card)
    _, first = found["nobody at all"]
    assert len(first.argon2) == 1
    for name, (answer, cost) in found.items():
        assert answer == LoginRefused(errors.REGISTRATION_MISMATCH, tries_left=4), name
        assert cost == first, name


def test_a_registration_that_matches_computes_as_much_before_it_writes(kiosk: Counter) -> None:
    _, mismatch = kiosk.register(CHEN, MISSING_CARD)
    answer, match = kiosk.register(CHEN, CHEN_CARD)
    assert answer == LoggedIn("1000000002")
    assert match.argon2 == mismatch.argon2
    until_known = next(place for place, line in enumerate(mismatch.statements) if "INSERT" in line) - 1
    assert match.statements[:until_known] == mismatch.statements[:until_known]
    assert sum("cards" in line for line in match.statements[:until_known]) == 1


def test_while_hashes_of_another_cost_are_kept_everybody_costs_the_same(kiosk: Counter) -> None:
    """After the settings changed: an old, cheaper hash must not answer sooner."""
    kiosk.passwords = Passwords(DEARER)
    kiosk.restart()
    found = [kiosk.log_in(number) for number in NUMBERS.values()]
    assert [cost.argon2 for _, cost in found] == [found[0][1].argon2] * 3
    assert sorted(found[0][1].argon2) == [("compute", 1, 8192), ("compute", 2, 8192)]
    assert all(cost == found[0][1] for _, cost in found)
