"""The demo people as records of the data, derived from a day; and their passwords."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.demo.accounts import accounts
from kiosk.demo.career import contributions, last_month
from kiosk.demo.rates import Rates, read_rates
from kiosk.demo.story import Story, read_stories
from kiosk.insurance import Authority, Insurance
from kiosk.model import AsOf, Contribution, Participation, Standing
from kiosk.period import Month
from kiosk.store.record import Record


def data_month(today: date) -> Month:
    """The month demo data reach to: the one before."""
    return Month.of(today).plus(-1)


def data_as_of(today: date) -> AsOf:
    """Both authorities' data reach to the month before."""
    return dict.fromkeys(Authority, data_month(today))


def demo_records(today: date) -> Iterator[Record]:
    """Expand every demo person's story as it stands on a day."""
    rates = read_rates()
    for story in read_stories(today):
        yield record_of(story, rates, data_month(today))


def demo_passwords(today: date) -> dict[str, str]:
    """The demo people's passwords by personal number; who never registered is left out."""
    return {story.person.person_id: story.password for story in read_stories(today) if story.password is not None}


def record_of(story: Story, rates: Rates, as_of: Month) -> Record:
    """Expand one story into rows."""
    paid = contributions(story, rates, as_of)
    account = accounts(story, paid, rates, as_of)
    return Record(
        person=story.person,
        cards=story.cards,
        participations=tuple(_participations(story, paid, as_of)),
        contributions=paid,
        years=account.years,
        benefits=account.benefits,
        transfers=tuple(each for each in story.transfers if each.moved and Month.of(each.moved) <= as_of),
    )


def _participations(story: Story, paid: tuple[Contribution, ...], as_of: Month) -> Iterator[Participation]:
    """One participation an insurance: with the unit of the last job, first insured in the first."""
    found: dict[Insurance, Participation] = {}
    for job in story.jobs:
        if job.first > as_of:
            continue
        for insurance in job.insurances:
            first = found[insurance].first_insured if insurance in found else job.first
            standing = Standing.PAYING if last_month(job, as_of) == as_of else _stopped(story, insurance, as_of)
            code = job.employer.unit.code if job.employer else ""
            found[insurance] = Participation(insurance, code, first, standing)
    yield from found.values()
    for yearly in story.yearly:
        if any(row.insurance is yearly.insurance for row in paid):
            yield Participation(yearly.insurance, "", Month(yearly.first, yearly.month), Standing.PAYING)


def _stopped(story: Story, insurance: Insurance, as_of: Month) -> Standing:
    pension = story.pension
    if pension is None or pension.first > as_of:
        return Standing.PAUSED
    draws = (pension.insurance, Insurance.EMPLOYEE_MEDICAL)
    return Standing.DRAWING if insurance in draws else Standing.ENDED
