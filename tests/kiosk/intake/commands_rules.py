"""What `main.py import` must do, as it is typed: a sentence for what is refused, else a report of nobody's data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import main
from tests.kiosk.intake.samples import PAYMENT, ZHANG, gbt, payment, record, save, table


class Typed:
    """Types `import` commands against the database that the environment names."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        """Return exit status, standard output, standard error."""
        self._patch.setattr(sys, "argv", ["main.py", "import", *map(str, words)])
        try:
            status = main.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = self._capsys.readouterr()
        assert ZHANG not in said.out + said.err
        assert "张三" not in said.out + said.err
        return status, said.out, said.err


class ImportCommandRules:
    """Every rule of the command; needs a fixture `typed`."""

    def test_an_import_reports_and_moves_the_data_as_of(self, tmp_path: Path, typed: Typed) -> None:
        odd = payment(结算单号="S2", 应缴总金额="1.00", 姓名="?三")
        file = save(tmp_path, gbt(record(PAYMENT, payment()), record(PAYMENT, odd)))
        status, out, _ = typed(file, "--source", "gbt40217", "--dry-run")
        assert status == 0
        assert "nothing has changed" in out
        status, out, _ = typed(file, "--source", "gbt40217")
        assert status == 0
        assert "rows: 2 (2 contribution)" in out
        assert "persons: 1, of them new: 1" in out
        assert "110: 2 rows, unit due 1440.00 paid 1440.00, person due 720.00 paid 720.00" in out
        assert f"data.xml, record 2 of {PAYMENT}, 应缴总金额" in out
        assert "data as of: none -> 2026-10" in out
        _, again, _ = typed(file, "--source", "gbt40217")
        assert "persons: 1, of them new: 0" in again
        assert "replaced rows of earlier imports: 0" in again

    def test_two_authorities_people_meet_and_what_does_not_agree_is_reported(
        self, tmp_path: Path, typed: Typed
    ) -> None:
        """Human resources brings a number of fifteen digits, medical security first its own numbers, then both."""
        human_resources = save(tmp_path, gbt(record(PAYMENT, payment(社会保障号码="119901850315001"))))
        medical = {"AAE140": "310", "AAE003": "202610", "AAE002": "202610", "AAE022": "90", "AAE082": "90"}
        alone = save(tmp_path, table({"AAC001": "M7"} | medical), name="alone.csv")
        both = save(tmp_path, table({"AAC001": "M7", "AAC002": ZHANG, "AAC003": "张叁"} | medical), name="both.csv")
        for file, source, says in (
            (alone, "medical-csv", "persons: 1, of them new: 1"),
            (human_resources, "gbt40217", "persons: 1, of them new: 1"),
            (both, "medical-csv", "persons that were made apart and are one now: 1"),
            (human_resources, "gbt40217", "persons: 1, of them new: 0"),
            (both, "medical-csv", "names that the other authority has otherwise: 1"),
        ):
            status, out, _ = typed(file, "--source", source)
            assert status == 0
            assert says in out, out

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("none.xml", "--source", "gbt40217"), "does not exist"),
            ((".", "--source", "gbt40217"), "is a directory"),
            (("{file}", "--source", "hr-csv"), "is XML"),
            (("{file}", "--source", "nothing"), "There is no profile"),
            (("{file}", "--source", "gbt40217", "--as-of", "October"), "is not a month"),
            (("{double}", "--source", "gbt40217"), "twice"),
            (("{rounded}", "--source", "hr-csv"), "rounded.csv, line 2, AAC002 was rounded by a spreadsheet"),
        ],
    )
    def test_what_is_refused_is_one_sentence(
        self, tmp_path: Path, typed: Typed, words: tuple[str, ...], says: str
    ) -> None:
        file = save(tmp_path, gbt(record(PAYMENT, payment())))
        double = save(tmp_path, gbt(record(PAYMENT, payment()), record(PAYMENT, payment())), name="double.xml")
        money = {"AAE140": "110", "AAE003": "202610", "AAE002": "202610", "AAE022": "90", "AAE082": "90"}
        rounded = save(tmp_path, table({"AAC001": "1", "AAC002": "1.19901E+17"} | money), name="rounded.csv")
        status, out, error = typed(*(word.format(file=file, double=double, rounded=rounded) for word in words))
        assert status == 1
        assert out == ""
        (line,) = error.splitlines()
        assert says in line

    def test_usage_is_2(self, typed: Typed) -> None:
        assert typed("--source", "gbt40217")[0] == 2

    def test_columns_that_slipped_show_nobody_in_the_report(self, tmp_path: Path, typed: Typed) -> None:
        """Where a code should stand, a name or a number stands: `typed` looks for both in whatever is said."""
        money = {"AAC001": "1", "AAE140": "110", "AAE003": "202610", "AAE002": "202610", "AAE022": "90"}
        rows = [
            money | {"AAA115": ZHANG, "AAE114": "张三"},
            money | {"AAA115": "11X9", "AAE114": "103", "AAE003": "202609"},
        ]
        status, out, _ = typed(save(tmp_path, table(*rows), name="slipped.csv"), "--source", "hr-csv", "--dry-run")
        assert status == 0
        assert "slipped.csv, line 2, AAA115" in out
        assert "unknown code 103 in AAE114: 1" in out
        assert out.count("unknown code (a text, which is not repeated here)") == 2

    @pytest.mark.parametrize("number", [f"'{ZHANG}", "119901850315001X", "无"])
    def test_a_number_that_nobody_can_type_is_reported(self, tmp_path: Path, typed: Typed, number: str) -> None:
        money = {
            "AAC001": "1",
            "AAC002": number,
            "AAE140": "110",
            "AAE003": "202610",
            "AAE002": "202610",
            "AAE022": "90",
        }
        _, out, _ = typed(save(tmp_path, table(money), name="odd.csv"), "--source", "hr-csv", "--dry-run")
        assert "the ID number cannot be right: its signs, check digit or date: 1\n    odd.csv, line 2, AAC002" in out
