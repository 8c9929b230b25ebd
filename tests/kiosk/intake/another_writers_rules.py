"""A GB/T 40217 file that somebody typed by hand from the standard's field lists comes in to the fen, rare names whole.

Rare: U+36C3 (extension A), U+20BB7 (extension B, four bytes), U+4DAE, the middle dot, and one of the 18 code points
that GB 18030-2022 changed: the bytes FE59 mean U+9FB4, which an old table takes for the private U+E81E.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.insurance import Authority
from kiosk.intake.kinds import Kind
from kiosk.intake.rows import ContributionRow, PersonRow, UnitRow
from kiosk.period import Month
from tests.kiosk.intake.conftest import Run
from tests.kiosk.intake.months import MemoryMonths

CHANGED, MEANS = b"\xfe\x59", "\u9fb4"

ROWS = [
    ContributionRow._make(
        (
            *(
                "7700000001",
                "119901198503150015",
                "110",
                202610,
                "JS-2026-10-0001",
                "10",
                "900001",
                202610,
                "2026-10-20",
            ),
            *(1234604, "0.1600", "0.0800", 197537, 98768, 197537, 98768, "1", 98768, 0),
        )
    ),
    # Not arrived: what the unit paid nobody knows.
    ContributionRow._make(
        (
            *("7700000002", "119901198309120111", "110", 202609, "JS-2026-10-0001", "31", "900001", 202610, None),
            *(450000, ".16", "8%", 72000, 36000, None, 0, "0", None, 0),
        )
    ),
    ContributionRow._make(
        (
            *("7700000003", "119901197505190147", "120", 202610, "JG202610", "20", "900007", 202610, "2026-10-19"),
            *(1000000, "0.1600", "0.0800", -160000, -80000, -160000, -80000, "1", None, 0),
        )
    ),
    ContributionRow._make(
        (
            *("7700000004", "119901196801170066", "170", 202600, "", "10", "", 202605, "2026-05-18"),
            *(None, "", "", 0, 113000, 0, 113000, "1", 119010, 6010),
        )
    ),
]


class AnotherWritersRules:
    """Every rule of the file; needs fixtures `run` and `months`."""

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        text = Path(__file__).with_name("another_writers.xml").read_text(encoding="utf-8")
        before, after = text.split("@18@</")
        path = tmp_path / "人员缴费.xml"
        path.write_bytes(before.encode("gb18030") + CHANGED + f"</{after}".encode("gb18030"))
        return path

    def test_it_comes_in_to_the_fen(self, file: Path, run: Run, months: MemoryMonths) -> None:
        done = run(file)
        assert months.rows(ContributionRow) == ROWS
        assert done.rows == {Kind.CONTRIBUTION: 4}
        assert done.findings.counts == {}
        sums = {
            code: (each.unit_due, each.person_due, each.unit_paid, each.person_paid) for code, each in done.sums.items()
        }
        assert sums == {
            "110": (269537, 134768, 197537, 98768),
            "120": (-160000, -80000, -160000, -80000),
            "170": (0, 113000, 0, 113000),
        }
        assert months.as_of(Authority.HUMAN_RESOURCES) == Month(2026, 10)

    def test_every_name_is_whole(self, file: Path, run: Run, months: MemoryMonths) -> None:
        run(file)
        names = [row.name for row in months.rows(PersonRow) if isinstance(row, PersonRow)]
        assert names == ["欧阳\u36c3\U00020bb7", f"阿卜杜热合曼·买买提{MEANS}", "郑\u4dae", "孙桂兰"]
        assert months.rows(UnitRow) == [UnitRow("900001", "示范精密机械有限公司"), UnitRow("900007", "示范区第二中学")]

    def test_the_same_file_as_utf_8_by_the_old_table_is_the_same(
        self, file: Path, run: Run, months: MemoryMonths
    ) -> None:
        old = file.read_bytes().decode("gb18030")
        assert "\ue81e" in old, "CPython's table is the old one"
        file.write_text(old, encoding="utf-8")
        run(file)
        assert months.rows(ContributionRow) == ROWS
        assert any(isinstance(row, PersonRow) and row.name.endswith(MEANS) for row in months.rows(PersonRow))
