"""Profiles: all that ship can be read; what is wrong with one's own is one sentence that names the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.intake.kinds import FIELDS, Kind
from kiosk.intake.profile import load_profile, shipped

OWN = 'name = "own"\nauthority = "hr"\nformat = "csv"\ncontent = "snapshot"\n[columns]\nsource_id = ["A"]\n'


def test_all_that_ship_can_be_read_and_are_called_as_their_files() -> None:
    assert shipped() == ["cards-csv", "contracts-csv", "gbt40217", "hr-csv", "medical-csv"]
    assert [load_profile(name).name for name in shipped()] == shipped()


def test_every_field_is_filled_by_some_shipped_profile() -> None:
    assert {field for name in shipped() for field in load_profile(name).columns} == FIELDS


def test_every_kind_fits_its_own_fields() -> None:
    assert all(kind.fits(kind.fields) for kind in Kind)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (OWN.replace("format", "fromat"), "unknown key fromat"),
        (OWN.replace('authority = "hr"\n', ""), "lacks the key authority"),
        (OWN.replace('"csv"', '"xls"'), "wrong value at format"),
        (OWN.replace("source_id", "sauce_id"), "sauce_id is not known at columns"),
        (OWN + '[codes.card_state]\n1 = "gone"\n', "gone is not known at codes.card_state"),
        (OWN + '[codes.unit_due]\n1 = "1"\n', "wrong value at codes.unit_due"),
        (OWN + "x", "not valid TOML"),
    ],
)
def test_a_wrong_profile_is_one_sentence_that_names_the_key(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=says) as refused:
        load_profile(str(file))
    assert "\n" not in str(refused.value)


def test_a_profile_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no profile nothing; there are cards-csv"):
        load_profile("nothing")
    with pytest.raises(Refused, match="cannot be read"):
        load_profile(str(tmp_path / "none.toml"))
