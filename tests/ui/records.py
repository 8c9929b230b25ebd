"""A person made by hand from the model, for tests of screens; the list is drawn up as anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Issuer, ListRequest
from kiosk.document import Document, Picture
from kiosk.insurance import Authority, Insurance
from kiosk.model import (
    Account,
    AccountYear,
    ArrivalStatus,
    Benefit,
    Contribution,
    DocumentKind,
    DueKind,
    Employment,
    Participation,
    Person,
    Standing,
    Unit,
)
from kiosk.period import Month, Year
from kiosk.states import Record

NAME = "张三"
NUMBER = "119901198503150015"
MASKED_NAME = "张**"
MASKED_NUMBER = "119901********0015"
BALANCE = 9_821_436
TODAY = date(2026, 11, 21)

_FIVE = (
    Insurance.EMPLOYEE_PENSION,
    Insurance.UNEMPLOYMENT,
    Insurance.EMPLOYEE_MEDICAL,
    Insurance.WORK_INJURY,
    Insurance.MATERNITY,
)
_FIRST = Month(2011, 9)
_GAP = (Month(2019, 3), Month(2019, 4))
_BACK_PAID = Month(2021, 7)
_OWED = Month(2024, 5)
_ISSUER = Issuer(
    "示范区社会保险经办大厅", "示范区社会保险事业管理中心", "119901", "12333", "示范区社保分中心", "demo-01"
)


def person(division: str = "119901") -> Person:
    """Somebody who exists in no real division."""
    return Person(
        "1", NAME, NUMBER, DocumentKind.CITIZEN_ID, "1", "01", date(1985, 3, 15), "", Employment.EMPLOYED, division,
        "示范区", "示范区社会保险事业管理中心",
    )  # fmt: skip


def contribution(insurance: Insurance, paid_for: Month | Year) -> Contribution:
    """One row; the gap, the owed month and the one paid later are told apart."""
    settled = paid_for if isinstance(paid_for, Month) else Month(paid_for.year, 3)
    owed, late = paid_for == _OWED, paid_for == _BACK_PAID
    person_pays = insurance.rule.person_pays
    return Contribution(
        settlement_number=f"S{paid_for}",
        insurance=insurance,
        paid_for=paid_for,
        settled=settled,
        arrived=None if owed else date(settled.year, settled.month, 15),
        unit_code="" if isinstance(paid_for, Year) else "U1",
        base=880_000,
        unit_rate="0.16",
        person_rate="0.08",
        unit_due=140_800,
        person_due=70_400 if person_pays else 0,
        unit_paid=0 if owed else 140_800,
        person_paid=(0 if owed else 70_400) if person_pays else 0,
        kind=DueKind.BACK_PAYMENT if late else DueKind.NORMAL,
        status=ArrivalStatus.NOT_ARRIVED if owed else ArrivalStatus.ARRIVED,
    )


def worker(first: Month = _FIRST, division: str = "119901") -> Record:
    """Fifteen years in work with five insurances: a gap, an owed month, one paid later."""
    last = Month(2026, 10)
    rows = [contribution(i, m) for i in _FIVE for m in first.until(last) if m not in _GAP]
    years = tuple(
        AccountYear(i, 2025, BALANCE - 900_000, 800_000, 100_000, 0, BALANCE if i is _FIVE[0] else 648_210)
        for i in (Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL)
    )
    account = Account(
        person(division),
        {"U1": Unit("U1", "示例甲贸易有限公司")},
        tuple(Participation(i, "U1", first, Standing.PAYING) for i in _FIVE),
        tuple(rows),
        years,
        (),
        {Authority.HUMAN_RESOURCES: last, Authority.MEDICAL_SECURITY: last},
    )
    return record_of(account)


def worker_without_maternity_rows() -> Record:
    """Since 2020 in work; maternity insurance is collected together with medical insurance and has no rows."""
    account = worker(Month(2020, 1)).account
    rows = tuple(row for row in account.contributions if row.insurance is not Insurance.MATERNITY)
    return record_of(replace(account, contributions=rows))


def resident() -> Record:
    """Somebody in the residents' two insurances, paid by the year."""
    both = (Insurance.RESIDENT_PENSION, Insurance.RESIDENT_MEDICAL)
    rows = [contribution(i, Year(y)) for i in both for y in range(2015, 2027)]
    account = Account(
        person(),
        {},
        tuple(Participation(i, "", Month(2015, 1), Standing.PAYING) for i in both),
        tuple(rows),
        (AccountYear(Insurance.RESIDENT_PENSION, 2025, 900_000, 200_000, 24_000, 0, 1_124_000),),
        (),
        {Authority.HUMAN_RESOURCES: Month(2026, 10), Authority.MEDICAL_SECURITY: Month(2026, 10)},
    )
    return record_of(account)


def seven() -> Record:
    """Fifteen years in work, and in the residents' two insurances as well."""
    one, other = worker().account, resident().account
    account = replace(
        one,
        participations=one.participations + other.participations,
        contributions=one.contributions + other.contributions,
        years=one.years + other.years,
    )
    return record_of(account)


def retired() -> Record:
    """Fifteen years in work, and two benefits a month ever since 2025."""
    months = Month(2025, 1).until(Month(2026, 10))
    drawn = tuple(
        Benefit(Insurance.EMPLOYEE_PENSION, month, code, name, amount)
        for month in months
        for code, name, amount in (("1101", "基础养老金", 312_345), ("1102", "个人账户养老金", 98_700))
    )
    return record_of(replace(worker().account, benefits=drawn))


def nobody() -> Record:
    """Somebody without any insurance."""
    return record_of(Account(person(), {}, (), (), (), (), {Authority.HUMAN_RESOURCES: Month(2026, 10)}))


def record_of(account: Account) -> Record:
    """The record with its list over everything."""
    return Record(account, draw_up(account, ListRequest(), _ISSUER, datetime(2026, 11, 21, 14, 32)))


def document(pages: int = 2) -> Document:
    """A document whose page is light grey."""
    width, height = 297, 210
    return Document(b"%PDF", pages, (Picture(width, height, b"\xf0" * (width * height * 3)),))
