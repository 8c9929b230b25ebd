"""The doctor's words: every finding on a line of its own, advice below it, and one sentence for what is unwell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.doctor import as_json, as_text, examine, needs_attention
from kiosk.ports import Finding
from tests.workers import steps_of

WELL = Finding("fonts", True, "all fonts are there")
UNWELL = Finding("printer", False, "缺纸 \N{EM DASH} no paper", "Add A4 paper.")
ALSO_UNWELL = Finding("printer", False, "a cover is open")


@dataclass(frozen=True)
class Part:
    """A part with something to say."""

    findings: Sequence[Finding]

    def examine(self) -> Sequence[Finding]:
        """Say it."""
        return self.findings


def test_every_part_is_examined_in_order() -> None:
    assert examine([Part([WELL, UNWELL]), Part([]), Part([ALSO_UNWELL])]) == [WELL, UNWELL, ALSO_UNWELL]


def test_a_line_for_each_finding_and_its_advice_below() -> None:
    assert as_text([WELL, UNWELL, ALSO_UNWELL]).splitlines() == [
        "ok fonts            all fonts are there",
        "!! printer          缺纸 \N{EM DASH} no paper",
        "                    -> Add A4 paper.",
        "!! printer          a cover is open",
    ]
    assert as_text([]) == ""


def test_programs_read_the_same_and_chinese_stays_readable() -> None:
    text = as_json([WELL, UNWELL])
    assert json.loads(text) == [
        {"part": "fonts", "well": True, "state": "all fonts are there", "advice": ""},
        {"part": "printer", "well": False, "state": UNWELL.state, "advice": "Add A4 paper."},
    ]
    assert "缺纸" in text
    assert json.loads(as_json([])) == []


def test_what_needs_attention_is_named_once_in_one_sentence() -> None:
    reader = Finding("reader", False, "away")
    assert needs_attention([UNWELL, WELL, reader, ALSO_UNWELL]) == "Needs attention: printer, reader."
    assert needs_attention([WELL]) == needs_attention([]) == ""


def test_each_part_is_a_sign_of_life() -> None:
    assert steps_of(lambda: examine([Part([WELL]), Part([])])) == 2
