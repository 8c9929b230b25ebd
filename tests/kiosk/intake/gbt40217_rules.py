"""GB/T 40217-2021 files, however an agency wrote them, come in to the fen; damaged ones not at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.findings import Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.rows import (
    AccountYearRow,
    BenefitRow,
    ContributionRow,
    ParticipationRow,
    PersonRow,
    RetirementRow,
    TransferRow,
    UnitRow,
)
from kiosk.period import Month
from tests.kiosk.intake.conftest import Run
from tests.kiosk.intake.months import MemoryMonths
from tests.kiosk.intake.samples import PAYMENT, ZHANG, gbt, payment, record, save

WHO = {"人员编码": "1000001", "社会保障号码": ZHANG, "姓名": "赵𠮷䶮"}
ROW = ContributionRow(
    *("1000001", ZHANG, "110", 202610, "S1", "10", "900001", 202610, "2026-10-20", 450000, "0.1600", "0.0800"),
    *(72000, 36000, 72000, 36000, "1", 36000, 0),
)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = gbt(record(PAYMENT, payment()), record(PAYMENT, payment(结算单号="S2")))


class Gbt40217Rules:
    """Every rule of GB/T 40217 files; needs fixtures `run` and `months`."""

    @pytest.mark.parametrize("declared", ["GB 18030", "GB18030", "GBK", "UTF-8", ""])
    @pytest.mark.parametrize(("encoding", "mark"), [("gb18030", b""), ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf")])
    @pytest.mark.parametrize("indent", ["", "\n  "])
    def test_a_payment_comes_in_to_the_fen(
        self, tmp_path: Path, run: Run, months: MemoryMonths, declared: str, encoding: str, mark: bytes, indent: str
    ) -> None:
        text = gbt(record(PAYMENT, payment(), locate=bool(indent), indent=indent), declared=declared)
        done = run(save(tmp_path, text, encoding, mark))
        assert months.rows(ContributionRow) == [ROW]
        assert done.findings.counts == {}
        assert months.as_of(Authority.HUMAN_RESOURCES) == Month(2026, 10)
        assert months.rows(UnitRow) == [UnitRow("900001", "示例科技有限公司")]
        sums = done.sums["110"]
        assert (sums.rows, sums.unit_due, sums.person_paid) == (1, 72000, 36000)

    def test_missing_and_empty_fields_do_not_shift_the_others(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        names = ["到账日期", "单位名称", "缴费基数", "证件号码", "应缴类型", "核销标志", "个人划账金额"]
        records, number = [], 0
        for name in names:
            for text in (None, "", " "):
                number += 1
                records.append(record(PAYMENT, payment(**{"结算单号": f"S{number}", name: text})))
        done = run(save(tmp_path, gbt(*records)))
        for row in months.rows(ContributionRow):
            assert isinstance(row, ContributionRow)
            assert row.unit_due == 72000
            assert row.settled == 202610
            assert row.status == "1"
        assert done.rows == {Kind.CONTRIBUTION: len(names) * 3}

    def test_fields_in_another_order_are_the_same(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        turned = dict(reversed(payment().items()))
        run(save(tmp_path, gbt(record(PAYMENT, turned))))
        assert months.rows(ContributionRow) == [ROW]

    def test_many_records_over_many_blocks(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        records = [record(PAYMENT, payment(结算单号=f"S{n}", 个人划账金额=f"{n}.07")) for n in range(3000)]
        run(save(tmp_path, gbt(*records)))
        rows = months.rows(ContributionRow)
        assert [row.to_account for row in rows if isinstance(row, ContributionRow)] == [
            n * 100 + 7 for n in range(3000)
        ]

    @pytest.mark.parametrize(("flag", "paid"), [("1", 72000), ("0", None), ("缓缴", None)])
    def test_what_the_unit_paid_is_known_only_when_it_arrived(
        self, tmp_path: Path, run: Run, months: MemoryMonths, flag: str, paid: int | None
    ) -> None:
        run(save(tmp_path, gbt(record(PAYMENT, payment(足额到账标志代码=flag)))))
        row = months.rows(ContributionRow)[0]
        assert isinstance(row, ContributionRow)
        assert (row.unit_paid, row.person_paid) == (paid, 36000)
        assert row.status == {"1": "1", "0": "0"}.get(flag, "deferred")

    def test_every_other_table_comes_in(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        people = gbt(
            record(
                "养老保险个人基本信息表",
                WHO | {"性别代码": "1", "出生日期": "19850315", "就业状态名称": "在业", "视同缴费月数": "48"},
            ),
            record("养老保险死亡人员信息表", WHO),
            root="人员信息",
        )
        taking_part = gbt(
            record(
                "养老保险人员参保信息表",
                {"险种代码": "110", "单位编码": "900001", "单位名称": "甲", **WHO, "首次参保年月": "20111101"}
                | {"个人参保状态": "正常参保", "个人缴费状态代码": "2", "本次开始日期": "20190501"},
            ),
            record(
                "养老保险离退休人员基本信息表",
                {**WHO, "险种代码": "110", "离退休日期": "20260601", "实际缴费月数": "180"}
                | {"待遇享受开始年月": "202607", "退休时核定养老金": "3210.55"},
            ),
            record(
                "养老保险个人账户明细表",
                {**WHO, "险种代码": "110", "年度": "2025", "年初账户金额": "10000.00", "当年账户本金划入": "1000.00"}
                | {
                    "当年账户利息划入": "100.00",
                    "本年账户支出": "500.00",
                    "年末账户金额": "10600.00",
                    "历年缴纳月数": "170",
                },
            ),
            record(
                "养老保险人员转移信息表",
                {**WHO, "险种代码": "110", "转移方向": "转入", "经办日期": "20200301"}
                | {"对方社会保险机构名称": "邻区", "转移个人划转金额": "1.01", "转移单位划转金额": "2.02"},
            ),
            root="参保信息",
        )
        residents = gbt(
            record(
                "城乡居民基本养老保险个人征缴明细表",
                {
                    "险种代码": "170",
                    **WHO,
                    "应缴年度": "2026",
                    "结算年月": "202603",
                    "个人应缴金额": "500",
                    "个人实缴金额": "500",
                }
                | {
                    "划入个人账户金额": "560",
                    "省级财政补贴": "40.00",
                    "县区财政补贴": "20.00",
                    "足额到账标志代码": "1",
                },
            )
        )
        paid = gbt(
            record(
                "养老保险待遇支付明细表",
                {"待遇支付明细序号": "B1", **WHO, "险种代码": "110", "结算年月": "202608"}
                | {"待遇年月": "202608", "待遇项目代码": "101", "待遇项目名称": "基础养老金", "待遇金额": "2000.10"},
            ),
            root="待遇支付",
        )
        texts = (people, taking_part, residents, paid)
        run(*(save(tmp_path, text, name=f"{number}.xml") for number, text in enumerate(texts)))
        who = ("1000001", ZHANG)
        told = PersonRow(*who, "赵𠮷䶮", sex="1", birth_date="1985-03-15", employment="employed", deemed_months=48)
        assert told in months.rows(PersonRow)
        assert months.rows(ParticipationRow) == [
            ParticipationRow(*who, "110", "900001", "甲", 201111, "paused", 0, 201905, None)
        ]
        assert months.rows(RetirementRow) == [RetirementRow(*who, "110", "2026-06-01", 202607, 0, 180, 0, None, 321055)]
        assert months.rows(AccountYearRow) == [
            AccountYearRow(*who, "110", 2025, 1000000, 100000, 10000, 50000, 1060000, 170, "")
        ]
        assert months.rows(TransferRow) == [TransferRow(*who, "110", True, "2020-03-01", "邻区", 0, 0, 101, 202)]
        assert months.rows(BenefitRow) == [BenefitRow(*who, "110", 202608, "101", "B1", "基础养老金", 200010)]
        resident = months.rows(ContributionRow)[0]
        assert isinstance(resident, ContributionRow)
        assert (resident.paid_for, resident.person_paid, resident.to_account, resident.subsidy) == (
            202600,
            50000,
            56000,
            6000,
        )
        assert months.as_of(Authority.HUMAN_RESOURCES) == Month(2026, 8)

    def test_a_table_nobody_knows_is_reported_and_disturbs_nothing(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        other = record("别的表", {"人员编码": "9", "姓名": "李四", "单位应缴金额": "1.00"})
        done = run(
            save(tmp_path, gbt(record(PAYMENT, payment()), other, other, record(PAYMENT, payment(结算单号="S2"))))
        )
        assert done.findings.counts == {Flaw.UNKNOWN_TABLE: 1}
        assert months.rows(ContributionRow) == [ROW, ROW._replace(settlement_number="S2")]

    def test_comments_cdata_and_entities_of_xml_itself_are_read(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        text = (
            gbt(record(PAYMENT, payment(单位名称="甲&乙<丙>")))
            .replace("张三", "<![CDATA[张三]]>")
            .replace("<结算年月>", "<!-- 注 --><结算年月>")
        )
        run(save(tmp_path, text))
        assert months.rows(ContributionRow) == [ROW]
        assert months.rows(UnitRow) == [UnitRow("900001", "甲&乙<丙>")]

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (FILE.replace("?>", "?>" + BOMB, 1), "document type"),
            (FILE.replace("?>", '?><!DOCTYPE x SYSTEM "http://example.org/x.dtd">', 1), "document type"),
            (FILE.replace("张三", "&a;"), "damaged or cut off"),
            (gbt(record(PAYMENT, payment()), root="别的"), "not a file of the profile"),
            (gbt(record(PAYMENT, payment()), namespace="http://example.org/"), "not a file of the profile"),
            (gbt(), "no record"),
            ("AAC001,AAC002\n1,2\n", "is not XML"),
            (FILE.replace("</人员缴费>", ""), "damaged or cut off"),
            (FILE + "x", "damaged or cut off"),
            (FILE.replace("<姓名>张三", "<姓名><名>三</名>"), "elements within a field"),
            (FILE.replace("<姓名>", "张<姓名>"), "text between"),
            (FILE.replace("<姓名>", "<姓名>李四</姓名><姓名>"), "field 姓名 twice"),
            (FILE.replace("张三", "张" * 20000), "姓名 is longer than 200"),
            (FILE.replace("S2", "S1"), "twice"),
            (FILE.replace("720.00", "720.001"), "record 1 of .*单位应缴金额 is not an amount"),
            (FILE.replace("S2", "S3").replace("<应缴年月>202610", "<应缴年月>202613"), "应缴年月 is not a month"),
            (FILE.replace("<险种代码>110", "<险种代码>"), "险种代码 has no category"),
            (FILE.replace("1000001", "").replace(ZHANG, ""), "of nobody"),
            (FILE.replace("<结算年月>202610", "<结算年月>202701"), "not come yet"),
        ],
    )
    def test_what_refuses_a_file_refuses_all_of_it(
        self, tmp_path: Path, run: Run, months: MemoryMonths, text: str, says: str
    ) -> None:
        with pytest.raises(Refused, match=says) as refused:
            run(save(tmp_path, text))
        assert months.kept == {}
        assert months.reach == {}
        assert "张" not in str(refused.value)
        assert ZHANG not in str(refused.value)

    def test_a_file_cut_anywhere_is_refused(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        records = [record(PAYMENT, payment(结算单号=f"S{n}")) for n in range(20)]
        whole = gbt(*records).encode("gb18030")
        file = save(tmp_path, "")
        ends = [place for place in range(len(whole)) if whole[place:].startswith(b"\n")]
        for end in [*ends, *random.Random(7).sample(range(1, len(whole) - 1), 60)]:
            file.write_bytes(whole[:end])
            with pytest.raises(Refused):
                run(file)
        assert months.kept == {}

    def test_rare_characters_are_kept_and_odd_ones_reported(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        names = ["赵𠮷䶮", "\U0002a6a5", "㐀·阿", "王\ue5e5", "李\ufffd", "陈?", "孙\U000f0001", ""]
        records = [
            record(PAYMENT, payment(结算单号=f"S{n}", 人员编码=str(n), 姓名=name)) for n, name in enumerate(names)
        ]
        done = run(save(tmp_path, gbt(*records)))
        kept = [row.name for row in months.rows(PersonRow) if isinstance(row, PersonRow)]
        assert kept == names
        counts = done.findings.counts
        assert counts == {
            Flaw.PRIVATE_CHARACTER: 2,
            Flaw.LOST_CHARACTER: 1,
            Flaw.QUESTION_MARK: 1,
            Flaw.NO_NAME: 1,
        }
        assert str(done.findings.places[Flaw.QUESTION_MARK][0]) == f"data.xml, record 6 of {PAYMENT}, 姓名"

    @pytest.mark.parametrize(
        ("changed", "flaw", "field"),
        [
            ({"单位应缴金额": "720.01", "应缴总金额": "1080.01"}, Flaw.BASE_TIMES_RATE, "单位应缴金额"),
            ({"应缴总金额": "1080.01"}, Flaw.TOTAL, "应缴总金额"),
            ({"个人实缴金额": "360.01"}, Flaw.OVERPAID, "个人实缴金额"),
            ({"行政区划代码": "11990"}, Flaw.DIVISION, "行政区划代码"),
            ({"社会保障号码": "119901198503150016"}, Flaw.NUMBER, "社会保障号码"),
            ({"到账日期": "20261032"}, Flaw.UNREADABLE, "到账日期"),
            ({"单位缴费比例": "x"}, Flaw.UNREADABLE, "单位缴费比例"),
            ({"应缴类型代码": "106"}, Flaw.UNKNOWN_CODE, "应缴类型代码"),
            ({"足额到账标志代码": "9"}, Flaw.UNKNOWN_CODE, "足额到账标志代码"),
            ({"险种代码": "610"}, Flaw.UNKNOWN_CODE, "险种代码"),
        ],
    )
    def test_what_is_only_reported_comes_in_all_the_same(
        self, tmp_path: Path, run: Run, months: MemoryMonths, changed: dict[str, str], flaw: Flaw, field: str
    ) -> None:
        good, odd = record(PAYMENT, payment()), record(PAYMENT, payment(**{"结算单号": "S2", **changed}))
        done = run(save(tmp_path, gbt(good, odd)))
        assert done.findings.counts == {flaw: 1}
        assert str(done.findings.places[flaw][0]) == f"data.xml, record 2 of {PAYMENT}, {field}"
        assert len(months.rows(ContributionRow)) == 2

    def test_an_unknown_category_keeps_its_authority(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        run(save(tmp_path, gbt(record(PAYMENT, payment(险种代码="610")))))
        row = months.rows(ContributionRow)[0]
        assert isinstance(row, ContributionRow)
        assert row.insurance == "hr:610"
