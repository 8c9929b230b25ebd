"""A kiosk for accidents with cards: real pcscd, real screen, a person, and somebody who checks what must hold for all.

I1 nothing personal on the screen, I2 nothing personal in log, audit, temporary files and folders, I3 a screen that
answers, I4 a message that says what to do, I5 an audit event with a code, I6 the next card works.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from kiosk.demo.story import read_stories
from kiosk.errors import Failure
from kiosk.identity import mask_name, mask_number
from kiosk.sentences import sentence_of
from kiosk.words import words_of
from tests.hardware.desktop import Person, Pulse, desktop, person, pulse
from tests.hardware.kiosk_process import Kiosk, kiosk, main_py, write_settings
from tests.hardware.pcsc_daemon import READER, PcscDaemon, pcsc_daemon
from tests.hardware.printed_rows import balances_in
from tests.hardware.processes import wait_until

DEMO_DAY = date(2026, 11, 21)
"""The day of resources/kiosk.toml, on which the demo people's data stand."""

NUMBER, PASSWORD = "119901198503150015", "246813"
"""张三's."""

LATE_SECONDS = 4.0
"""A screen's thread that waited itself for a card or a reader would be later than this: their deadline is 5 s (I3)."""


@cache
def secrets() -> tuple[str, ...]:
    """What may be read nowhere: names and numbers of every demo person."""
    found: set[str] = set()
    for story in read_stories(DEMO_DAY):
        found |= {story.person.name, story.person.number}
        found |= {value for card in story.cards for value in (card.number, card.identification_code) if value}
    return tuple(sorted(found))


@cache
def traces() -> tuple[str, ...]:
    """What may stand on no screen after a visit: also what is shown masked."""
    people = [story.person for story in read_stories(DEMO_DAY)]
    return (*secrets(), *(mask_name(one.name) for one in people), *(mask_number(one.number) for one in people))


@cache
def _written() -> re.Pattern[str]:
    """What may be written down nowhere. Passwords stand alone: six digits also occur in hashes and times."""
    passwords = "|".join(story.password for story in read_stories(DEMO_DAY) if story.password)
    return re.compile("|".join(map(re.escape, secrets())) + rf"|(?<![\w.])({passwords})(?!\w)")


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit trail."""

    event: str
    code: str


@dataclass(slots=True)
class CardHall:
    """The kiosk and everything around it."""

    cards: PcscDaemon
    kiosk: Kiosk
    person: Person
    pulse: Pulse
    screen: dict[str, str]
    """The environment a program needs to appear on the screen."""
    folder: Path
    balances: Sequence[str]
    """张三's, as the database has them."""
    _audited: int = field(default=0, init=False)

    # What a person does.

    def log_in(self, card: str = "zhang-san", password: str = PASSWORD) -> None:
        """Put the card in and type the password."""
        self.cards.insert(card)
        self.person.wait_for("enter-password")
        self.person.type(password)
        self.person.press("confirm")
        self.person.wait_for("overview")

    # What must hold.

    def personal(self) -> list[str]:
        """What of anybody's can be read on the screen."""
        texts = self.person.texts()
        return [secret for secret in (*traces(), *self.balances) if secret in texts]

    def shows_balances(self) -> bool:
        """Whether 张三's account is on the screen."""
        texts = self.person.texts()
        return any(balance in texts for balance in self.balances)

    def assert_welcome(self) -> None:
        """Once Welcome is there nothing personal is on it (A4, I1); how soon that is stands in `make bench`."""
        self.person.wait_for("welcome")
        assert not (found := self.personal()), f"still on the screen: {found}"

    def assert_refused(self, failure: Failure) -> None:
        """Wait for the screen that says why the card cannot be used: code, what to do, nobody's data (I1, I4, I5)."""
        self.person.wait_for("card-problem")
        self.assert_says(failure)
        audited = self.audited()
        assert Audited("card-refused", failure.code) in audited, audited

    def assert_says(self, failure: Failure) -> None:
        """The screen comes to say this failure in the person's words, and nobody's data (I1, I4)."""
        seen: dict[str, str] = {}

        def said() -> bool:
            seen.clear()
            seen.update((one.name, one.text) for one in self.person.look())
            return seen.get("message-code") == failure.code

        wait_until(said, f"the screen says {failure.code}")
        assert seen.get("message") == sentence_of(failure, words_of("zh_CN"), DEMO_DAY)
        assert not (found := self.personal()), f"on the screen: {found}"

    def audited(self) -> list[Audited]:
        """The audit trail of this test (I5)."""
        lines = self.kiosk.audit.read_text().splitlines()[self._audited :]
        return [Audited(entry["event"], entry["code"]) for entry in map(json.loads, lines)]

    def chain_is_whole(self) -> bool:
        """Whether each line of the audit trail names the hash of the one before."""
        lines = self.kiosk.audit.read_bytes().splitlines()
        hashes = ["0" * 64, *(hashlib.sha256(line).hexdigest() for line in lines)]
        return [json.loads(line)["before"] for line in lines] == hashes[:-1]

    def begin(self) -> None:
        """A test begins: nobody is here, no card is in."""
        self.person.wait_for("welcome")
        self._audited = len(self.kiosk.audit.read_text().splitlines())
        self.pulse.longest_wait()

    def end(self) -> None:
        """A test ends: what holds after every accident (I2, I3, I6)."""
        self.leave()
        self.cards.insert("zhang-san")
        self.person.wait_for("enter-password")
        self.cards.remove()
        self.person.wait_for("welcome")
        self.assert_quiet()

    def leave(self) -> None:
        """Nobody is here any more."""
        self.cards.remove_all()
        self._return_to_welcome()

    def assert_quiet(self) -> None:
        """The screen answered all the time, and nothing personal is written down (I2, I3)."""
        longest, beats = self.pulse.longest_wait()
        assert beats, "the pulse was felt"
        assert longest <= LATE_SECONDS, f"the screen's thread was late by {longest:.2f} s"
        leaked = self.leaked()
        assert not leaked, f"something personal is written in {leaked}"

    def _return_to_welcome(self) -> None:
        """A visit by number does not end with a card: its screens have the key that ends it."""

        def is_there() -> bool:
            return self.person.sees("welcome") or (self.person.tries_to_press("finish") and False)

        wait_until(is_there, "welcome")

    def leaked(self) -> list[str]:
        """Where something personal is written down (I2): log, audit, temporary files, and the names of files."""
        files = (file for file in self.folder.rglob("*") if file.is_file() and self._is_told_of_nobody(file))
        return [str(file) for file in files if _written().search(file.name + file.read_bytes().decode(errors="ignore"))]

    def _is_told_of_nobody(self, file: Path) -> bool:
        """The data themselves and the printed lists are somebody's."""
        return ".db" not in file.name and file.parent != self.folder / "printed"


@contextmanager
def card_hall(
    folder: Path,
    readers: Sequence[str] = (READER,),
    name_pattern: str = "",
    *,
    printer: Mapping[str, object] | None = None,
    session: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[CardHall]:
    """Start every daemon, a screen, a person and the kiosk; its printer is a folder unless another is named."""
    database = folder / "data.db"
    url = f"sqlite:///{database}"
    made = main_py("demo-data", "--database", url, "--persons", "0", "--months", "1", "--seed", "1")
    assert made.returncode == 0, made.stderr
    with ExitStack() as stack:
        cards = stack.enter_context(pcsc_daemon(readers))
        screen = stack.enter_context(desktop(folder))
        someone = stack.enter_context(person(screen))
        settings = write_settings(
            folder,
            database={"url": url},
            reader={"kind": "pcsc", "name_pattern": name_pattern},
            printer=printer or {"kind": "folder", "folder": str(folder / "printed")},
            session=session or {"idle_seconds": 120, "warning_seconds": 20},
            log={"audit_file": str(folder / "audit.log"), "level": "debug"},
        )
        temporary = folder / "temporary"
        temporary.mkdir()
        machine = stack.enter_context(
            kiosk(folder, settings, {**screen, **cards.environment, **(environment or {}), "TMPDIR": str(temporary)})
        )
        wait_until(lambda: machine.process.poll() is not None or someone.sees("welcome"), "welcome")
        assert machine.process.poll() is None, machine.log.read_text()
        beat = stack.enter_context(pulse(screen))
        yield CardHall(cards, machine, someone, beat, screen, folder, balances_in(database, NUMBER))
