"""What every intake must make of texts: the longest a field keeps come in whole, longer ones and U+0000 not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.intake.kinds import LONGEST, Kind
from kiosk.intake.profile import load_profile
from tests.kiosk.intake.conftest import Run
from tests.kiosk.intake.months import MemoryMonths
from tests.kiosk.intake.samples import PAYMENT, gbt, payment, record, save, table

SOURCES = {
    **dict.fromkeys((Kind.BENEFIT, Kind.ACCOUNT_YEAR, Kind.TRANSFER, Kind.CONTRIBUTION), "medical-csv"),
    **{Kind.PARTICIPATION: "medical-csv", Kind.PERSON: "medical-csv", Kind.RETIREMENT: "hr-csv"},
    **{Kind.CARD: "cards-csv", Kind.CONTRACT: "contracts-csv"},
}
"""Medical security where both bring a kind: its name stands before a personal number that human resources gave too."""

WIDE = "\U00020bb7"
"""One character of four bytes."""

_AMOUNTS = (
    "amount",
    "opening",
    "principal",
    "interest",
    "paid_out",
    "closing",
    "unit_due",
    "person_due",
    "unit_amount",
)
_MONTHS = ("benefit_month", "settled", "paid_for", "first_insured", "begun", "drawing_since", "contract_first")
READABLE = {
    **dict.fromkeys(_AMOUNTS, "0.00"),
    **dict.fromkeys(_MONTHS, "202610"),
    **{"account_year": "2025", "actual_months": "1", "direction": "\u8f6c\u5165"},
}
"""What else a row must say."""


def longest_row(kind: Kind) -> dict[str, str]:
    """Each field as long as may be, by the profile's first name for it."""
    columns = load_profile(SOURCES[kind]).columns
    texts = {field: WIDE * LONGEST[field] for field in kind.fields if field in LONGEST} | READABLE
    return {columns[field][0]: texts[field] for field in kind.fields if field in texts and field in columns}


class TextRules:
    """Every rule of texts; needs fixtures `run` and `months`."""

    @pytest.mark.parametrize("kind", SOURCES)
    def test_the_longest_texts_come_in_whole(self, tmp_path: Path, run: Run, months: MemoryMonths, kind: Kind) -> None:
        done = run(save(tmp_path, table(longest_row(kind)), "utf-8", name="long.csv"), source=SOURCES[kind])
        assert done.rows == {kind: 1}
        held = {len(value) for rows in months.kept.values() for key in rows for value in key if isinstance(value, str)}
        assert held & set(LONGEST.values())

    def test_a_longer_text_is_refused_by_its_place(self, tmp_path: Path, run: Run, months: MemoryMonths) -> None:
        tried = {"direction", "card_state"}
        for kind, source in SOURCES.items():
            columns, row = load_profile(source).columns, longest_row(kind)
            here = {field: columns[field][0] for field in kind.fields if field in LONGEST and field in columns}
            for field, name in here.items():
                if field in tried:
                    continue
                tried.add(field)
                file = save(tmp_path, table(row | {name: row[name] + WIDE}), "utf-8", name="longer.csv")
                with pytest.raises(Refused, match=rf"^longer.csv, line 2, {name} is longer than {LONGEST[field]} char"):
                    run(file, source=source)
        assert tried == LONGEST.keys()
        assert months.kept == {}

    @pytest.mark.parametrize("before", [0, 1 << 17])
    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
    def test_a_character_that_no_database_keeps_refuses_the_file(
        self, tmp_path: Path, run: Run, months: MemoryMonths, before: int, encoding: str
    ) -> None:
        """Wherever it stands: in a name, or behind what is read at once."""
        row, unit = longest_row(Kind.CONTRACT), load_profile("contracts-csv").columns["unit_code"][0]
        rows = [row | {unit: str(number)} for number in range(1 + before // 500)]
        for text, source in (
            (table(*rows, row | {unit: "\u5f20\0\u4e09"}), "contracts-csv"),
            (gbt(" " * before, record(PAYMENT, payment(姓名="\u5f20\0\u4e09")), declared=""), "gbt40217"),
        ):
            with pytest.raises(Refused, match=r"^data (holds a character U\+0000|has zero bytes and no byte order)"):
                run(save(tmp_path, text, encoding, name="data"), source=source)
        assert months.kept == {}
