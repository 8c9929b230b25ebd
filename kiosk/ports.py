"""What the kiosk needs from the rooms around it, and the values that pass through the doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from kiosk.simulators import PrinterSimulator as PrinterSimulator
from kiosk.simulators import Simulator as Simulator

if TYPE_CHECKING:  # a command that only names a port does not wait for a whole account's classes
    from kiosk.audit.chain import Verdict
    from kiosk.audit.line import AuditLine
    from kiosk.cards import CardFace, Holder
    from kiosk.document import Document, JobState, Picture, PrintJob
    from kiosk.errors import Failure
    from kiosk.events import ReaderEvent
    from kiosk.model import Account, AsOf
    from kiosk.papers import PaperContent


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found out about one part; `advice` is empty when it is well."""

    part: str
    """Stable name: pcsc, reader, card, printer, database, local-database, fonts, configuration ..."""
    well: bool
    state: str
    advice: str = ""


class Examined(Protocol):
    """A part that can say how it is, for doctor, health and maintenance."""

    def examine(self) -> Sequence[Finding]:
        """Look at the part as it is now; never raises, takes at most a few seconds."""
        ...


class CardReader(Examined, Protocol):
    """The card reader; `read` and the PIN run on the card thread."""

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch; `listen` is called from any thread with inserted, removed, condition changed."""
        ...

    def alive(self) -> bool:
        """Whether the thread that watches, if there is one, goes about its work; from any thread, once a second."""
        ...

    def stop(self) -> None:
        """End watching and release everything."""
        ...

    def read(self) -> CardFace:
        """Read the inserted card within 5 s. Raises KioskError."""
        ...

    def pin_tries_left(self) -> int | None:
        """Ask how many PIN tries the card has left without using one; None when it has no PIN. Raises KioskError."""
        ...

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present six digits; None when right, else the tries left; never spends the last two. Raises KioskError."""
        ...

    def release(self) -> None:
        """Power the card off, so that nothing it verified stays valid. Never raises."""
        ...


class Ledger(Examined, Protocol):
    """The imported data, one person at a time. Every method may raise KioskError(DATA_AWAY)."""

    def as_of(self) -> AsOf:
        """Latest settlement month of each authority."""
        ...

    def behind(self) -> bool:
        """Whether newer data are known than those of the last `as_of`: a replica has not followed yet. Never raises."""
        ...

    def account(self, person_id: str) -> Account:
        """Load everything about one person. Raises KioskError(DATA_AWAY) also when there is no such person."""
        ...


class Register(Ledger, Protocol):
    """A ledger that may be asked whom a number belongs to; a kiosk's login on a server may not."""

    def holder_of_card(self, card_number: str, identification_code: str) -> Holder | None:
        """Find the person by a social security card's number and identification code together."""
        ...

    def holder_of_number(self, number: str) -> Holder | None:
        """Find the person by their own number, else by a card number (then `holder.card` is that card)."""
        ...


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords counted for one key, kept across restarts."""

    failed: int = 0
    wait_seconds: int = 0
    """The wait imposed after the last failure; it starts again in full after a restart."""


class CredentialStore(Protocol):
    """Password hashes and wrong attempts in the local database. May raise KioskError(DATA_AWAY)."""

    def password_hash(self, person_id: str) -> str | None:
        """The argon2id hash, or None when the person never registered."""
        ...

    def keep_password_hash(self, person_id: str, password_hash: str) -> None:
        """Store or replace the hash."""
        ...

    def forget_password_hash(self, person_id: str) -> bool:
        """Delete the hash; whether there was one."""
        ...

    def attempts(self, key: str) -> Attempts:
        """Attempts counted under a key; none yet is Attempts()."""
        ...

    def keep_attempts(self, key: str, attempts: Attempts) -> None:
        """Store the count; Attempts() forgets the key."""
        ...

    def waiting(self) -> Mapping[str, Attempts]:
        """Every key that has a wait."""
        ...

    def costs(self) -> frozenset[str]:
        """How the kept hashes are computed, each cost once, as kiosk.passwords.cost_of names it."""
        ...

    def secret(self) -> bytes:
        """32 random bytes, made once for this kiosk, to key hashes of numbers with."""
        ...


class Paper(Examined, Protocol):
    """Makes documents; runs on the paper worker."""

    def warm(self) -> None:
        """Import and load fonts before the first person."""
        ...

    def make(self, content: PaperContent, language: str, previews: int = 1) -> Document:
        """Lay out and render; the same content gives the same bytes. Raises KioskError."""
        ...

    def draw(self, document: Document, page: int) -> Picture:
        """One page as it will be printed, counted from 0. Raises KioskError."""
        ...


class Printer(Examined, Protocol):
    """The printer; runs on the paper worker."""

    def condition(self) -> Failure | None:
        """Ask the printer itself whether it can print; None means yes. Never raises."""
        ...

    def warnings(self) -> Sequence[Failure]:
        """What staff should see to although it prints, as the printer said when it was last asked. Never raises."""
        ...

    def submit(self, document: Document) -> PrintJob:
        """Hand over a document under a neutral job name. Raises KioskError."""
        ...

    def poll(self, job: PrintJob) -> JobState:
        """Look at the job once; past its deadline it is cancelled, purged and FAILED. Never raises."""
        ...

    def cancel(self, job: PrintJob) -> None:
        """Cancel a job and delete its data. Never raises."""
        ...

    def purge(self) -> None:
        """Cancel every job of this queue and delete its data; the spool is empty afterwards. Never raises."""
        ...


class Timer(Protocol):
    """A call in the future that can be taken back."""

    def stop(self) -> None:
        """Do not call any more."""
        ...


class Clock(Protocol):
    """Time, passed in so that tests need not wait."""

    def now(self) -> datetime:
        """Local wall-clock time."""
        ...

    def today(self) -> date:
        """The day; a demo may stand on a fixed one."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward, for waiting times and deadlines."""
        ...

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Call once on the UI thread after so many seconds."""
        ...

    def pause(self, seconds: float) -> None:
        """Let so many seconds pass, on a thread that may wait; never on the UI thread."""
        ...


class Worker(Protocol):
    """A serial worker thread."""

    def __call__(self, task: Callable[[], None]) -> None:
        """Queue a task; tasks of one worker run one after another."""
        ...


@dataclass(frozen=True, slots=True)
class Workers:
    """The threads tasks run on; each is serial."""

    card: Worker
    data: Worker
    paper: Worker
    health: Worker
    apart: Worker
    """Each task on a thread of its own, which nobody watches: what may take minutes, as a test page on its way."""


class AuditTrail(Examined, Protocol):
    """Where audit events are written; every method may be called from any thread."""

    def record(self, event: str, code: str = "", visit: int = 0, who: str = "", by: str = "") -> None:
        """Write one declared event (kiosk/audit). Raises KioskError(AUDIT_AWAY); then nobody may be served.

        `who` is the number of the person or staff account that it is about, `by` the number of the staff who did it;
        a keyed hash of each is kept, never the number.
        """
        ...

    def condition(self) -> Failure | None:
        """Why no visit may begin; None: it can. Tries again what failed. Never raises."""
        ...

    def check(self) -> Verdict:
        """Follow the whole chain, and write down what is wrong. Takes seconds. Raises KioskError(AUDIT_AWAY)."""
        ...

    def lines_since(self, since: datetime) -> Iterator[AuditLine]:
        """Read back every line written at this moment or later, in order. Raises OSError."""
        ...

    def latest(self, *events: str) -> AuditLine | None:
        """The newest line with one of these events, or of all; None: there is none. Raises OSError."""
        ...
