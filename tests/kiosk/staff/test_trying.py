"""Tests of parts: what is said, what is kept, and what a part that is not well brings."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.document import JobPhase, JobState
from kiosk.errors import CARD_PULLED, NO_PAPER, NO_TEST_CARD, PRINTER_SILENT, Failure, KioskError
from kiosk.papers import TestPage as Page
from kiosk.ports import Finding
from kiosk.staff.acts import Judge, Part, PrintReadiness, TryPart
from kiosk.staff.trying import JUDGED, LONGEST_PRINT_SECONDS
from kiosk.told import from_kept
from tests.kiosk.people import face
from tests.kiosk.staff.room import Room

BY_PERSONS = (Part.PRINTER, Part.SCREEN, Part.SOUND)


def refusal(room: Room, part: Part) -> Failure:
    with pytest.raises(KioskError) as caught:
        room.do(TryPart(part))
    return caught.value.failure


def kept(room: Room, part: Part) -> tuple[bool, str] | None:
    test = room.upkeep.tests.get(part)
    return (test.good, from_kept(test.said)) if test else None


@pytest.mark.parametrize("part", list(Part))
def test_each_part_is_tested_and_its_result_kept_once_it_is_known(part: Part) -> None:
    room = Room()
    assert room.do(TryPart(part)).good
    assert (part in room.upkeep.tests) is (part not in BY_PERSONS)


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("part", BY_PERSONS)
def test_what_a_person_says_is_kept(part: Part, good: bool) -> None:
    room = Room()
    room.do(Judge(part, good))
    assert kept(room, part) == (good, JUDGED[good])


def test_the_card_is_told_by_kind_and_version_and_never_whose_it_is() -> None:
    room = Room()
    room.reader.reads = face(version="3.00", contactless=True)
    said = room.do(TryPart(Part.READER))
    assert kept(room, Part.READER) == (True, "contactless card, version 3.00")
    for personal in filter(None, (face().card_number, face().person_number, face().name)):
        assert personal not in f"{said} {room.upkeep.tests}"


def test_a_reader_that_reads_nothing_is_kept_as_not_good() -> None:
    room = Room()
    room.reader.reads = KioskError(CARD_PULLED)
    assert refusal(room, Part.READER) is NO_TEST_CARD
    assert kept(room, Part.READER) == (False, NO_TEST_CARD.code)


def test_the_test_page_is_waited_for() -> None:
    room = Room()
    room.printer.states = [JobState(JobPhase.WAITING), JobState(JobPhase.PRINTING), JobState(JobPhase.SENT)]
    room.do(TryPart(Part.PRINTER))
    (page,) = room.paper.made
    assert isinstance(page, Page)
    assert {finding.part for finding in page.findings} >= {"disk", "fonts", "clock"}
    assert room.printer.states == []


def test_a_page_that_is_out_of_paper_is_never_handed_over() -> None:
    room = Room()
    room.printer.out = NO_PAPER
    assert refusal(room, Part.PRINTER) is NO_PAPER
    assert (room.printer.submitted, kept(room, Part.PRINTER)) == ([], (False, NO_PAPER.code))


def test_a_page_that_ends_badly_says_why() -> None:
    room = Room()
    room.printer.states = [JobState(JobPhase.FAILED, errors.PRINT_BROKEN_OFF)]
    assert refusal(room, Part.PRINTER) is errors.PRINT_BROKEN_OFF


def test_a_page_that_never_ends_is_taken_back() -> None:
    room = Room()
    room.printer.states = [JobState(JobPhase.PRINTING)] * 10_000
    assert refusal(room, Part.PRINTER) is PRINTER_SILENT
    assert len(room.printer.cancelled) == 1
    assert room.clock.monotonic() - 1000 <= LONGEST_PRINT_SECONDS + 1


def test_the_report_is_printed_without_being_a_test() -> None:
    room = Room()
    room.do(PrintReadiness())
    assert (len(room.printer.submitted), room.upkeep.tests) == (1, {})


def test_a_disk_that_is_full_needs_attention() -> None:
    room = Room()
    room.disk.found = [Finding("disk", False, "3 MiB free", "Make room.")]
    assert refusal(room, Part.DISK) is errors.PART_UNWELL
    assert kept(room, Part.DISK) == (False, errors.PART_UNWELL.code)


@pytest.mark.parametrize("away", ["ledger", "local"])
def test_each_database_is_asked(away: str) -> None:
    room = Room()
    room.ledger.away, room.damaged = away == "ledger", away == "local"
    assert refusal(room, Part.DATABASE) is errors.DATA_AWAY


def test_a_sound_is_played() -> None:
    room = Room()
    room.do(TryPart(Part.SOUND))
    assert room.done == ["sound"]


def test_a_result_that_cannot_be_kept_is_told_all_the_same() -> None:
    room = Room()
    room.upkeep.full = True
    assert room.do(TryPart(Part.DISK)).good
