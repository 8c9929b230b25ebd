"""What the mission asks of the kiosk (domain.md section 1) and no other test shows in one place: the demo people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk import config, errors
from kiosk.account.benefits import benefits_of
from kiosk.account.drawing_up import draw_up
from kiosk.account.my_data import Held, my_data
from kiosk.account.objection import objection_sentences, whom_to_see
from kiosk.account.payment_list import ListRequest, PaymentList
from kiosk.account.points import PointsRule, points_of
from kiosk.account.policy import policy
from kiosk.account.rights import rights_of, rights_years
from kiosk.demo.making import Recipe
from kiosk.errors import FAILURES, Failure, Mender
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Month
from kiosk.store.filling import demo_section, open_demo_store
from kiosk.store.opening import Store
from kiosk.words import words_of
from tests.kiosk.people import CHEN, ISSUER, ZHANG

CHINESE = words_of("zh_CN")
FIVE = {"110", "210", "310", "410", "510"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    section = demo_section(tmp_path_factory.mktemp("mission"), timeout_seconds=4)
    with closing(open_demo_store(section, Recipe(0, 1, 1, date(2026, 11, 21)))) as opened:
        yield opened


def account_of(store: Store, number: str) -> Account:
    """The account of a demo person."""
    holder = store.ledger.holder_of_number(number)
    assert holder is not None
    return store.ledger.account(holder.person_id)


@pytest.fixture
def zhang(store: Store) -> Account:
    return account_of(store, ZHANG)


@pytest.fixture
def drawn(zhang: Account) -> PaymentList:
    return draw_up(zhang, ListRequest(), ISSUER, datetime(2026, 11, 21, 14, 32))


AT_THE_WINDOW = (
    errors.CARD_BLOCKED,
    errors.CARD_NOT_IN_USE,
    errors.CARD_EXPIRED,
    errors.CARD_UNKNOWN,
    errors.PIN_LOCKED,
    errors.LOCKED,
    errors.REGISTRATION_MISMATCH,
    errors.NO_CARD,
    errors.KIOSK_LOCKED,
    errors.DATA_AWAY,
    errors.READER_GONE,
)


@pytest.mark.parametrize("failure", AT_THE_WINDOW, ids=lambda failure: failure.code)
def test_7_who_cannot_go_on_here_is_told_of_the_window(failure: Failure) -> None:
    assert "窗口" in CHINESE(failure.message)
    assert "window" in failure.message


def test_7_no_refused_login_that_time_or_staff_must_mend_is_without_a_way_on() -> None:
    refused = {failure for failure in FAILURES if failure.code[0] in "AC" and failure.mender is not Mender.PERSON}
    ways = ("窗口", "输入号码", "下个月", "发卡地")
    assert all(any(way in CHINESE(failure.message) for way in ways) for failure in refused), refused


def test_6_who_has_no_card_is_told_of_the_window_and_12333() -> None:
    said = CHINESE(errors.NO_CARD.message)
    assert "窗口" in said and "12333" in said


def test_9_the_five_insurances_with_their_payments_and_the_accumulated_amounts(drawn: PaymentList) -> None:
    summaries = {summary.insurance: summary for summary in drawn.summaries}
    assert {insurance.value for insurance in summaries} == FIVE
    assert {section.insurance for section in drawn.sections} == set(summaries)
    assert all(section.total.total for section in drawn.sections)
    with_account = {insurance for insurance, summary in summaries.items() if summary.balance is not None}
    assert with_account == {Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL}


def test_10_ones_own_payments_the_employers_benefits_and_the_rights_record(zhang: Account, drawn: PaymentList) -> None:
    for section in drawn.sections:
        rows = [row for row in zhang.contributions if row.insurance is section.insurance]
        assert section.total.unit_paid == sum(row.unit_paid or 0 for row in rows)
        assert section.total.person_paid == sum(row.person_paid or 0 for row in rows)
    records = [rights_of(zhang, year) for year in rights_years(zhang)]
    assert sum(record.total.total for record in records) == sum(section.total.total for section in drawn.sections)
    assert sum(every.total for every in benefits_of(zhang)) == sum(benefit.amount for benefit in zhang.benefits)


def test_11_the_basic_data_and_what_is_not_held(zhang: Account) -> None:
    data = {datum.key: datum for datum in my_data(zhang.person)}
    known = {"name", "number", "birth-date", "sex", "ethnicity", "household", "employment"}
    assert known <= set(data)
    assert all(data[key].held is Held.HELD for key in known)
    not_held = {key for key, datum in data.items() if datum.held is Held.NOT_HELD}
    assert not_held == {"skills", "employment-history", "work-injuries", "occupational-diseases", "disability"}


def test_12_three_points_for_twelve_months(zhang: Account) -> None:
    points = points_of(zhang, PointsRule())
    assert points.points == points.counted // 12 * 3 > 0


def test_13_everything_says_how_far_the_data_reach(drawn: PaymentList) -> None:
    for summary in drawn.summaries:
        assert summary.as_of == Month(2026, 10)
        assert summary.last_paid is not None and summary.last_paid.number <= summary.as_of.number


def test_15_who_is_insured_in_another_division_is_told_which_agency(zhang: Account) -> None:
    elsewhere = replace(zhang, person=replace(zhang.person, division="119902", agency="别处中心"))
    made = draw_up(elsewhere, ListRequest(), ISSUER, datetime(2026, 11, 21, 14, 32))
    assert made.other_division
    assert made.agency == "别处中心"


def test_16_employees_see_their_units_staff_and_who_pays_alone_the_sub_center(store: Store) -> None:
    employed = " ".join(objection_sentences(CHINESE, whom_to_see(account_of(store, ZHANG)), ISSUER))
    alone = " ".join(objection_sentences(CHINESE, whom_to_see(account_of(store, "119901197903050051")), ISSUER))
    assert ISSUER.sub_center in alone
    assert ISSUER.sub_center not in employed
    assert "单位" in employed
    assert all("书面" in said for said in (employed, alone)), "formally a written application follows"


def test_17_the_hotline_is_12333() -> None:
    assert config.load(environment={}).hall.hotline == "12333"


def test_19_who_pays_what_and_the_rights_with_their_articles() -> None:
    articles = {article for paragraph in policy() for article in paragraph.articles.split(", ")}
    assert {"4", "60", "74"} <= articles


def test_the_person_who_never_registered_has_an_account_all_the_same(store: Store) -> None:
    """Registering is about the password, not about the data."""
    assert account_of(store, CHEN).contributions
