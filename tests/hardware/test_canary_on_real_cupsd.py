"""What a visit prints leaves nothing around a real cupsd: no job name, spool file, log line, command line (I2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk import errors
from tests.hardware.card_hall import secrets
from tests.hardware.cups_jobs import sessions_of, told_of_jobs
from tests.hardware.print_hall import PrintHall, print_hall
from tests.hardware.processes import wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]

PAPER = "a document"
"""What is found where a page lies: its texts are packed, so a search for them would find nothing."""

BLANKS = ("blank.pdf", "-poke.pdf")
"""How the names of those end with which the tests make the printer look at its faults."""


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintHall]:
    with print_hall(tmp_path_factory.mktemp("canary")) as opened:
        yield opened


@pytest.fixture
def hall(open_hall: PrintHall) -> Iterator[PrintHall]:
    open_hall.begin()
    yield open_hall
    open_hall.end()


def traces_in(hall: PrintHall, content: bytes) -> list[str]:
    """What of anybody's stands there, in the encodings that files and lists of processes use."""
    texts = [*secrets(), *hall.hall.balances]
    found = [text for text in texts if text.encode() in content or text.encode("gb18030") in content]
    return [*found, *([PAPER] if b"%PDF" in content else [])]


def in_files(hall: PrintHall) -> dict[str, list[str]]:
    """Every file of scheduler and printer, hidden or not, its name too, but what came out of the printer."""
    found: dict[str, list[str]] = {}
    for file in hall.printer.folder.rglob("*"):
        name = file.relative_to(hall.printer.folder).as_posix()
        content = name.encode()
        if file.is_file() and file.parent.name != "printed" and not name.endswith(BLANKS):
            content += file.read_bytes()
        if traces := traces_in(hall, content):
            found[name] = traces
    return found


def in_processes(hall: PrintHall) -> dict[str, list[str]]:
    """Command line and environment of all that runs there: titles and options of filters stand in them for all."""
    ours = {hall.hall.kiosk.process.pid, *sessions_of(hall.printer)}
    found: dict[str, list[str]] = {}
    for process in (each for each in Path("/proc").iterdir() if each.name.isdecimal()):
        with suppress(OSError):  # it may end meanwhile
            session = int((process / "stat").read_text().rpartition(")")[2].split()[3])
            content = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            if session in ours and (traces := traces_in(hall, content)):
                found[(process / "comm").read_text().strip()] = traces
    return found


def in_jobs(hall: PrintHall) -> dict[str, list[str]]:
    """Everything that scheduler and printer say of every job, also of those that are over."""
    told = told_of_jobs(hall.printer)
    return {who: traces for who, text in told.items() if (traces := traces_in(hall, text.encode()))}


def names_of_jobs(hall: PrintHall) -> set[str]:
    """What every job is called, at the scheduler and at the printer."""
    told = "".join(told_of_jobs(hall.printer).values())
    return set(re.findall(r"job-name \(\S+\) = (.*)", told)) - {"poke"}


def test_while_a_list_is_printed_only_the_spool_holds_it(hall: PrintHall) -> None:
    """Held back by an empty tray, so that every filter, backend and queue can be looked at in peace."""
    hall.printer.fault("media-empty", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.wait_for_words(errors.NO_PAPER, "printing")
    assert names_of_jobs(hall) == {"shebao-list"}
    assert in_jobs(hall) == {}
    assert in_processes(hall) == {}
    held = in_files(hall)
    assert set(map(tuple, held.values())) == {(PAPER,)}, "so the search finds what is there"
    assert {Path(name).parts[0] for name in held} <= {"spool", "printer"}
    hall.printer.heal("media-empty")
    hall.take_paper()


def test_after_every_end_of_a_print_nothing_is_left(hall: PrintHall) -> None:
    """Printed, jammed, and left in the middle: files, jobs, and what every process was called with."""
    hall.ask_for_list()
    hall.print_list()
    hall.take_paper()
    hall.hall.leave()
    hall.printer.fault("media-jam", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    hall.assert_failed(errors.PRINT_BROKEN_OFF)
    hall.hall.leave()
    hall.printer.heal("media-jam")
    hall.printer.fault("cover-open", while_printing=True)
    hall.ask_for_list()
    hall.print_list()
    wait_until(lambda: bool(hall.printer.spool_files()), "the document is handed over")
    hall.hall.leave()
    hall.printer.heal("cover-open")
    hall.printer.nothing_more_comes_out()
    wait_until(lambda: not hall.printer.spool_files(), "the spool is empty")
    assert (in_files(hall), in_jobs(hall), in_processes(hall)) == ({}, {}, {})
    assert names_of_jobs(hall) <= {"shebao-list"}
