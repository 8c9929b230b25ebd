"""What lasts is told once, its end as well; what is not delivered is tried again; told means delivered."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk import errors
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.health import Condition, Service
from kiosk.notices.bureau import FIRST_PAUSE, LONGEST_PAUSE, LOOK_SECONDS, MemoryNeeds, NoticeBureau, writer_of
from kiosk.notices.notice import Need, Notice
from kiosk.words import words_of
from tests.clock import HandClock
from tests.workers import HandWorker

WELL = Condition(Service.OPEN)
NO_PAPER = Condition(Service.LIMITED, (errors.NO_PAPER,))
LOW = Condition(Service.OPEN, (), (errors.DISK_LOW,))
AFTER = 60.0


class Staff:
    """Take notices, or are out of reach."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bool]] = []
        self.away = False
        self.tries = 0
        self.last: Notice | None = None

    def send(self, notice: Notice) -> None:
        """Take it, or be away."""
        self.tries += 1
        if self.away:
            raise OSError("no route")
        self.last = notice
        self.heard.append((notice.code, notice.over))


class Hall:
    """A bureau with its time and its worker in hand."""

    def __init__(self, *others: Staff, store: MemoryNeeds | None = None) -> None:
        self.clock, self.worker, self.staff = HandClock(), HandWorker(), Staff()
        self.store = store or MemoryNeeds()
        self.bureau = self.open(*others)

    def open(self, *others: Staff) -> NoticeBureau:
        """Begin, as after a restart."""
        write = writer_of("hall-1", "示范大厅", words_of("zh_CN"))
        bureau = NoticeBureau((self.staff, *others), self.store, self.clock, self.worker, write, AFTER)
        bureau.start()
        return bureau

    def wait(self, seconds: float) -> None:
        """Let time pass, look by look."""
        for _ in range(int(seconds / LOOK_SECONDS)):
            self.clock.advance(LOOK_SECONDS)
            self.worker.run_all()

    def be(self, condition: Condition, seconds: float) -> None:
        """Be like this for a while."""
        self.bureau.judged(condition)
        self.wait(seconds)


def test_what_lasts_is_told_once_and_its_end_too() -> None:
    hall = Hall()
    hall.be(NO_PAPER, 3600)
    assert hall.staff.heard == [("P01", False)]
    assert hall.bureau.told() == {"P01"}
    hall.be(WELL, 60)
    assert hall.staff.heard == [("P01", False), ("P01", True)]
    assert hall.bureau.told() == frozenset()


def test_what_is_over_soon_is_not_worth_a_notice() -> None:
    hall = Hall()
    hall.be(NO_PAPER, AFTER - LOOK_SECONDS)
    hall.be(WELL, 600)
    assert not hall.staff.tries


def test_warnings_are_told_as_well() -> None:
    hall = Hall()
    hall.be(LOW, 120)
    assert hall.staff.heard == [("S04", False)]


def test_told_is_said_only_of_what_was_delivered() -> None:
    hall = Hall()
    hall.staff.away = True
    hall.be(NO_PAPER, 300)
    assert hall.staff.tries
    assert hall.bureau.told() == frozenset()
    hall.staff.away = False
    hall.wait(300)
    assert hall.staff.heard == [("P01", False)]
    assert hall.bureau.told() == {"P01"}


def test_who_is_out_of_reach_is_tried_ever_more_seldom() -> None:
    hall = Hall()
    hall.staff.away = True
    hall.be(NO_PAPER, AFTER)
    first = hall.staff.tries
    hall.wait(FIRST_PAUSE)
    assert hall.staff.tries == first + 1
    hall.wait(24 * 3600)
    assert hall.staff.tries < 24 * 3600 / LONGEST_PAUSE + 10
    hall.staff.away = False
    hall.wait(LONGEST_PAUSE)
    assert hall.staff.heard == [("P01", False)]


def test_one_way_that_takes_it_is_enough() -> None:
    other = Staff()
    hall = Hall(other)
    hall.staff.away = True
    hall.be(NO_PAPER, 120)
    assert other.heard == [("P01", False)]
    assert hall.bureau.told() == {"P01"}


def test_what_was_never_told_is_not_told_to_be_over() -> None:
    hall = Hall()
    hall.staff.away = True
    hall.be(NO_PAPER, 120)
    hall.bureau.judged(WELL)
    hall.staff.away = False
    hall.wait(3600)
    assert not hall.staff.heard


def test_a_restart_tells_nothing_twice_and_forgets_no_end() -> None:
    hall = Hall()
    hall.be(NO_PAPER, 120)
    hall.bureau.stop()
    hall.bureau = hall.open()
    hall.wait(120)
    assert hall.staff.heard == [("P01", False)], "before the kiosk was looked at nothing is known to be over"
    hall.be(NO_PAPER, 120)
    assert hall.staff.heard == [("P01", False)]
    hall.be(WELL, 60)
    assert hall.staff.heard == [("P01", False), ("P01", True)]


def test_a_store_that_fails_keeps_no_notice_back() -> None:
    class Broken(MemoryNeeds):
        def needs(self) -> tuple[Need, ...]:
            raise KioskError(DATA_AWAY)

        def keep_needs(self, needs: object) -> None:
            raise KioskError(DATA_AWAY)

    hall = Hall(store=Broken())
    hall.be(NO_PAPER, 120)
    assert hall.staff.heard == [("P01", False)]


def test_the_notice_names_the_kiosk_what_is_wrong_and_what_to_do() -> None:
    hall = Hall()
    hall.be(NO_PAPER, 120)
    began = hall.staff.last
    assert began is not None
    words = words_of("zh_CN")
    for part in ("示范大厅", "hall-1", "P01", words(errors.NO_PAPER.cause), words(errors.NO_PAPER.remedy)):
        assert part in began.text
    assert began.at == datetime(2026, 11, 21, 10, 1)


@given(st.lists(st.tuples(st.sampled_from((WELL, NO_PAPER, LOW)), st.integers(1, 30), st.booleans()), max_size=20))
def test_each_end_follows_its_beginning(story: list[tuple[Condition, int, bool]]) -> None:
    hall = Hall()
    for condition, looks, away in story:
        hall.staff.away = away
        hall.be(condition, looks * LOOK_SECONDS)
    open_now: set[str] = set()
    for code, over in hall.staff.heard:
        assert (code in open_now) == over, "began once, then over"
        open_now ^= {code}
    assert hall.bureau.told() <= open_now
