"""Plain classes behind the ports, for the tests of kiosk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk import errors
from kiosk.audit.chain import Verdict, follow
from kiosk.audit.line import AuditLine
from kiosk.audit.trail import check_entry
from kiosk.cards import Card, CardFace, Holder
from kiosk.config import PasswordSection
from kiosk.document import Document, JobPhase, JobState, Picture, PrintJob
from kiosk.errors import Failure, KioskError
from kiosk.events import ReaderEvent
from kiosk.model import Account, AsOf, Contribution, Person
from kiosk.papers import PaperContent
from kiosk.passwords import Passwords, cost_of
from kiosk.ports import Attempts, Finding
from tests.kiosk.people import AS_OF, account, face

LOCKOUT = {"free_tries": 5, "first_wait_seconds": 15, "kiosk_numbers": 10, "kiosk_minutes": 10}
CHEAP = PasswordSection(time_cost=1, memory_kib=8192, parallelism=1, **LOCKOUT)
DEARER = PasswordSection(time_cost=2, memory_kib=8192, parallelism=1, **LOCKOUT)
DOCUMENT = Document(b"%PDF-made-up", 2)


@dataclass
class MemoryLedger:
    """A ledger of a few people; `away` makes every question fail."""

    cards: list[tuple[Card, str, str]] = field(default_factory=list)
    """Card, person_id, number."""
    people: dict[str, str] = field(default_factory=dict)
    """Number -> person_id."""
    accounts: dict[str, Account] = field(default_factory=dict)
    away: bool = False
    is_behind: bool = False

    def add(self, who: Person, its_card: Card, rows: Sequence[Contribution] = ()) -> None:
        """Add a person with a card."""
        self.cards.append((its_card, who.person_id, who.number))
        self.people[who.number] = who.person_id
        self.accounts[who.person_id] = account(rows, whose=who)

    def as_of(self) -> AsOf:
        """Say how far the data reach."""
        self._ask()
        return AS_OF

    def holder_of_card(self, card_number: str, identification_code: str) -> Holder | None:
        """Find by both."""
        self._ask()
        for its_card, person_id, number in self.cards:
            if (its_card.number, its_card.identification_code) == (card_number, identification_code):
                return Holder(person_id, number, its_card)
        return None

    def holder_of_number(self, number: str) -> Holder | None:
        """Find by own number, else by card number."""
        self._ask()
        if number in self.people:
            return Holder(self.people[number], number, None)
        return next((Holder(who, own, its) for its, who, own in self.cards if its.number == number), None)

    def behind(self) -> bool:
        """As told."""
        return self.is_behind

    def account(self, person_id: str) -> Account:
        """Load an account."""
        self._ask()
        return self.accounts[person_id]

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()

    def _ask(self) -> None:
        if self.away:
            raise KioskError(errors.DATA_AWAY)


@dataclass
class MemoryCredentials:
    """Credentials in memory; a second kiosk.access.Access over the same one is a restart."""

    hashes: dict[str, str] = field(default_factory=dict)
    counted: dict[str, Attempts] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    key: bytes = b"k" * 32
    full: bool = False
    """The disk is full: nothing can be written."""

    def password_hash(self, person_id: str) -> str | None:
        """Return the hash."""
        self.asked["password_hash"] += 1
        return self.hashes.get(person_id)

    def keep_password_hash(self, person_id: str, password_hash: str) -> None:
        """Keep the hash."""
        self._write()
        self.hashes[person_id] = password_hash

    def forget_password_hash(self, person_id: str) -> bool:
        """Delete the hash."""
        self._write()
        return self.hashes.pop(person_id, None) is not None

    def attempts(self, key: str) -> Attempts:
        """Return the count."""
        return self.counted.get(key, Attempts())

    def keep_attempts(self, key: str, attempts: Attempts) -> None:
        """Keep the count."""
        self._write()
        self.counted[key] = attempts
        if attempts == Attempts():
            del self.counted[key]

    def waiting(self) -> Mapping[str, Attempts]:
        """Return what waits."""
        return {key: attempts for key, attempts in self.counted.items() if attempts.wait_seconds}

    def costs(self) -> frozenset[str]:
        """Return the costs."""
        return frozenset(map(cost_of, self.hashes.values()))

    def secret(self) -> bytes:
        """Return the same secret always."""
        return self.key

    def _write(self) -> None:
        if self.full:
            raise KioskError(errors.DATA_AWAY)


class CountedPasswords(Passwords):
    """Real argon2id at its cheapest, counting the computations."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.computed = 0
        self.warm()

    def hash(self, password: bytearray) -> str:
        """Count and hash."""
        self.computed += 1
        return super().hash(password)

    def verify(self, kept: str | None, password: bytearray) -> bool:
        """Count and verify."""
        self.computed += 1
        return super().verify(kept, password)


@dataclass
class FakeReader:
    """A reader that reads what it is given."""

    reads: CardFace | Exception = field(default_factory=face)
    pin_tries: int | None = None
    pin_answer: int | None | Exception = None
    released: int = 0
    listen: Callable[[ReaderEvent], None] | None = None
    seen_pins: list[bytes] = field(default_factory=list)

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Remember who listens."""
        self.listen = listen

    def alive(self) -> bool:
        """There is no thread."""
        return True

    def stop(self) -> None:
        """Forget who listened."""
        self.listen = None

    def read(self) -> CardFace:
        """Read, or fail as told."""
        if isinstance(self.reads, Exception):
            raise self.reads
        return self.reads

    def pin_tries_left(self) -> int | None:
        """Say what was set."""
        return self.pin_tries

    def verify_pin(self, pin: bytearray) -> int | None:
        """Answer what was set."""
        self.seen_pins.append(bytes(pin))
        if isinstance(self.pin_answer, Exception):
            raise self.pin_answer
        return self.pin_answer

    def release(self) -> None:
        """Count."""
        self.released += 1

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()


@dataclass
class FakePaper:
    """Makes the same two pages of every list."""

    made: list[PaperContent] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    def warm(self) -> None:
        """Nothing to load."""

    def make(self, content: PaperContent, language: str, previews: int = 1) -> Document:
        """Remember the list."""
        self.made.append(content)
        self.languages.append(language)
        return DOCUMENT

    def draw(self, document: Document, page: int) -> Picture:
        """One pixel, as red as the page's number."""
        return Picture(1, 1, bytes((page, 0, 0)))

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()


@dataclass
class FakePrinter:
    """A printer that takes every job and is done at once, or does as told."""

    out: Failure | None = None
    low: Sequence[Failure] = ()
    states: list[JobState] = field(default_factory=list)
    submitted: list[Document] = field(default_factory=list)
    purged: int = 0
    cancelled: list[PrintJob] = field(default_factory=list)

    def condition(self) -> Failure | None:
        """Say what was set."""
        return self.out

    def warnings(self) -> Sequence[Failure]:
        """Say what was set."""
        return self.low

    def submit(self, document: Document) -> PrintJob:
        """Take the job."""
        self.submitted.append(document)
        return PrintJob(len(self.submitted), document.pages, 0.0, 0.0)

    def poll(self, job: PrintJob) -> JobState:
        """Answer the next state set, else sent."""
        return self.states.pop(0) if self.states else JobState(JobPhase.SENT)

    def cancel(self, job: PrintJob) -> None:
        """Remember."""
        self.cancelled.append(job)

    def purge(self) -> None:
        """Count."""
        self.purged += 1

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()


@dataclass
class MemoryAudit:
    """Audit lines in memory; `broken` refuses as a full disk does."""

    lines: list[tuple[str, str, int]] = field(default_factory=list)
    about: list[tuple[str, str]] = field(default_factory=list, repr=False)
    """Whom each line is about and who did it: numbers, of which a real trail keeps hashes."""
    broken: bool = False

    def record(self, event: str, code: str = "", visit: int = 0, who: str = "", by: str = "") -> None:
        """Keep a line."""
        check_entry(event, code)
        if self.broken:
            raise KioskError(errors.AUDIT_AWAY)
        self.lines.append((event, code, visit))
        self.about.append((who, by))

    def condition(self) -> Failure | None:
        """Say what was set."""
        return errors.AUDIT_AWAY if self.broken else None

    def check(self) -> Verdict:
        """Nothing is chained."""
        return follow(())

    def latest(self, *events: str) -> AuditLine | None:
        """Nothing is kept in full."""
        return None

    def lines_since(self, since: datetime) -> Iterator[AuditLine]:
        """Nothing is kept in full."""
        return iter(())

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()
