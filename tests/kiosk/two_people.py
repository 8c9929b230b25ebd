"""A conductor with two people, their cards and others, and a slot that hands reach into."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.conductor import Parts
from kiosk.errors import CARD_FOREIGN, CARD_UNREADABLE, KioskError
from kiosk.passwords import Passwords
from kiosk.period import Month
from tests.kiosk.fakes import CHEAP
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card, contribution, face, person
from tests.kiosk.slot import HandCard, Slot
from tests.kiosk.stage import PASSWORD, Stage

NUMBERS = {ZHANG: "P1", ZHANG_CARD: "P1", CHEN: "P2", CHEN_CARD: "P2"}
PASSWORDS = {"P1": PASSWORD, "P2": b"908172"}
PINS = {"P1": b"135790", "P2": b"864209"}
CHENS = card(CHEN_CARD)

CARDS = {
    "zhang": HandCard("P1", face(), PINS["P1"]),
    "chen": HandCard("P2", face(CHENS, CHEN, name="陈静"), PINS["P2"]),
    "chen-tapped": HandCard("P2", face(CHENS, CHEN, name="陈靜", contactless=True), PINS["P2"], contactless=True),
    "zhang-tapped": HandCard("P1", face(person_number=None, contactless=True), None, contactless=True),
    "contradicting": HandCard("", face(person_number=CHEN), b"111222"),
    "elsewhere": HandCard("", face(card("Z00000001", identification_code="119902D1560000050000000A1B2C3D4E"))),
    "bank": HandCard("", KioskError(CARD_FOREIGN)),
    "unreadable": HandCard("", KioskError(CARD_UNREADABLE)),
}


class PlainPasswords(Passwords):
    """Passwords kept as they are, so that thousands of visits take seconds."""

    def __init__(self) -> None:
        super().__init__(CHEAP)

    def hash(self, password: bytearray) -> str:
        """Keep it."""
        return password.decode("ascii", "replace")

    def verify(self, kept: str | None, password: bytearray) -> bool:
        """Compare."""
        return kept == self.hash(password)

    def outdated(self, kept: str) -> bool:
        """Never."""
        return False


@dataclass
class TwoPeople(Stage):
    """张三 and 陈静 are registered; the slot is empty and the reader watched."""

    slot: Slot = field(default_factory=Slot)
    passwords: Passwords = field(default_factory=PlainPasswords)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.ledger.add(person("P2", CHEN, "陈静"), CHENS, [contribution(Month(2026, 9))])
        self.credentials.hashes["P2"] = self.passwords.hash(bytearray(PASSWORDS["P2"]))
        self.conductor.start()
        self.catch_up()

    def _parts(self) -> Parts:
        return replace(super()._parts(), reader=self.slot)

    def catch_up(self) -> None:
        """Let the watcher see everything and everybody work."""
        self.workers.settle()
        while self.slot.unseen:
            self.look()
            self.workers.settle()

    def look(self) -> None:
        """Let the watcher see everything there is to see; nobody works yet."""
        while self.slot.unseen:
            self.slot.look()

    def insert(self, name: str) -> None:
        """Put a card in, and let everybody know and work."""
        self.slot.insert(CARDS[name])
        self.catch_up()

    def pull(self) -> None:
        """Take the card out, and let everybody know and work."""
        self.slot.pull()
        self.catch_up()
