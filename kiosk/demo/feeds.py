"""The demo people's records as the agencies' files hold them: GB/T 40217 tables and the columns of three CSV feeds.

The pension parts come as GB/T 40217-2021. Three things its tables have no field for stand elsewhere or not at all:
"drawing benefits" stands in the human-resources CSV of participations (table 4 does not have it); a unit's own payment
where the due did not arrive, and a resident's settlement number, stand nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.cards import Card, CardKind, CardState
from kiosk.insurance import Authority, Insurance
from kiosk.model import ArrivalStatus, Contribution, Employment, Fen, Participation, Person, Standing, Unit
from kiosk.period import Month, Year
from kiosk.store.record import Record

Fields = Mapping[str, str]
"""A record's fields by the feed's own names, in the feed's order."""

PENSIONS = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION, Insurance.RESIDENT_PENSION)
"""The categories that GB/T 40217 covers."""

_PAYMENT_TABLES = {
    Insurance.RESIDENT_PENSION: "城乡居民基本养老保险个人征缴明细表",
    Insurance.EMPLOYEE_PENSION: "职工基本养老保险个人征缴明细表",
    Insurance.CIVIL_PENSION: "机关事业单位养老保险个人征缴明细表",
}
_EMPLOYMENTS = {
    Employment.EMPLOYED: "在业",
    Employment.FLEXIBLE: "灵活就业",
    Employment.UNEMPLOYED: "失业",
    Employment.RETIRED: "离退休",
    Employment.RESIDENT: "城乡居民",
    Employment.NOT_KNOWN: "",
}
_STANDINGS = {
    Standing.PAYING: "正常参保",
    Standing.PAUSED: "暂停参保",
    Standing.ENDED: "终止参保",
    Standing.DRAWING: "待遇享受",
    Standing.NOT_INSURED: "未参保",
}
_CARD_KINDS = {CardKind.SOCIAL_SECURITY: "社会保障卡", CardKind.MEDICAL: "医保卡"}
_CARD_STATES = {
    CardState.IN_USE: "正常",
    CardState.LOST: "挂失",
    CardState.CANCELLED: "注销",
    CardState.REPLACED: "换卡",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Records of one element (GB/T 40217), or the rows of a CSV file (no name)."""

    name: str
    records: Iterable[Fields]


def units(them: Iterable[Unit]) -> Table:
    """Table 1."""
    return Table("养老保险单位基本信息表", [{"单位编码": unit.code, "单位名称": unit.name} for unit in them])


def persons(records: Iterable[Record]) -> Table:
    """Table 2."""
    return Table("养老保险个人基本信息表", [_person(record.person) for record in records])


def account_years(records: Iterable[Record]) -> Table:
    """Table 6, of the pensions."""
    return Table("养老保险个人账户明细表", _of_pensions(_account_years(records)))


def transfers(records: Iterable[Record]) -> Table:
    """Table 7, of the pensions."""
    return Table("养老保险人员转移信息表", _of_pensions(_transfers(records)))


def payments(records: Iterable[Record]) -> list[Table]:
    """Tables 10 to 12."""
    return [
        Table(
            name,
            [
                _payment(record.person, row)
                for record in records
                for row in record.contributions
                if row.insurance is insurance
            ],
        )
        for insurance, name in _PAYMENT_TABLES.items()
    ]


def benefits(records: Iterable[Record]) -> Table:
    """Table 13."""
    fields = [
        _whom(record.person)
        | {"险种代码": row.insurance.value, "结算年月": _month(row.month), "待遇年月": _month(row.month)}
        | {"待遇支付明细序号": row.serial, "待遇项目代码": row.item_code, "待遇项目名称": row.item_name}
        | {"待遇金额": yuan(row.amount)}
        for record in records
        for row in record.benefits
    ]
    return Table("养老保险待遇支付明细表", fields)


def csv_participations(records: Iterable[Record], authority: Authority) -> Table:
    """Who takes part in what with this authority."""
    return Table(
        "",
        [
            _coded(record.person, authority) | _participation(row)
            for record in records
            for row in record.participations
            if row.insurance.rule.authority is authority
        ],
    )


def csv_contributions(records: Iterable[Record], authority: Authority) -> Table:
    """What was due and paid with this authority, but for what GB/T 40217 brings."""
    return Table(
        "",
        [
            _coded(record.person, authority) | _contribution(row)
            for record in records
            for row in record.contributions
            if row.insurance.rule.authority is authority and row.insurance not in PENSIONS
        ],
    )


def csv_account_years(records: Iterable[Record]) -> Table:
    """The medical accounts by year."""
    return Table("", _of_others(_account_years(records)))


def csv_transfers(records: Iterable[Record]) -> Table:
    """Medical insurance moved from or to another place."""
    return Table("", _of_others(_transfers(records)))


def csv_cards(records: Iterable[Record]) -> Table:
    """Every card."""
    return Table("", [_card(record.person, card) for record in records for card in record.cards])


def yuan(fen: Fen | None) -> str:
    """Word an amount as the feeds do: 1080.00."""
    return "" if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _person(person: Person) -> Fields:
    return {
        **{"行政区划代码": person.division, "行政区划": person.place, "经办机构": person.agency},
        **_whom(person),
        **{"证件类型代码": person.document.value, "证件号码": person.number, "性别代码": person.sex},
        **{"民族代码": person.ethnicity, "户籍所在地": person.household},
        **{"就业状态名称": _EMPLOYMENTS[person.employment], "出生日期": _day(person.birth_date)},
        **{"参加工作日期": _day(person.first_job), "视同缴费月数": _count(person.deemed_months)},
    }


def _whom(person: Person) -> dict[str, str]:
    return {"人员编码": person.person_id, "社会保障号码": person.number, "姓名": person.name}


def _coded(person: Person, authority: Authority) -> dict[str, str]:
    """Medical security counts its persons apart: the social security number is what both have."""
    own = person.person_id if authority is Authority.HUMAN_RESOURCES else f"M{person.person_id}"
    return {"AAC001": own, "AAC002": person.number, "AAC003": person.name}


def _payment(person: Person, row: Contribution) -> Fields:
    """A record of table 10 to 12, which have no field for what the unit paid."""
    return {
        **(_yearly_due(row.paid_for) if isinstance(row.paid_for, Year) else _monthly_due(row, row.paid_for)),
        **{"结算年月": _month(row.settled), "应缴类型代码": row.kind, **_whom(person)},
        **{
            "险种代码": row.insurance.value,
            "个人应缴金额": yuan(row.person_due),
            "个人实缴金额": yuan(row.person_paid),
        },
        **({"县区财政补贴": yuan(row.subsidy)} if row.subsidy else {}),
        **{"足额到账标志代码": _arrival(row.status, "在途"), "到账日期": _day(row.arrived)},
    }


def _yearly_due(year: Year) -> Fields:
    return {"应缴年度": str(year.year)}


def _monthly_due(row: Contribution, month: Month) -> Fields:
    return {
        **{"结算单号": row.settlement_number, "应缴年月": _month(month), "单位编码": row.unit_code},
        **{"缴费基数": yuan(row.base), "单位缴费比例": row.unit_rate, "单位应缴金额": yuan(row.unit_due)},
        "个人缴费比例": row.person_rate,
    }


def _contribution(row: Contribution) -> dict[str, str]:
    yearly = isinstance(row.paid_for, Year)
    return {
        **{"AAB001": row.unit_code, "AAE140": row.insurance.value, "EAZ058": row.settlement_number},
        **{"AAE003": "" if yearly else _month(row.paid_for), "AAE101": str(row.paid_for.year) if yearly else ""},
        **{"AAE002": _month(row.settled), "AAA115": row.kind, "EAD131": _day(row.arrived), "AAE180": yuan(row.base)},
        **{"AAA042": row.unit_rate, "AAA041": row.person_rate},
        **{"AAE020": yuan(row.unit_due), "AAE022": yuan(row.person_due)},
        **{"AAE080": yuan(row.unit_paid), "AAE082": yuan(row.person_paid), "AAE114": _arrival(row.status, "3")},
        "AAE028": yuan(row.subsidy) if row.subsidy else "",
    }


def _participation(row: Participation) -> dict[str, str]:
    return {
        **{"AAE140": row.insurance.value, "AAB001": row.unit_code, "AAC049": _month(row.first_insured)},
        "AAC008": _STANDINGS[row.standing],
        **{"AAE030": _month(row.begun), "AAE031": _month(row.ended)},
    }


def _account_years(records: Iterable[Record]) -> Iterator[tuple[Insurance, Fields]]:
    for record in records:
        for row in record.years:
            yield (
                row.insurance,
                {
                    **{**_whom(record.person), "险种代码": row.insurance.value, "年度": str(row.year)},
                    **{"年初账户金额": yuan(row.opening), "当年账户本金划入": yuan(row.principal)},
                    **{"当年账户利息划入": yuan(row.interest), "本年账户支出": yuan(row.paid_out)},
                    **{"年末账户金额": yuan(row.closing), "历年缴纳月数": _count(row.months)},
                    "养老账户状态代码": row.state,
                },
            )


def _transfers(records: Iterable[Record]) -> Iterator[tuple[Insurance, Fields]]:
    for record in records:
        for row in record.transfers:
            yield (
                row.insurance,
                {
                    **{**_whom(record.person), "险种代码": row.insurance.value},
                    **{"转移方向": "转入" if row.moved_in else "转出", "对方社会保险机构名称": row.other_agency},
                    **{"视同缴费月数": str(row.deemed_months), "实际缴费月数": str(row.actual_months)},
                    **{"转移个人划转金额": yuan(row.person_amount), "转移单位划转金额": yuan(row.unit_amount)},
                    "经办日期": _day(row.moved),
                },
            )


def _card(person: Person, card: Card) -> Fields:
    return {
        **{"社会保障号码": person.number, "姓名": person.name, "卡号": card.number},
        **{"卡类型": _CARD_KINDS[card.kind], "卡识别码": card.identification_code, "发卡日期": _day(card.issued)},
        **{"有效期至": _day(card.valid_until), "卡状态": _CARD_STATES[card.state]},
    }


def _of_pensions(rows: Iterable[tuple[Insurance, Fields]]) -> list[Fields]:
    return [fields for insurance, fields in rows if insurance in PENSIONS]


def _of_others(rows: Iterable[tuple[Insurance, Fields]]) -> list[Fields]:
    return [{**fields, "人员编码": f"M{fields['人员编码']}"} for insurance, fields in rows if insurance not in PENSIONS]


def _arrival(status: ArrivalStatus, on_the_way: str) -> str:
    if status is ArrivalStatus.DEFERRED:
        return "缓缴"
    return on_the_way if status is ArrivalStatus.ON_THE_WAY else status.value


def _month(month: Month | Year | None) -> str:
    return "" if month is None else str(month.number)


def _count(count: int | None) -> str:
    return "" if count is None else str(count)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%Y%m%d}"
