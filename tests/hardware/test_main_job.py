"""The main job on real parts: a card in a real pcscd, a person at a real screen, a page at a real printer.

The person uses nothing but AT-SPI from another process; the expected rows come from plain SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hardware.cups_daemon import CupsDaemon, cups_daemon
from tests.hardware.desktop import Person, desktop, person
from tests.hardware.kiosk_process import Kiosk, kiosk, main_py, write_settings
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon
from tests.hardware.printed_rows import balances_in, rows_in, rows_on, text_of
from tests.hardware.processes import wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]

NUMBER, NAME, PASSWORD = "119901198503150015", "张三", "246813"
CARD_NUMBER = "A12345674"


@dataclass(frozen=True, slots=True)
class Hall:
    """A kiosk with everything around it."""

    cards: PcscDaemon
    printer: CupsDaemon
    kiosk: Kiosk
    person: Person
    database: Path


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Start every daemon, a screen, a person and the kiosk."""
    folder = tmp_path_factory.mktemp("hall")
    database = folder / "data.db"
    made = main_py(
        "demo-data", "--database", f"sqlite:///{database}", "--persons", "20", "--months", "24", "--seed", "7"
    )
    assert made.returncode == 0, made.stderr
    with pcsc_daemon() as cards, cups_daemon() as printer, desktop(folder) as screen, person(screen) as someone:
        settings = write_settings(
            folder,
            database={"url": f"sqlite:///{database}"},
            reader={"kind": "pcsc"},
            printer={"kind": "cups", "queue": printer.queue, "device_uri": printer.device_uri},
            log={"audit_file": str(folder / "audit.log")},
        )
        environment = {**screen, **cards.environment, **printer.environment}
        with kiosk(folder, settings, environment) as machine:
            someone.wait_for("welcome")
            yield Hall(cards, printer, machine, someone, database)


def log_in(hall: Hall) -> None:
    """Put the card in and type the password."""
    hall.cards.insert("zhang-san")
    hall.person.wait_for("enter-password")
    hall.person.type(PASSWORD)
    hall.person.press("confirm")
    hall.person.wait_for("overview")


def leave(hall: Hall) -> None:
    """Finish, take the card, and wait for Welcome."""
    hall.person.press("finish")
    hall.person.wait_for("take-card")
    hall.cards.remove()
    hall.person.wait_for("welcome")


def personal(hall: Hall) -> list[str]:
    """What of the person's can be read on the screen."""
    texts = hall.person.texts()
    secrets = (NAME[0] + "**", NAME, NUMBER, NUMBER[-4:], CARD_NUMBER, *balances_in(hall.database, NUMBER))
    return [secret for secret in secrets if secret in texts]


def test_a_list_is_printed_equal_to_the_database_row_by_row(hall: Hall) -> None:
    """Card -> password -> overview -> print -> page at the printer; every row, no more and no less."""
    before = len(hall.printer.printed())
    log_in(hall)
    assert "**" in hall.person.read("holder-name")
    hall.person.press("print-button")
    hall.person.wait_for("print")
    hall.person.press("print-confirm")
    hall.person.wait_for("take-paper")
    (page,) = hall.printer.printed()[before:]
    expected = rows_in(hall.database, NUMBER, 202511, 202610)
    assert sum(expected.values()) >= 48
    assert rows_on(page) == expected
    assert NUMBER not in text_of(page)
    leave(hall)
    wait_until(lambda: not hall.printer.spool_files(), "the spool is empty")


@pytest.mark.parametrize(
    ("press", "screen"), [(None, "overview"), ("tile-110", "insurance"), ("print-button", "print")]
)
def test_pulling_the_card_clears_screen_and_spool(hall: Hall, press: str | None, screen: str) -> None:
    """Once Welcome is back nothing personal is left; how soon that is stands in `make bench`."""
    log_in(hall)
    if press:
        hall.person.press(press)
    hall.person.wait_for(screen)
    assert screen == "print" or personal(hall), "the test would see personal data if they were there"
    hall.cards.remove()
    hall.person.wait_for("welcome")
    assert not personal(hall)
    assert not hall.printer.spool_files()


def test_a_list_that_waits_for_paper_is_gone_when_the_card_goes(hall: Hall) -> None:
    """The tray runs empty, the person leaves: spool empty, and nothing comes out when paper is added (A4, B10)."""
    before = len(hall.printer.printed())
    log_in(hall)
    hall.person.press("print-button")
    hall.person.wait_for("print")
    hall.printer.fault("media-empty", while_printing=True)
    hall.person.press("print-confirm")
    hall.person.wait_for("printing")
    wait_until(hall.printer.spool_files, "the job lies in the spool")
    hall.cards.remove()
    hall.person.wait_for("welcome")
    wait_until(lambda: not hall.printer.spool_files(), "the spool is empty")
    hall.printer.heal("media-empty")
    test_a_list_is_printed_equal_to_the_database_row_by_row(hall)
    assert len(hall.printer.printed()) == before + 1, "only the later list came out"


def test_nothing_personal_is_in_log_audit_or_job_names(hall: Hall) -> None:
    """A visit with a print leaves a trail without a name, a number or a password."""
    log_in(hall)
    leave(hall)
    trail = hall.kiosk.log.read_text() + hall.kiosk.audit.read_text() + hall.printer.log("error_log")
    assert "account-viewed" in trail
    for secret in (NAME, NUMBER, CARD_NUMBER, PASSWORD):
        assert secret not in trail
