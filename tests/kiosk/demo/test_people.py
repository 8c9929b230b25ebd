"""What each demo person takes part in, and how it follows the day."""

from __future__ import annotations

from datetime import date

from kiosk.demo.people import data_as_of, data_month, demo_passwords, demo_records
from kiosk.demo.story import read_stories
from kiosk.insurance import Insurance
from kiosk.model import Standing
from kiosk.period import Month
from kiosk.store.record import Record

TODAY = date(2026, 11, 21)


def record_of(key: str, today: date = TODAY) -> Record:
    keys = [story.key for story in read_stories(today)]
    return list(demo_records(today))[keys.index(key)]


def standings(key: str, today: date = TODAY) -> dict[str, Standing]:
    return {each.insurance.value: each.standing for each in record_of(key, today).participations}


def test_data_reach_to_the_month_before() -> None:
    assert data_month(TODAY) == Month(2026, 10)
    assert data_month(date(2027, 1, 31)) == Month(2026, 12)
    assert set(data_as_of(TODAY).values()) == {Month(2026, 10)}


def test_all_eight_insurances_occur() -> None:
    assert {each.insurance for record in demo_records(TODAY) for each in record.participations} == set(Insurance)


def test_standings() -> None:
    assert set(standings("zhang-san").values()) == {Standing.PAYING}
    assert standings("retired") == {
        "110": Standing.DRAWING,
        "210": Standing.ENDED,
        "310": Standing.DRAWING,
        "410": Standing.ENDED,
        "510": Standing.ENDED,
    }
    assert standings("flexible")["110"] is Standing.PAYING
    assert standings("flexible")["210"] is Standing.PAUSED
    assert standings("not-insured") == {}


def test_a_participation_names_the_last_unit_and_the_first_month() -> None:
    pension = record_of("zhang-san").participations[0]
    assert (pension.insurance, pension.unit_code) == (Insurance.EMPLOYEE_PENSION, "900003")
    assert pension.first_insured == Month(2011, 11)


def test_before_retirement_one_pays_and_draws_nothing() -> None:
    before = date(2025, 3, 10)
    assert standings("retired", before)["110"] is Standing.PAYING
    assert record_of("retired", before).benefits == ()


def test_everything_follows_the_day() -> None:
    for today in (date(2020, 1, 5), date(2028, 6, 30)):
        for record in demo_records(today):
            assert all(row.settled <= data_month(today) for row in record.contributions)
            assert all(year.year <= today.year for year in record.years)


def test_everybody_but_one_has_a_password() -> None:
    without = {record.person.person_id for record in demo_records(TODAY)} - demo_passwords(TODAY).keys()
    assert without == {"1000000002"}
