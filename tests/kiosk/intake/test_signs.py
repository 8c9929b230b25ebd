"""What the pattern of plain lines takes, the readers of cells read without a word; a hundred ways to be damaged."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.intake import signs
from kiosk.intake.csv_layout import layout_of
from kiosk.intake.plain import form_of
from kiosk.intake.reading import Order, Outcome, read_here
from kiosk.intake.signs import pattern_of
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.plain_lines import CELLS, HARMLESS, HR, LINE, is_in_the_calendar

CHECKED_BY_THE_DATABASE = ("BASE_TIMES_RATE", "TOTAL", "OVERPAID", "NEGATIVE", "NUMBER")


def takes(line: dict[str, str]) -> bool:
    """Whether the pattern for this header takes the line."""
    layout = layout_of(list(line), HR, "data.csv")
    pattern = pattern_of(layout, form_of(layout, len(line), HR))
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


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400, deadline=None
)
@given(changed=st.dictionaries(st.sampled_from(sorted(LINE)), CELLS, min_size=1, max_size=2))
def test_what_it_takes_is_read_without_a_word(tmp_path: Path, changed: dict[str, str]) -> None:
    line = {field: changed.get(field, text).replace(",", "") for field, text in LINE.items()}
    if takes(line) and is_in_the_calendar(line["AAB191"].strip()):
        assert read(tmp_path, line) == ""


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in HARMLESS.items() for text in texts])
def test_it_takes_what_is_usual(tmp_path: Path, field: str, text: str) -> None:
    line = LINE | {field: text}
    assert takes(line)
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
    assert not takes(LINE | {field: text})


def test_a_number_that_may_stand_in_another_column_is_for_the_readers() -> None:
    assert takes({**LINE, "AAE135": "anything"})
    assert not takes({**LINE, "AAE135": "anything", "AAC002": ""})


def test_white_is_what_python_takes_away() -> None:
    white = re.compile(f"[{signs._WHITE}]")
    assert all(bool(white.match(sign)) == sign.isspace() for sign in map(chr, range(sys.maxunicode + 1)))
