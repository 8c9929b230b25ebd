"""Whether a new version is fit to run: it must find well what it cannot do without, and what was well before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resources.deploy.judge_findings import findings, ill

OWN = ("configuration", "local-database", "fonts")


def found(*, unwell: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> dict[str, dict[str, object]]:
    """What a doctor says of a kiosk."""
    parts = [part for part in (*OWN, "database", "printer", "pcsc") if part not in without]
    return {part: {"part": part, "well": part not in unwell, "state": "as it is"} for part in parts}


def test_a_kiosk_without_paper_and_reader_is_fit() -> None:
    before = found(unwell=("printer", "pcsc", "database"))
    assert ill(found(unwell=("printer", "pcsc", "database")), before) == []
    assert ill(found(unwell=("printer", "pcsc", "database")), {}) == []


@pytest.mark.parametrize("part", OWN)
def test_without_one_of_its_own_parts_it_is_not(part: str) -> None:
    assert ill(found(unwell=(part,)), {}) == [f"{part}: as it is"]
    assert ill(found(without=(part,)), {}) == [f"{part}: not found"]


def test_what_was_well_before_must_be_well() -> None:
    assert ill(found(unwell=("printer",)), found()) == ["printer: as it is"]


def test_a_part_the_new_version_does_not_have_is_not_missed() -> None:
    assert ill(found(without=("pcsc",)), found()) == []


def test_a_doctor_that_broke_finds_nothing_well(tmp_path: Path) -> None:
    file = tmp_path / "after.json"
    assert ill(findings(file), {}) == [f"{part}: not found" for part in sorted(OWN)]
    file.write_text("Traceback")
    assert findings(file) == {}
    file.write_text(json.dumps(list(found().values())))
    assert findings(file) == found()
