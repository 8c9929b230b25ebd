"""A conductor with all its parts made up and everything driven by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.access import Access
from kiosk.account.payment_list import Issuer
from kiosk.cards import Holder
from kiosk.conductor import Conductor, Parts
from kiosk.events import CardInserted, Event, PasswordEntered, PrintAsked, PrintConfirmed
from kiosk.lockout import LockoutRule
from kiosk.model import Contribution, Person
from kiosk.passwords import Passwords
from kiosk.period import Month
from kiosk.rules import Rules
from kiosk.states import Session, State
from tests.clock import HandClock
from tests.kiosk.fakes import (
    CountedPasswords,
    FakePaper,
    FakePrinter,
    FakeReader,
    MemoryAudit,
    MemoryCredentials,
    MemoryLedger,
)
from tests.kiosk.people import DIVISION, ISSUER, card, contribution, face, person
from tests.workers import HandWorkers

PASSWORD = b"246813"


@dataclass
class Stage:
    """张三 is registered; the reader reads his card."""

    who: Person = field(default_factory=person)
    rows: Sequence[Contribution] = field(default_factory=lambda: [contribution(Month(2026, 10))])
    password: bytes = PASSWORD
    rules: Rules = field(default_factory=lambda: Rules(today=date(2026, 11, 21)))
    passwords: Passwords = field(default_factory=CountedPasswords)
    issuer: Issuer = ISSUER

    def __post_init__(self) -> None:
        self.clock, self.workers = HandClock(), HandWorkers()
        self.reader, self.paper, self.printer, self.audit = FakeReader(), FakePaper(), FakePrinter(), MemoryAudit()
        self.ledger, self.credentials = MemoryLedger(), MemoryCredentials()
        self.ledger.add(self.who, card(), self.rows)
        self.reader.reads = face(person_number=self.who.number)
        self.credentials.hashes[self.who.person_id] = self.passwords.hash(bytearray(self.password))
        self.shown: list[Session] = []
        self.break_show = 0
        """So many showings raise."""
        self.chimes: list[float] = []
        self.conductor = Conductor(self._parts(), self.rules, self.issuer, self._show)

    def _parts(self) -> Parts:
        access = Access(self.ledger, self.credentials, self.passwords, LockoutRule(), self.clock, DIVISION)
        return Parts(
            reader=self.reader,
            ledger=self.ledger,
            access=access,
            paper=self.paper,
            printer=self.printer,
            audit=self.audit,
            clock=self.clock,
            workers=self.workers.as_workers(),
            post=self.workers.mail,
            chime=lambda: self.chimes.append(self.clock.monotonic()),
        )

    def _show(self, session: Session) -> None:
        if self.break_show:
            self.break_show -= 1
            raise RuntimeError("a broken screen that shows 张三")
        self.shown.append(session)

    @property
    def session(self) -> Session:
        """The session now."""
        return self.conductor.session

    def state(self) -> State:
        """The state now."""
        return self.conductor.session.state

    def holder(self) -> Holder:
        """Who the card in the reader belongs to, as the data and the card say."""
        name = None if isinstance(self.reader.reads, Exception) else self.reader.reads.name
        return Holder(self.who.person_id, self.who.number, card(), name)

    def send(self, *events: Event) -> None:
        """Send events, each until nothing is left to do."""
        for event in events:
            self.conductor.send(event)
            self.workers.settle()

    def pass_time(self, seconds: int) -> None:
        """Let time pass, second by second, and everybody work."""
        for _ in range(seconds):
            self.clock.advance(1)
            self.workers.settle()

    def log_in(self) -> None:
        """Insert the card and type the password."""
        self.send(CardInserted(), PasswordEntered(bytearray(self.password)))

    def print_list(self) -> None:
        """Print the list that is offered first."""
        self.send(PrintAsked(), PrintConfirmed())
