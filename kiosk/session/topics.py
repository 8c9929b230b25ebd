"""What a person looks into beside their insurances, and where one step back leads from there."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias, assert_never

from kiosk.events import Topic
from kiosk.insurance import Insurance
from kiosk.rules import Rules
from kiosk.session.visit import Step, begin, finish
from kiosk.states import (
    AccountDetail,
    BenefitsDetail,
    Discrepancy,
    Guide,
    InsuranceDetail,
    Origin,
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Record,
    RightsDetail,
    Session,
    State,
    Welcome,
)

Looking: TypeAlias = (
    AccountDetail | PointsDetail | BenefitsDetail | PersonDetail | RightsDetail | Discrepancy | Policy | Guide
)
"""States in which a topic is shown."""


def topic_asked(session: Session, topic: Topic, rules: Rules) -> Step:
    """Show a topic: a public one from Welcome as well, the others to whom the record belongs."""
    match session.state:
        case Welcome() if topic.public:
            # A visit like any other: it has an end, and an inserted card begins the next one.
            return begin(session, Origin.NUMBER, Policy() if topic is Topic.POLICY else Guide(), rules)
        case Policy(record=None) | Guide(record=None) if topic.public:
            return replace(session, state=Policy() if topic is Topic.POLICY else Guide()), ()
        case InsuranceDetail(record=record, insurance=insurance) | AccountDetail(record=record, insurance=insurance):
            return _shown(session, topic, record, insurance)
        case Discrepancy(record=record, insurance=insurance):
            return _shown(session, topic, record, insurance)
        case Overview(record=record) | PointsDetail(record=record) | BenefitsDetail(record=record):
            return _shown(session, topic, record, None)
        case PersonDetail(record=record) | RightsDetail(record=record):
            return _shown(session, topic, record, None)
        case Policy(record=Record() as record, insurance=insurance):
            return _shown(session, topic, record, insurance)
        case Guide(record=Record() as record):
            return _shown(session, topic, record, None)
        case _:
            return session, ()


def _shown(session: Session, topic: Topic, record: Record, insurance: Insurance | None) -> Step:
    state = _state(topic, record, insurance)
    return (session, ()) if state is None else (replace(session, state=state), ())


def _state(topic: Topic, record: Record, insurance: Insurance | None) -> State | None:
    """The topic's state; None for the account of an insurance that has none."""
    match topic:
        case Topic.ACCOUNT:
            has_account = insurance is not None and insurance.rule.has_account
            return AccountDetail(record, insurance) if insurance and has_account else None
        case Topic.POINTS:
            return PointsDetail(record)
        case Topic.BENEFITS:
            return BenefitsDetail(record)
        case Topic.MY_DATA:
            return PersonDetail(record)
        case Topic.RIGHTS_RECORD:
            return RightsDetail(record)
        case Topic.DISCREPANCY:
            return Discrepancy(record, insurance)
        case Topic.POLICY:
            return Policy(record, insurance)
        case Topic.GUIDE:
            return Guide(record)
        case _:
            assert_never(topic)


def back_from(session: Session, state: Looking, rules: Rules) -> Step:
    """Lead to the insurance a topic was looked into for, else to the overview, else to Welcome as it was dressed."""
    record, insurance = state.record, getattr(state, "insurance", None)
    if record is None:
        ended, effects = finish(session, rules)
        return (replace(ended, display=session.display) if isinstance(ended.state, Welcome) else ended), effects
    if insurance is not None:
        return replace(session, state=InsuranceDetail(record, insurance)), ()
    return replace(session, state=Overview(record)), ()
