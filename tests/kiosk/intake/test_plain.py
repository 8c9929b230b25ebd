"""What the pattern of plain lines takes, the readers of cells read without a word; a hundred ways to be damaged."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.intake import plain
from kiosk.intake.csv_layout import layout_of
from kiosk.intake.plain import NOT_READ, NotPlain, form_of, pattern_of
from kiosk.intake.profile import Profile, load_profile
from kiosk.intake.reading import Order, Outcome, read_here
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.samples import ZHANG

HR = load_profile("hr-csv")
LINE = {
    **{
        "AAC001": "1000001",
        "AAC002": ZHANG,
        "AAC003": "张三",
        "AAC058": "01",
        "AAB301": "119901",
        "AAB034": "11990101",
    },
    **{
        "AAB001": "900001",
        "AAE044": "示例 公司",
        "AAE140": "110",
        "EAZ058": "S1",
        "AAE003": "202609",
        "AAE002": "202610",
    },
    **{"AAA115": "10", "AAB191": "20261020", "AIC020": "4500.00", "AAA042": "0.16", "AAA041": "0.08"},
    **{"AAE058": "1080.00", "AAE020": "720.00", "AAE022": "360.00", "AAE080": "720.00", "AAE082": "360.00"},
    **{"AAE114": "1", "AAE021": "0.00", "AAE034": "0.00", "something else": "x"},
}
HARMLESS = {
    **{"AAC002": ["", "A123456", "11990119850315001X"], "AAC003": ["李 四", "\u00b7", "\U00020000"], "AAC058": [""]},
    **{"AAB301": [""], "AAB034": ["", "示范区"], "AAB001": ["", "1"], "AAE044": [""], "AAE140": ["210", "410"]},
    **{"EAZ058": ["", "S-2"], "AAE003": ["190001", "219912"], "AAA115": ["", "31"], "AAB191": ["", "2026-10-20"]},
    **{"AIC020": ["", "4500", "4500.0", "4500.0000"], "AAA042": ["", ".16", "0.160000", "0.1600000"]},
    **{"AAE058": [""], "AAE020": ["720"], "AAE022": ["360.0"], "AAE114": ["", "0", "3", "在途"], "AAE021": ["", "-1"]},
    "something else": ["", " 甲 "],
}


@dataclass(frozen=True)
class Plain:
    """One header's pattern, asked whether it takes a line."""

    profile: Profile

    def takes(self, line: dict[str, str]) -> bool:
        header = list(line)
        layout = layout_of(header, self.profile, "data.csv")
        pattern = pattern_of(layout, form_of(layout, len(header), self.profile))
        return pattern.fullmatch(",".join(line.values()) + "\n") is not None


def read(folder: Path, line: dict[str, str]) -> str:
    """What the readers of cells have to say about it: nothing, a refusal or findings."""
    file = folder / "data.csv"
    file.write_text(f"{','.join(line)}\n{','.join(line.values())}\n", encoding="utf-8", newline="")
    try:
        *_, outcome = read_here(Order([file], HR, TODAY))
    except Refused as refused:
        return str(refused)
    assert isinstance(outcome, Outcome)
    ours = {flaw: n for flaw, n in outcome.findings.counts.items() if flaw.name not in CHECKED_BY_THE_DATABASE}
    return str(ours or "")


CHECKED_BY_THE_DATABASE = ("BASE_TIMES_RATE", "TOTAL", "OVERPAID", "NEGATIVE", "NUMBER")

CELLS = st.one_of(
    st.text(
        st.sampled_from("0123456789.-+%XxeE１ \t\u3000\u00a0\\?？\ufffd\ue000\U000f0000'合计甲張A/:\u2028\x85\x0b"),
        max_size=9,
    ),
    st.text(max_size=4),
    st.sampled_from(
        ["0.160000001", "8%", "1.005", "2026-09", "20260901", "202613", "202600", "2026", "20261032", "1e3"]
    ),
    st.sampled_from(
        ["1.19901E+17", "119901198503150", "119901198503150000", "999", "Infinity", "NaN", "(5)", "$5", "5,0"]
    ),
    st.integers(15, 210).map("x".__mul__),
    st.integers(5, 25).map("9".__mul__),
)


def is_in_the_calendar(day: str) -> bool:
    """Whether the database takes a day; for one like the 32nd it refuses the whole, and the readers have their say."""
    try:
        return not day or bool(date.fromisoformat(day))
    except ValueError:
        return False


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400, deadline=None
)
@given(changed=st.dictionaries(st.sampled_from(sorted(LINE)), CELLS, min_size=1, max_size=2))
def test_what_it_takes_is_read_without_a_word(tmp_path: Path, changed: dict[str, str]) -> None:
    line = {field: changed.get(field, text).replace(",", "") for field, text in LINE.items()}
    if Plain(HR).takes(line) and is_in_the_calendar(line["AAB191"].strip()):
        assert read(tmp_path, line) == ""


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in HARMLESS.items() for text in texts])
def test_it_takes_what_is_usual(tmp_path: Path, field: str, text: str) -> None:
    line = LINE | {field: text}
    assert Plain(HR).takes(line)
    assert read(tmp_path, line) == ""


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("AAC001", ""),
        ("AAC003", ""),
        ("AAC003", "?三"),
        ("AAC003", "\ue000"),
        ("AAC003", " 张三"),
        ("AAE140", "310"),
        ("AAE003", "2026.09"),
        ("AAA115", "99"),
        ("AIC020", "1.005"),
        ("AIC020", "-1"),
        ("AAE044", '"示例"'),
        ("AAB301", "1199"),
        ("EAZ058", "S" * 41),
        ("something else", "\\."),
    ],
)
def test_the_rest_is_for_the_readers(field: str, text: str) -> None:
    assert not Plain(HR).takes(LINE | {field: text})


def test_two_columns_of_one_field_are_for_the_readers() -> None:
    header = [*LINE, "到账日期"]
    with pytest.raises(NotPlain):
        form_of(layout_of(header, HR, "data.csv"), len(header), HR)


def test_a_number_is_kept_as_one_whichever_column_it_stands_in() -> None:
    with_document = {**LINE, "AAE135": "anything"}
    alone = {("AAE135" if field == "AAC002" else field): text for field, text in LINE.items()}
    for line, place in ((with_document, "AAC002"), (alone, "AAE135")):
        header = list(line)
        form = form_of(layout_of(header, HR, "data.csv"), len(header), HR)
        assert [at for at, field in enumerate(form.columns) if field == "number"] == [header.index(place)]
    assert form.columns[-1] == NOT_READ
    assert not Plain(HR).takes(with_document | {"AAC002": ""})


def test_white_is_what_python_takes_away() -> None:
    white = re.compile(f"[{plain._WHITE}]")
    assert all(bool(white.match(sign)) == sign.isspace() for sign in map(chr, range(sys.maxunicode + 1)))
