"""Made-up payment lists for tests and measures: synthetic persons of division 119901 only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kiosk.account.objection import Objection
from kiosk.account.payment_list import EmptyMonths, Issuer, ListRow, PaymentList, Section, Summary, YearRows, sums_of
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, ArrivalStatus, DueKind, Fen, Standing, Unit
from kiosk.period import Month

ISSUER = Issuer(
    hall="示范区社会保险经办大厅",
    agency="示范区社会保险事业管理中心",
    division="119901",
    hotline="12333",
    sub_center="示范区社保分中心（示范路1号）",
    kiosk_id="demo-01",
)
UNITS = (
    Unit("1199010001", "示例甲贸易有限公司"),
    Unit("1199010002", "示例乙信息技术（示范区）有限责任公司"),
)
FIVE = (
    Insurance.EMPLOYEE_PENSION,
    Insurance.UNEMPLOYMENT,
    Insurance.WORK_INJURY,
    Insurance.EMPLOYEE_MEDICAL,
    Insurance.MATERNITY,
)
_RATES = {"110": (160, 80), "210": (5, 5), "410": (2, 0), "310": (80, 20), "510": (8, 0)}
"""Unit's and person's share in thousandths."""


def row(month: Month, insurance: Insurance = FIVE[0], base: Fen = 812_345, unit: Unit | None = UNITS[0]) -> ListRow:
    """One ordinary payment."""
    unit_share, person_share = _RATES[insurance.value]
    unit_paid, person_paid = base * unit_share // 1000, base * person_share // 1000
    return ListRow(
        paid_for=month,
        insurance=insurance,
        unit=unit,
        base=base,
        unit_paid=unit_paid,
        person_paid=person_paid,
        total=unit_paid + person_paid,
        arrived=date(month.plus(1).year, month.plus(1).month, 12),
        kind=DueKind.NORMAL,
        status=ArrivalStatus.ARRIVED,
    )


def section(insurance: Insurance, rows: list[ListRow], empty: tuple[EmptyMonths, ...] = ()) -> Section:
    """Gather rows by year with their sums."""
    years = []
    for year in sorted({r.paid_for.year for r in rows}):
        mine = tuple(r for r in rows if r.paid_for.year == year)
        years.append(YearRows(year, mine, sums_of(mine)))
    return Section(insurance, tuple(years), sums_of(rows), empty)


def payment_list(months: int = 24, insurances: tuple[Insurance, ...] = FIVE, last: Month | None = None) -> PaymentList:
    """A career of so many months in each insurance, ending 2026-10: 360 months and five insurances are 1,800 rows."""
    last = last or Month(2026, 10)
    first = last.plus(1 - months)
    sections = []
    for insurance in insurances:
        # Bases move every July, as they do in life; a little each month more keeps amounts apart from one another.
        rows = [
            row(
                m,
                insurance,
                600_000 + 20_000 * (m.year - 1990) + (17 * m.month if m.year % 2 else 0),
                UNITS[m.year % 2],
            )
            for m in first.until(last)
        ]
        sections.append(section(insurance, rows))
    return PaymentList(
        number="demo-01-20261121-0001",
        printed_at=datetime(2026, 11, 21, 14, 32, 5),
        issuer=ISSUER,
        holder_name="张三",
        holder_number="119901********0015",
        person_id="1000000001",
        sex="1",
        place="示范区",
        agency="示范区社会保险事业管理中心",
        other_division=False,
        first=first,
        last=last,
        summaries=tuple(summary(i, first, months, last) for i in insurances),
        units=UNITS,
        sections=tuple(sections),
        account_years=account_years(FIVE[0], 2022),
        objection=Objection((UNITS[0],), False, ISSUER.agency),
    )


def summary(insurance: Insurance, first: Month, months: int, last: Month) -> Summary:
    """Block A for one insurance."""
    balance = 9_821_436 if insurance.rule.has_account else None
    return Summary(insurance, Standing.PAYING, first, months, last, last, balance)


def account_years(insurance: Insurance, first: int, years: int = 4) -> tuple[AccountYear, ...]:
    """Account years that reconcile."""
    made, opening = [], 5_000_000
    for year in range(first, first + years):
        closing = opening + 768_000 + 131_000
        made.append(AccountYear(insurance, year, opening, 768_000, 131_000, 0, closing))
        opening = closing
    return tuple(made)


def troubled_list() -> PaymentList:
    """Everything that can go odd at once: gaps, a refund, unknown amounts, a local kind, a notice, a difference."""
    pension = FIVE[0]
    months = [Month(2025, m) for m in range(1, 13) if m not in (3, 4)]
    rows = [row(m) for m in months]
    rows[2] = replace(rows[2], unit_paid=None, total=None, base=None, arrived=None, status=ArrivalStatus.NOT_ARRIVED)
    rows[4] = replace(rows[4], kind=DueKind.BACK_PAYMENT, arrived=date(2025, 12, 3), note="paid late")
    rows[5] = replace(rows[5], kind="106", status=ArrivalStatus.ON_THE_WAY)
    refund = replace(rows[6], kind=DueKind.REFUND, unit_paid=-129_975, person_paid=-64_987, total=-194_962)
    long_name = "示范区很长很长的名字的劳务派遣与人力资源综合服务外包有限责任公司第二分公司驻示范路办事处"
    rows[7] = replace(rows[7], unit=Unit("1199010003", long_name))
    rows[8] = replace(rows[8], unit=None)
    gap = EmptyMonths(
        pension,
        Month(2025, 3),
        Month(2025, 4),
        "The unit stopped paying in this month and no other unit paid.",
        "Please ask the staff in charge of social insurance at your unit.",
    )
    wrong = account_years(pension, 2024, 2)
    return replace(
        payment_list(10, (pension,)),
        other_division=True,
        first=Month(2025, 1),
        last=Month(2025, 12),
        place="示范区第二分区",
        sections=(section(pension, [*rows, refund], (gap,)),),
        units=(*UNITS, Unit("1199010003", long_name)),
        account_years=(wrong[0], replace(wrong[1], closing=wrong[1].closing - 12_345)),
    )
