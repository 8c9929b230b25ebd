"""CSV sources: the header decides the kind, lines are named, totals are held to, nothing is half imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.findings import Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.rows import AccountYearRow, CardRow, ContractRow, ContributionRow, PersonRow
from kiosk.period import Month
from tests.kiosk.intake.conftest import Run
from tests.kiosk.intake.months import MemoryMonths
from tests.kiosk.intake.samples import ZHANG, save, table

ROW = {
    **{"AAC001": "1000001", "AAC002": ZHANG, "AAC003": "张三", "AAB001": "900001", "AAE044": "示例公司"},
    **{"AAE140": "210", "EAZ058": "S1", "AAE003": "202609", "AAE002": "202610", "AAA115": "31", "AAB191": "2026-10-20"},
    **{"AIC020": "4500", "AAA042": "0.005", "AAA041": "0.005", "AAE020": "22.5", "AAE022": "22.50"},
    **{"AAE080": "22.50", "AAE082": "22.50", "AAE114": "1"},
}
READ = ContributionRow(
    *("1000001", ZHANG, "210", 202609, "S1", "31", "900001", 202610, "2026-10-20", 450000, "0.005", "0.005"),
    *(2250, 2250, 2250, 2250, "1", None, 0),
)


def csv(folder: Path, text: str, name: str = "data.csv", encoding: str = "gb18030") -> Path:
    return save(folder, text, encoding, name=name)


class CsvSourceRules:
    """Every rule of CSV files; needs fixtures `run` and `months`."""

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_a_contribution_comes_in(
        self, tmp_path: Path, run: Run, months: MemoryMonths, encoding: str, end: str
    ) -> None:
        done = run(csv(tmp_path, table(ROW).replace("\n", end), encoding=encoding), source="hr-csv")
        assert months.rows(ContributionRow) == [READ]
        assert done.findings.counts == {}
        assert months.as_of(Authority.HUMAN_RESOURCES) == Month(2026, 10)

    def test_chinese_column_names_are_the_same(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        names = {
            "AAC001": "人员编码",
            "AAC002": "社会保障号码",
            "AAE140": "险种代码",
            "AAE003": "应缴年月",
            "AIC020": "缴费基数",
        }
        run(csv(tmp_path, table({names.get(code, code): text for code, text in ROW.items()})), source="hr-csv")
        assert months.rows(ContributionRow) == [READ]

    def test_an_empty_cell_does_not_hide_what_another_column_of_the_field_says(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        without = {code: text for code, text in ROW.items() if code != "AAE114"}
        ways = (("1", ""), ("", "是"), ("", ""), ("0", "是"))
        rows = [
            without | {"EAZ058": f"S{n}", "AAE078": code, "足额到账标志": word} for n, (code, word) in enumerate(ways)
        ]
        done = run(csv(tmp_path, table(*rows)), source="hr-csv")
        assert [row.status for row in months.rows(ContributionRow)] == ["1", "1", "0", "0"]  # type: ignore[union-attr]
        assert "足额到账标志" not in done.findings.unused

    def test_410_is_another_thing_with_medical_security(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        done = run(csv(tmp_path, table(ROW | {"AAE140": "410"})), source="medical-csv")
        run(csv(tmp_path, table(ROW | {"AAE140": "410"})), source="hr-csv")
        insurances = [row.insurance for row in months.rows(ContributionRow) if isinstance(row, ContributionRow)]
        assert insurances == ["medical:410", "410"]
        assert done.findings.unknown_codes == {("AAE140", "410"): 1}

    def test_a_profile_of_ones_own_turns_aae020_around(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        shipped = Path("resources/profiles/hr-csv.toml").read_text(encoding="utf-8")
        own = shipped.replace('unit_due = ["AAE020", "单位应缴金额"]', 'unit_due = ["AAE022"]')
        own = own.replace('person_due = ["AAE022", "个人应缴金额"]', 'person_due = ["AAE020"]')
        profile = tmp_path / "own.toml"
        profile.write_text(own, encoding="utf-8")
        row = ROW | {"AAE140": "410", "AAA042": "0.002", "AAA041": "0", "AAE020": "0", "AAE022": "9.00"}
        done = run(csv(tmp_path, table(row | {"AAE080": "9.00", "AAE082": "0"})), source=str(profile))
        read = months.rows(ContributionRow)[0]
        assert isinstance(read, ContributionRow)
        assert (read.unit_due, read.person_due) == (900, 0)
        assert done.findings.counts == {}

    def test_account_years_that_do_not_add_up_are_reported_by_line(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        year = {"AAC001": "1", "AAE140": "310", "AAE001": "2025", "AIC200": "1.00", "ZZB001": "2.00", "ZZB002": "0.03"}
        years = [year | {"AIC340": "1.00", "ZZB005": "2.03"}, year | {"AAE001": "2024", "AIC340": "", "ZZB005": "2.03"}]
        done = run(csv(tmp_path, table(*years)), source="medical-csv")
        assert [str(place) for place in done.findings.places[Flaw.BALANCE]] == ["data.csv, line 3, ZZB005"]
        assert months.rows(AccountYearRow)[0] == AccountYearRow("1", "", "310", 2025, 100, 200, 3, 100, 203, None, "")
        assert done.as_of is None

    def test_cards_and_contracts_come_in(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        card = {
            "身份证号": ZHANG,
            "卡号": "a12345674",
            "卡识别码": "119901D1",
            "发卡日期": "20240601",
            "有效期至": "20340601",
        }
        cards = [
            card | {"卡状态": state, "卡号": f"A{n}"}
            for n, state in enumerate(["正常", "挂失", "注销", "换卡", "冻结"])
        ]
        done = run(csv(tmp_path, table(*cards)), source="cards-csv")
        states = [row.state for row in months.rows(CardRow) if isinstance(row, CardRow)]
        assert states == ["in-use", "lost", "cancelled", "replaced", "cancelled"]
        assert done.findings.counts == {Flaw.UNKNOWN_CARD_STATE: 1}
        assert months.rows(CardRow)[0] == CardRow(
            "", ZHANG, "A0", "119901D1", "social-security", "2024-06-01", "2034-06-01", "in-use"
        )
        contract = {"身份证号": ZHANG, "单位编码": "900001", "合同开始年月": "202001", "合同终止年月": ""}
        run(csv(tmp_path, table(contract)), source="contracts-csv")
        assert months.rows(ContractRow) == [ContractRow("", ZHANG, "900001", 202001, None)]

    def test_declared_totals_are_held_to(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        rows = [ROW, ROW | {"EAZ058": "S2", "AAE020": "0.01"}]
        empty = dict.fromkeys(ROW, "")
        good = table(*rows, empty | {"AAC001": "合计", "AAE020": "22.51", "AAE022": "45.00"})
        bad = table(*rows, empty | {"AAC001": "合计", "AAE020": "22.52"})
        assert run(csv(tmp_path, good), source="hr-csv").rows == {Kind.CONTRIBUTION: 2}
        months.kept.clear()
        with pytest.raises(Refused, match=r"line 4, AAE020 declares another sum"):
            run(csv(tmp_path, bad), source="hr-csv")
        with pytest.raises(Refused, match=r"line 5 stands after the totals"):
            run(csv(tmp_path, good + ",".join(ROW.values()) + "\n"), source="hr-csv")
        assert months.kept == {}

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (table(ROW, ROW), "line 3 is there twice"),
            (table(ROW, ROW | {"EAZ058": "S2", "AAE020": "1.005"}), "line 3, AAE020 is not an amount"),
            (table(ROW | {"AAE003": "2026.09"}), "line 2, AAE003 is not a month"),
            (table(ROW)[:-8], "line 2 has 18 columns and the header 19"),
            (table(ROW).replace("张三", '"张三'), "line 2 is not CSV"),
            (table(ROW).replace("AAC003", "AAC002"), "names a column twice"),
            (table(ROW).replace("AAE140", "XYZ"), "no header of a kind"),
            (table(ROW, delimiter=";"), "no header of a kind"),
            (table(ROW).split("\n", 1)[1], "no header of a kind"),
            (table(ROW).split("\n", 1)[0] + "\n", "no record"),
            ("<?xml version='1.0'?><a/>", "is XML"),
        ],
    )
    def test_what_refuses_a_file(self, tmp_path: Path, run: Run, months: MemoryMonths, text: str, says: str) -> None:
        with pytest.raises(Refused, match=says) as refused:
            run(csv(tmp_path, text), source="hr-csv")
        assert months.kept == {}
        assert "张" not in str(refused.value)

    def test_lines_are_right_after_a_cell_with_a_line_break_and_blank_lines(self, tmp_path: Path, run: Run) -> None:
        text = (
            table(ROW | {"AAE044": '"示例\n公司"'}) + "\n" + ",".join((ROW | {"EAZ058": "S2", "AAE020": "x"}).values())
        )
        with pytest.raises(Refused, match=r"line 5, AAE020"):
            run(csv(tmp_path, text), source="hr-csv")

    def test_several_files_are_one_import(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        good = csv(tmp_path, table(ROW), "a.csv")
        bad = csv(tmp_path, table(ROW | {"EAZ058": "S2", "AAE002": "x"}), "b.csv")
        with pytest.raises(Refused, match=r"b\.csv, line 2"):
            run(good, bad, source="hr-csv")
        assert months.kept == {}
        assert months.abandoned == 1
        persons = csv(tmp_path, table({"AAC001": "1000001", "AAC003": "张三", "AAC004": "1"}), "c.csv")
        done = run(good, persons, source="hr-csv")
        assert done.rows == {Kind.CONTRIBUTION: 1, Kind.PERSON: 1}
        assert len(months.rows(PersonRow)) == 2
        with pytest.raises(Refused, match="named twice"):
            run(good, good, source="hr-csv")

    def test_older_data_need_to_be_asked_for(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        run(csv(tmp_path, table(ROW)), source="hr-csv")
        old = csv(tmp_path, table(ROW | {"AAE002": "202608", "EAZ058": "S0"}))
        with pytest.raises(Refused, match="reach to 2026-08 and the data already to 2026-10"):
            run(old, source="hr-csv")
        assert run(old, source="hr-csv", as_of=Month(2026, 8)).as_of == Month(2026, 8)

    def test_a_dry_run_and_the_same_file_twice_change_nothing(
        self, tmp_path: Path, run: Run, months: MemoryMonths
    ) -> None:
        file = csv(tmp_path, table(ROW))
        assert run(file, source="hr-csv", dry_run=True).as_of == Month(2026, 10)
        assert months.kept == {}
        run(file, source="hr-csv")
        before = {kind: dict(rows) for kind, rows in months.kept.items()}
        assert run(file, source="hr-csv").replaced == 0
        assert months.kept == before
        changed = csv(tmp_path, table(ROW | {"AAE114": "0"}))
        done = run(changed, source="hr-csv")
        assert done.replaced == 1
        assert str(done.findings.places[Flaw.REPLACED][0]) == "data.csv, line 2"

    @pytest.mark.parametrize(("due", "flaws"), [("22.51", {}), ("22.50", {Flaw.BASE_TIMES_RATE: 1})])
    def test_base_times_rate_is_rounded_half_up(
        self, tmp_path: Path, run: Run, due: str, flaws: dict[Flaw, int]
    ) -> None:
        row = ROW | {"AIC020": "4501.00", "AAE020": due, "AAE080": due, "AAE022": "22.51", "AAE082": "22.51"}
        assert run(csv(tmp_path, table(row)), source="hr-csv").findings.counts == flaws
