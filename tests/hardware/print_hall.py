"""A kiosk for accidents with the printer: real pcscd, cupsd, IPP printer and screen, and what must hold for all.

I1 nothing personal on the screen, I2 nothing personal in log, audit, spool and temporary files, I3 a screen that
answers, I4 a message that says what to do, I5 an audit event with a code, I6 the next list is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import Failure
from kiosk.words import words_of
from tests.hardware.card_hall import CardHall, card_hall, secrets
from tests.hardware.cups_daemon import CupsDaemon, cups_daemon
from tests.hardware.processes import wait_until

PAGE_LIMIT = 9
"""Between the pages of a year and those of fifteen years."""


@dataclass(slots=True)
class PrintHall:
    """The kiosk and everything around it."""

    hall: CardHall
    printer: CupsDaemon

    # What a person does.

    def ask_for_list(self, card: str = "zhang-san", password: str = "246813") -> None:  # noqa: S107 a demo password
        """Log in and go to where the list is printed."""
        self.hall.log_in(card, password)
        self.hall.person.press("print-button")
        self.hall.person.wait_for("print")

    def print_list(self) -> None:
        """Touch "print now"."""
        self.hall.person.press("print-confirm")

    def ask_again(self) -> None:
        """Go back and ask for the list once more: the printer is looked at anew."""
        self.hall.person.press("back")
        self.hall.person.wait_for("overview")
        self.hall.person.press("print-button")
        self.hall.person.wait_for("print")

    def take_paper(self) -> Path:
        """Wait for the one page that came out."""
        self.hall.person.wait_for("take-paper")
        (paper,) = self.printer.printed()
        return paper

    # What must hold.

    def wait_for_words(self, failure: Failure, screen: str) -> None:
        """Wait until this screen says this failure: its code and its very sentence (I4)."""

        def said() -> bool:
            seen = {one.name: one.text for one in self.hall.person.look()}
            return screen in seen and seen.get("message-code") == failure.code

        wait_until(said, f"{screen} says {failure.code}")
        seen = {one.name: one.text for one in self.hall.person.look()}
        assert seen["message"] == _chinese(failure), seen

    def assert_failed(self, failure: Failure) -> None:
        """The print has ended with this, in words and in the trail, and nothing is left in the spool (I4, I5)."""
        self.hall.person.wait_for("continue")
        self.wait_for_words(failure, "printing")
        assert ("print-failed", failure.code) in self.audited()
        wait_until(lambda: not self.printer.spool_files(), "the spool is empty")

    def assert_cannot_print(self, failure: Failure) -> None:
        """The print screen says why, its key cannot be pressed, and looking up goes on."""
        self.wait_for_words(failure, "print")
        assert not self.hall.person.tries_to_press("print-confirm")

    def audited(self) -> list[tuple[str, str]]:
        """Event and code of each line of this test's trail."""
        return [(line.event, line.code) for line in self.hall.audited()]

    def begin(self) -> None:
        """A test begins: the printer is well, nobody is here."""
        self.printer.reset()
        self.hall.begin()

    def end(self) -> None:
        """A test ends: what holds after every accident."""
        self.hall.leave()
        self.hall.assert_quiet()
        wait_until(lambda: not self.printer.spool_files(), "the spool is empty")
        leaked = self._leaked()
        assert not leaked, f"something personal is written in {leaked}"
        assert self.hall.chain_is_whole()

    def _leaked(self) -> list[str]:
        """Where around the scheduler something personal is written down (I2)."""
        folders = (self.printer.folder / name for name in ("spool", "cache", "log", "run"))
        files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
        told = ((file, file.name + file.read_bytes().decode(errors="ignore")) for file in files)
        return [str(file) for file, text in told if "%PDF" in text or any(secret in text for secret in secrets())]


def _chinese(failure: Failure) -> str:
    return words_of("zh_CN")(failure.message)


@contextmanager
def print_hall(folder: Path) -> Iterator[PrintHall]:
    """Start every daemon, a screen, a person and the kiosk."""
    with cups_daemon() as printer:
        settings = {
            "kind": "cups",
            "queue": printer.queue,
            "device_uri": printer.device_uri,
            "page_limit": PAGE_LIMIT,
        }
        times = {"idle_seconds": 60, "warning_seconds": 20}
        with card_hall(folder, printer=settings, session=times, environment=printer.environment) as hall:
            yield PrintHall(hall, printer)
