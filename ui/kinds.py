"""Which states one screen shows, updated in place; a state of another kind has its screen built anew."""

from __future__ import annotations

from kiosk.staff.states import Maintenance
from kiosk.states import AccountDetail, CardProblem, Discrepancy, InsuranceDetail, Policy, Session


def kind_of_session(session: Session) -> tuple[object, ...]:
    """The same as long as the same visit stands before the same kind of screen."""
    return (session.visit, *kind_of(session.state))


def kind_of(state: object) -> tuple[object, ...]:
    """The same for states that one screen shows, one after the other."""
    match state:
        case InsuranceDetail(insurance=insurance) | AccountDetail(insurance=insurance):
            return (type(state), insurance)
        case Discrepancy(insurance=insurance) | Policy(insurance=insurance):
            return (type(state), insurance)
        case Maintenance(page=page):
            return (type(state), page)
        case CardProblem(failure=failure):
            # Each failure has its own heading, picture and next step.
            return (type(state), failure)
        case _:
            return (type(state),)
