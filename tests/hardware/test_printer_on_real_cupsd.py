"""What a real printer says of itself: preflight, queue and device, supplies, and the folder printer beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.document import Document, JobPhase
from kiosk.errors import PRINTER_EXCHANGED, PRINTER_UNUSABLE, KioskError, Refused
from printing.conditions import JAM
from printing.cups import CupsPrinter
from printing.folder import FolderPrinter
from printing.paper import PaperMaker
from tests.hardware.cups_daemon import CupsDaemon
from tests.hardware.test_print_on_real_cupsd import watch
from tests.printing.clock import TestClock
from tests.printing.lists import payment_list

pytestmark = pytest.mark.cupsd


@pytest.fixture(scope="module")
def document() -> Document:
    return PaperMaker().make(payment_list(months=2), "zh_CN", previews=0)


@pytest.fixture
def printer(cups: CupsDaemon) -> CupsPrinter:
    return CupsPrinter(cups.queue, cups.device_uri, TestClock(running=True))


@pytest.mark.parametrize("reason", ["media-empty", "media-jam", "cover-open", "toner-empty"])
def test_the_folder_printer_plays_what_the_real_one_says(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, tmp_path: Path, reason: str
) -> None:
    """One contract: the same condition before, the same refusal, and the same state of a job that meets it."""
    folder = FolderPrinter(tmp_path, TestClock(running=True))
    cups.fault(reason, while_printing=True)
    real_job, played_job = printer.submit(document), folder.submit(document)
    folder.say(reason)
    played = folder.poll(played_job)
    watch(printer, real_job, played.phase, played.failure)
    printer.cancel(real_job)
    assert printer.condition() == folder.condition() is not None
    for one in (printer, folder):
        with pytest.raises(KioskError) as refused:
            one.submit(document)
        assert refused.value.failure == folder.condition()
    folder.say("none")
    assert folder.condition() is None
    assert not list(tmp_path.iterdir())


def test_missing_queue_is_refused(cups: CupsDaemon, document: Document) -> None:
    printer = CupsPrinter("nowhere", "", TestClock())
    with pytest.raises(Refused, match="There is no print queue nowhere"):
        printer.check()
    assert printer.condition() == PRINTER_EXCHANGED
    with pytest.raises(KioskError):
        printer.submit(document)
    (finding,) = printer.examine()
    assert not finding.well


def test_queue_that_points_elsewhere_is_refused(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.set_device("ipp://localhost:9/ipp/print")
    with pytest.raises(Refused, match="points at another device"):
        printer.check()
    assert printer.condition() == PRINTER_EXCHANGED
    with pytest.raises(KioskError):
        printer.submit(document)


def test_scheduler_that_is_away_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    printer = CupsPrinter("any", "", TestClock())
    with pytest.raises(Refused, match=r"The print scheduler \(CUPS\) at 127.0.0.1:1 cannot be reached."):
        printer.check()
    assert printer.condition() == PRINTER_UNUSABLE


def test_examination_of_a_ready_printer_tells_its_supplies(printer: CupsPrinter) -> None:
    (finding,) = printer.examine()
    assert finding.well
    assert finding.part == "printer"
    assert "Black Toner 75 %" in finding.state


def test_a_queue_whose_device_is_not_checked_is_advised_to_be(cups: CupsDaemon) -> None:
    (finding,) = CupsPrinter(cups.queue, "", TestClock()).examine()
    assert finding.well
    assert cups.device_uri in finding.advice


def test_low_supplies_are_advice_and_prints_go_on(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.set_supplies(waste=25, toner=5)
    assert printer.condition() is None
    assert [warning.code for warning in printer.warnings()] == ["P32"]
    ready, low = printer.examine()
    assert "Black Toner 5 %" in ready.state
    assert low.well
    assert low.advice
    watch(printer, printer.submit(document), JobPhase.SENT)
    cups.set_supplies(waste=25, toner=75)
    assert printer.condition() is None
    assert not printer.warnings()


def test_jam_before_printing_is_told_as_what_it_is(cups: CupsDaemon, printer: CupsPrinter) -> None:
    cups.fault("media-jam")
    assert printer.condition() == JAM.told
