"""What staff do to a session: log in, look, act. Nothing of an insured person's is ever held here."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.effects import Apply, CheckStaff, Effect, FindStaff, LookInto, Perform
from kiosk.errors import AUDIT_AWAY, STAFF_CARD_UNKNOWN, STAFF_ONLY_ADMINISTRATORS
from kiosk.outcomes import ActDone, ActFailed, Failed, LoginRefused, Outcome, PageLoaded, StaffAdmitted, StaffCardRead
from kiosk.session.visit import Step, at
from kiosk.staff.acts import WITHOUT_RECORD, Act, may_do
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, MaintenanceAsked, PageAsked, StaffEntered, StaffEvent
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.staff.views import Page
from kiosk.states import Origin, OutOfService, Session, State, Welcome


def staff_did(session: Session, event: StaffEvent) -> Step:
    """Follow what staff do; what does not fit the screen is ignored."""
    match event:
        case MaintenanceAsked():
            return _asked(session)
        case StaffEntered(number, password):
            match session.state:
                case StaffLogin(busy=False, wait_seconds=0) as login if number and password:
                    return at(session, replace(login, failure=None, busy=True)), (CheckStaff(number, password),)
                case _:
                    return session, ()
        case PageAsked():
            return _page_asked(session, event)
        case ActAsked(act):
            return _act_asked(session, act)
        case _:
            assert_never(event)


def _asked(session: Session) -> Step:
    """From Welcome and out of service only: a person's visit is never interrupted by staff."""
    if not isinstance(session.state, Welcome | OutOfService):
        return session, ()
    begun = replace(session, state=StaffLogin(), origin=Origin.STAFF, visit=session.visit + 1)
    # A card that is in already may be the staff card.
    return begun, (FindStaff(),) if session.card_in else ()


def staff_card_inserted(session: Session, contactless: bool) -> Step:
    """At the login a card may stand for the number; in maintenance the test asks for it by itself."""
    session = replace(session, card_in=session.card_in or not contactless)
    match session.state:
        case StaffLogin(busy=False):
            return session, (FindStaff(),)
        case _:
            return session, ()


def staff_answered(session: Session, outcome: Outcome) -> tuple[State, tuple[Effect, ...]]:
    """Go on with what the desk answered."""
    match session.state, outcome:
        case StaffLogin(busy=True), StaffAdmitted(member):
            return Maintenance(member), (LookInto(member, Page.DEVICES),)
        case StaffLogin(busy=True) as login, LoginRefused(failure, tries_left, wait_seconds):
            return StaffLogin(login.number, failure, tries_left, wait_seconds), ()
        case StaffLogin() as login, StaffCardRead(number):
            return replace(login, number=number or "", failure=None if number else STAFF_CARD_UNKNOWN), ()
        case StaffLogin() as login, Failed(failure):
            return replace(login, failure=failure, busy=False), ()
        case Maintenance() as maintenance, PageLoaded(page, view) if page is maintenance.page:
            return replace(maintenance, view=view), ()
        case Maintenance() as maintenance, ActDone(act, said) if act is maintenance.doing:
            return _done(maintenance, said.adjustments, replace(maintenance, doing=None, said=said))
        case Maintenance() as maintenance, ActFailed(act, failure) if act is maintenance.doing:
            return replace(maintenance, doing=None, failure=failure), (_look_anew(maintenance),)
        case Maintenance() as maintenance, Failed(failure):
            return replace(maintenance, failure=failure), ()
        case state, _:
            return state, ()


def _done(before: Maintenance, adjusted: Adjustments | None, after: Maintenance) -> tuple[State, tuple[Effect, ...]]:
    """The page is gathered anew after an act, done or not: what it shows may have changed."""
    look = _look_anew(before)
    return after, (look,) if adjusted is None else (Apply(adjusted), look)


def _look_anew(maintenance: Maintenance) -> LookInto:
    return LookInto(maintenance.member, maintenance.page, maintenance.log)


def _page_asked(session: Session, event: PageAsked) -> Step:
    match session.state:
        case Maintenance(member=member) if event.page is Page.STAFF and member.role is not Role.ADMINISTRATOR:
            return session, ()
        case Maintenance(member=member, page=page) as maintenance:
            view = maintenance.view if page is event.page else None
            shown = Maintenance(member, event.page, event.log, view, maintenance.doing)
            return at(session, shown), (LookInto(member, event.page, event.log),)
        case _:
            return session, ()


def _act_asked(session: Session, act: Act) -> Step:
    match session.state:
        case Maintenance(member=member, doing=None) as maintenance:
            refusal = None if may_do(member, act) else STAFF_ONLY_ADMINISTRATORS
            if session.health.closed is AUDIT_AWAY and not isinstance(act, WITHOUT_RECORD):
                refusal = AUDIT_AWAY
            if refusal is not None:
                return at(session, replace(maintenance, failure=refusal, said=None)), ()
            return at(session, replace(maintenance, doing=act, said=None, failure=None)), (Perform(member, act),)
        case _:
            return session, ()
