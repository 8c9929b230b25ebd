"""What workers do for staff: each act on the thread that owns the part it is about."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from kiosk.effects import CheckStaff, FindStaff, LookInto, Perform
from kiosk.errors import KioskError
from kiosk.log import log
from kiosk.outcomes import ActDone, ActFailed, LoginRefused, Outcome, PageLoaded, StaffAdmitted, StaffCardRead
from kiosk.passwords import overwrite
from kiosk.ports import CardReader, Worker, Workers
from kiosk.staff.acts import NAMES, Act, ExportLog, Part, PrintReadiness, TryPart, secret_of
from kiosk.staff.desk import MaintenanceDesk
from kiosk.staff.members import StaffMember
from kiosk.staff.views import Page

StaffEffect: TypeAlias = CheckStaff | FindStaff | LookInto | Perform


def worker_of(effect: StaffEffect, workers: Workers) -> Worker:
    """Which thread an effect belongs to: the reader's, the one that examines, the data's, or one of its own.

    Of its own is what may take longer than a watched thread may (kiosk.heartbeat): a page on its way to the tray, a
    slow stick, every part's examination while several of them do not answer.
    """
    match effect:
        case FindStaff():
            return workers.card
        case LookInto(page=page):
            return workers.apart if page is Page.DEVICES else workers.health
        case Perform(act=act):
            return _worker_of_act(act, workers)
        case CheckStaff():
            return workers.data
        case _:
            assert_never(effect)


def _worker_of_act(act: Act, workers: Workers) -> Worker:
    match act:
        case TryPart(Part.READER):
            return workers.card
        case TryPart(Part.PRINTER) | PrintReadiness() | ExportLog():
            return workers.apart
        case TryPart():
            return workers.health
        case _:
            return workers.data


def _performed(desk: MaintenanceDesk, member: StaffMember, act: Act) -> Outcome:
    try:
        return ActDone(act, desk.perform(member, act))
    except KioskError as error:
        log().warning("act failed", kind=NAMES[type(act)], code=error.failure.code, detail=error.detail)
        return ActFailed(act, error.failure)
    finally:
        overwrite(secret_of(act) or bytearray())


def work_at_desk(desk: MaintenanceDesk, reader: CardReader, effect: StaffEffect) -> Outcome:
    """Log in, read a staff card, look or act; passwords are overwritten. Raises KioskError."""
    match effect:
        case CheckStaff(number, password):
            try:
                answer = desk.log_in(number, password)
            finally:
                overwrite(password)
            return answer if isinstance(answer, LoginRefused) else StaffAdmitted(answer)
        case FindStaff():
            return StaffCardRead(desk.number_of_card(reader.read()))
        case LookInto(member, page, log):
            return PageLoaded(page, desk.look(member, page, log))
        case Perform(member, act):
            return _performed(desk, member, act)
        case _:
            assert_never(effect)
