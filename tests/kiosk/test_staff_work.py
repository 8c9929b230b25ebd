"""Each thing staff want done runs on the thread that owns the part it is about; passwords are overwritten."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.cards import CardFace
from kiosk.effects import CheckStaff, FindStaff, LookInto, Perform
from kiosk.errors import KioskError
from kiosk.outcomes import ActDone, ActFailed, LoginRefused, PageLoaded, StaffAdmitted, StaffCardRead
from kiosk.staff.acts import Act, Adjust, ExportLog, Part, PrintReadiness, ResetStaff, Said, TryPart
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.desk import NoMaintenance
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.views import LogAsked, Page, PeopleView, View
from kiosk.staff_work import StaffEffect, work_at_desk, worker_of
from tests.kiosk.fakes import FakeReader
from tests.kiosk.people import face
from tests.kiosk.session.cases import ADMINISTRATOR
from tests.workers import HandWorkers

PASSWORD = b"A1B2C3D4"


class FakeDesk(NoMaintenance):
    """Lets 1001 in; acts fail when told to."""

    failure: errors.Failure | None = None

    def log_in(self, number: str, password: bytearray) -> StaffMember | LoginRefused:
        """Let the administrator in."""
        right = (number, bytes(password)) == ("1001", PASSWORD)
        return ADMINISTRATOR if right else LoginRefused(errors.STAFF_WRONG_LOGIN, 4)

    def number_of_card(self, face: CardFace) -> str | None:
        """Every card is the administrator's."""
        return "1001"

    def look(self, member: StaffMember, page: Page, asked: LogAsked) -> View:
        """Any page."""
        return PeopleView()

    def perform(self, member: StaffMember, act: Act) -> Said:
        """Do it, or fail."""
        if self.failure is not None:
            raise KioskError(self.failure)
        return Said("Done.")


@pytest.mark.parametrize(
    ("effect", "owner"),
    [
        (CheckStaff("1001", bytearray(PASSWORD)), "data"),
        (FindStaff(), "card"),
        (LookInto(ADMINISTRATOR, Page.DEVICES), "apart"),
        (LookInto(ADMINISTRATOR, Page.LOG), "health"),
        (Perform(ADMINISTRATOR, TryPart(Part.READER)), "card"),
        (Perform(ADMINISTRATOR, TryPart(Part.PRINTER)), "apart"),
        (Perform(ADMINISTRATOR, PrintReadiness()), "apart"),
        (Perform(ADMINISTRATOR, ExportLog()), "apart"),
        (Perform(ADMINISTRATOR, TryPart(Part.DISK)), "health"),
        (Perform(ADMINISTRATOR, Adjust(Adjustments())), "data"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_each_effect_runs_where_its_part_is_owned(effect: StaffEffect, owner: str) -> None:
    workers = HandWorkers().as_workers()
    assert worker_of(effect, workers) is getattr(workers, owner)


def test_a_login_is_answered_and_its_password_overwritten() -> None:
    password = bytearray(PASSWORD)
    admitted = work_at_desk(FakeDesk(), FakeReader(), CheckStaff("1001", password))
    assert admitted == StaffAdmitted(ADMINISTRATOR)
    assert not any(password)
    refused = work_at_desk(FakeDesk(), FakeReader(), CheckStaff("1002", bytearray(PASSWORD)))
    assert refused == LoginRefused(errors.STAFF_WRONG_LOGIN, 4)


def test_a_card_stands_for_a_number_and_a_page_is_gathered() -> None:
    reader = FakeReader()
    assert work_at_desk(FakeDesk(), reader, FindStaff()) == StaffCardRead("1001")
    assert work_at_desk(FakeDesk(), reader, LookInto(ADMINISTRATOR, Page.PEOPLE)) == PageLoaded(
        Page.PEOPLE, PeopleView()
    )


def test_an_act_that_fails_is_told_and_its_password_overwritten_all_the_same() -> None:
    desk, password = FakeDesk(), bytearray(PASSWORD)
    act = ResetStaff("1001", password)
    assert work_at_desk(desk, FakeReader(), Perform(ADMINISTRATOR, act)) == ActDone(act, Said("Done."))
    assert not any(password)
    desk.failure, password[:] = errors.DATA_AWAY, PASSWORD
    assert work_at_desk(desk, FakeReader(), Perform(ADMINISTRATOR, act)) == ActFailed(act, errors.DATA_AWAY)
    assert not any(password)


def test_without_accounts_nobody_is_let_in() -> None:
    desk, member = NoMaintenance(), StaffMember("1001", Role.ADMINISTRATOR)
    assert isinstance(desk.log_in("1001", bytearray(PASSWORD)), LoginRefused)
    assert desk.number_of_card(face()) is None
    with pytest.raises(KioskError):
        desk.look(member, Page.LOG, LogAsked())
    with pytest.raises(KioskError):
        desk.perform(member, PrintReadiness())
