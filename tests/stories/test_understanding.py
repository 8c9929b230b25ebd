"""What a person has and why: each figure on the screens is what plain code adds up from the store's own rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.demo.story import Story, read_stories
from kiosk.insurance import Insurance
from kiosk.model import Account, ArrivalStatus
from kiosk.period import Month
from tests.clock import HandClock
from tests.stories.conftest import Kiosk, MakeKiosk

STORIES = {story.key: story for story in read_stories(HandClock().today()) if story.password}
PENSION = Insurance.EMPLOYEE_PENSION
TOPICS = ("points", "benefits", "my-data", "rights-record", "discrepancy")
EVERYBODY = sorted(key for key in STORIES if key != "new-card")
"""Who may look up this month; a foreigner's letters are typed as well."""


def log_in(kiosk: Kiosk, key: str) -> Account:
    """Come in by number and password; return what the store has of the person."""
    story: Story = STORIES[key]
    kiosk.press("enter-number-button")
    if story.person.number.startswith("X"):
        kiosk.press("key-letters")
    kiosk.type(story.person.number)
    kiosk.press("confirm")
    kiosk.type(story.password or "")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"
    return kiosk.program.rooms.ledger.account(story.person.person_id)


def money(fen: int) -> str:
    """Yuan with two decimals and commas."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def open_topic(kiosk: Kiosk, topic: str) -> None:
    """From the overview."""
    kiosk.press(f"{topic}-button")
    assert kiosk.screen == topic


@pytest.mark.parametrize("key", EVERYBODY)
def test_each_figure_is_what_plain_code_adds_up_from_the_stores_rows(kiosk: Kiosk, key: str) -> None:
    account = log_in(kiosk, key)
    for look_through in (account_years, points, benefits, rights_record):
        look_through(kiosk, account)
        assert kiosk.screen == "overview"


def account_years(kiosk: Kiosk, account: Account) -> None:
    """Every account year is the store's, and is said to reconcile or not."""
    for insurance in {each.insurance for each in account.years}:
        kiosk.press(f"tile-{insurance.value}")
        kiosk.press("account-button")
        assert kiosk.screen == "account"
        years = sorted((y for y in account.years if y.insurance is insurance), key=lambda y: y.year, reverse=True)
        for place, year in enumerate(years):
            if place:
                kiosk.press("year-previous")
            assert kiosk.read("year") == str(year.year)
            shown = [kiosk.read(name) for name in ("opening", "principal", "interest", "paid-out", "closing")]
            figures = (year.opening, year.principal, year.interest, year.paid_out, year.closing)
            assert shown == [money(fen) for fen in figures]
            adds_up = year.opening + year.principal + year.interest - year.paid_out == year.closing
            assert ("核对相符" in kiosk.read("reconciles")) == adds_up
            # The running year has no interest; the table says why.
            assert year.year != 2026 or insurance is not PENSION or "2026" in kiosk.read("interest-words")
        assert kiosk.find("pooling-fund") is not None
        kiosk.press("back")
        kiosk.press("back")
    assert kiosk.screen == "overview"


def test_the_account_that_does_not_reconcile_is_named_on_the_overview(kiosk: Kiosk) -> None:
    log_in(kiosk, "not-reconciling")
    assert "2021" in kiosk.read("message")
    kiosk.press("tile-110")
    kiosk.press("account-button")
    assert "2021" in kiosk.read("other-years")


def a_year_earlier(kiosk: Kiosk) -> None:
    """Turn back a year where there is one."""
    key = kiosk.find("year-previous")
    if key and key.isEnabled():
        kiosk.press("year-previous")


def plain_points(account: Account) -> int:
    """Months of employees' pension paid normally by a unit that signed the contract, where that is known."""
    months = set()
    for row in account.contributions:
        month = row.paid_for
        if not isinstance(month, Month):
            continue
        there = [c for c in account.contracts if c.first <= month and (c.last is None or month <= c.last)]
        signed = {contract.unit_code for contract in there}
        normal = row.insurance is PENSION and row.kind == "10" and row.status is ArrivalStatus.ARRIVED
        if normal and row.unit_code and (not signed or row.unit_code in signed):
            months.add(month)
    return sum(paid_in(account, month) > 0 for month in months)


def paid_in(account: Account, month: Month) -> int:
    """What stayed paid for a month: a refund of a double payment leaves the other one."""
    rows = [row for row in account.contributions if row.insurance is PENSION and row.paid_for == month]
    return sum((row.unit_paid or 0) + (row.person_paid or 0) for row in rows)


def points(kiosk: Kiosk, account: Account) -> None:
    """Three points for every twelve months that count."""
    open_topic(kiosk, "points")
    months = plain_points(account)
    assert kiosk.read("points-months") == str(months)
    assert kiosk.read("points-total") == str(months // 12 * 3)
    assert kiosk.read("points-next") == str(12 - months % 12)
    kiosk.press("back")


def benefits(kiosk: Kiosk, account: Account) -> None:
    """They add up, by year and in all, or are said to be none."""
    open_topic(kiosk, "benefits")
    if not account.benefits:
        assert kiosk.read("empty") == "没有您领取待遇的记录。"
        kiosk.press("back")
        return
    assert kiosk.read("benefits-total") == money(sum(each.amount for each in account.benefits))
    for year in sorted({each.month.year for each in account.benefits}, reverse=True):
        assert kiosk.read("year") == str(year)
        of_year = sum(e.amount for e in account.benefits if e.month.year == year and e.insurance is PENSION)
        assert kiosk.read("benefits-110") == money(of_year)
        a_year_earlier(kiosk)
    kiosk.press("back")


def rights_record(kiosk: Kiosk, account: Account) -> None:
    """Each year holds what both sides paid for it."""
    open_topic(kiosk, "rights-record")
    years = {row.paid_for.year for row in account.contributions} | {each.year for each in account.years}
    for year in sorted(years | {each.month.year for each in account.benefits}, reverse=True):
        assert kiosk.read("year") == str(year)
        unit = person = 0
        for insurance in Insurance:
            rows = [r for r in account.contributions if r.insurance is insurance and r.paid_for.year == year]
            sums = sum(r.unit_paid or 0 for r in rows), sum(r.person_paid or 0 for r in rows)
            if rows and kiosk.find(f"rights-unit-{insurance.value}"):
                assert kiosk.read(f"rights-unit-{insurance.value}") == money(sums[0])
                assert kiosk.read(f"rights-person-{insurance.value}") == money(sums[1])
            unit, person = unit + sums[0], person + sums[1]
        if kiosk.find("rights-total"):
            assert kiosk.read("rights-total") == money(unit + person)
        a_year_earlier(kiosk)
    if not years:
        assert kiosk.read("empty")
    kiosk.press("back")


def test_my_data_are_masked_until_one_asks_and_again_after_a_few_seconds(kiosk: Kiosk) -> None:
    account = log_in(kiosk, "zhang-san")
    open_topic(kiosk, "my-data")
    assert kiosk.read("my-number") == "119901********0015"
    assert account.person.number not in kiosk.texts() and "1985年" not in kiosk.texts()
    kiosk.press("reveal")
    assert (kiosk.read("my-name"), kiosk.read("my-number")) == ("张三", account.person.number)
    kiosk.press("reveal")
    assert account.person.number not in kiosk.texts()
    assert "本系统没有这项信息" in kiosk.read("my-skills")


def test_any_month_of_thirty_years_in_three_touches(kiosk: Kiosk) -> None:
    account = log_in(kiosk, "career")
    kiosk.press("tile-110")
    line = kiosk.find("life-line")
    assert line is not None
    first = min(row.paid_for.year for row in account.contributions)
    left = round((1998 - first + 0.5) * line.width() / (2026 - first + 1))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(left, line.height() // 2))
    kiosk.press("month-1998-03")
    told = kiosk.read("month-words")
    assert told.startswith("1998年3月：已缴")
    assert "示范纺织厂" in told


def test_a_gap_tells_what_it_is_its_evidence_and_the_next_step(kiosk: Kiosk) -> None:
    log_in(kiosk, "zhang-san")
    kiosk.press("tile-110")
    kiosk.press("month-2019-03")
    told = kiosk.read("month-words")
    assert told.startswith("2019年3月：") and "2019年2月" in told and "社保经办人员" in told


def test_residents_have_years_not_months(kiosk: Kiosk) -> None:
    account = log_in(kiosk, "resident")
    kiosk.press("tile-390")
    last = max(row.paid_for.year for row in account.contributions if row.insurance is Insurance.RESIDENT_MEDICAL)
    kiosk.press(f"year-{last}")
    assert kiosk.read("month-words").startswith(f"{last}年")
    assert not [name for name in ("month-2026-01", "month-2025-01") if kiosk.find(name)]


@pytest.mark.parametrize(("key", "whom"), [("zhang-san", "社保经办人员"), ("flexible", "示范区社保分中心")])
def test_whom_to_see_depends_on_who_pays(kiosk: Kiosk, key: str, whom: str) -> None:
    log_in(kiosk, key)
    open_topic(kiosk, "discrepancy")
    assert whom in kiosk.read("whom-to-see")


def test_another_divisions_person_is_told_at_once(kiosk: Kiosk) -> None:
    account = log_in(kiosk, "elsewhere")
    assert account.person.place in kiosk.read("message")


@pytest.mark.parametrize("topic", ["policy", "guide"])
def test_policy_and_guide_are_read_without_a_login(kiosk: Kiosk, topic: str) -> None:
    open_topic(kiosk, topic)
    seen = kiosk.texts()
    while (following := kiosk.find("page-next")) and following.isEnabled():
        kiosk.press("page-next")
        seen += kiosk.texts()
    wanted = {
        "policy": ("统筹基金", "第 53 条", "不能提取现金"),
        "guide": ("12333", "微信", "户口簿", "指纹", "失业登记", "不能提取现金", "保管好卡"),
    }
    assert all(text in seen for text in wanted[topic])
    kiosk.press("back")
    assert kiosk.screen == "welcome"


@pytest.mark.parametrize("topic", [*TOPICS, "account", "policy"])
def test_a_pulled_card_clears_every_topic(make_kiosk: MakeKiosk, topic: str) -> None:
    kiosk = make_kiosk()
    kiosk.insert_and_log_in()
    if topic in ("account", "policy"):
        kiosk.press("tile-110")
    open_topic(kiosk, topic)
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    assert "张" not in kiosk.texts() and "139,831" not in kiosk.texts()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_covered_when_nobody_is_there_and_comes_back_as_it_was(kiosk: Kiosk, topic: str) -> None:
    kiosk.insert_and_log_in()
    open_topic(kiosk, topic)
    kiosk.wait(61)
    assert kiosk.screen == "still-there"
    kiosk.press("continue")
    assert kiosk.screen == topic
    kiosk.press("back")
    assert kiosk.screen == "overview"
