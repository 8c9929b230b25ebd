"""The data's file is damaged: the last verified copy is looked up in, and the audit trail says so (fault C6)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.audit import DATA_DAMAGED
from kiosk.errors import Refused
from kiosk.store import fallback
from kiosk.store.copies import copies_of, keep_copy
from tests.stories.conftest import MakeKiosk

NOON = datetime(2026, 11, 21, 12)


@pytest.fixture
def damaged(tmp_path: Path, make_kiosk: MakeKiosk) -> Path:
    """The data with one bit turned, beside a copy from noon."""
    file = tmp_path / "demo.db"
    keep_copy(file, NOON)
    with file.open("r+b") as opened:
        opened.seek(-100, 2)
        byte = opened.read(1)[0]
        opened.seek(-1, 1)
        opened.write(bytes([byte ^ 0x10]))
    return file


def audited(folder: Path) -> list[dict[str, object]]:
    """The lines of the audit trail about damage."""
    lines = map(json.loads, (folder / "audit.log").read_text().splitlines())
    return [line for line in lines if line["event"] == DATA_DAMAGED.name]


@pytest.mark.parametrize("size", [0, 1 << 30], ids=["looked-through-later", "looked-through-at-once"])
def test_people_are_served_from_the_copy(
    damaged: Path, make_kiosk: MakeKiosk, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(fallback, "LOOKED_THROUGH_AT_ONCE", size)
    kiosk = make_kiosk()
    kiosk.settle()
    assert [line["code"] for line in audited(damaged.parent)] == ["D01"]
    kiosk.insert_and_log_in()


def test_a_whole_file_is_not_spoken_of(tmp_path: Path, make_kiosk: MakeKiosk) -> None:
    make_kiosk().settle()
    assert not audited(tmp_path)


def test_without_a_copy_the_kiosk_does_not_open_on_damaged_data(damaged: Path, make_kiosk: MakeKiosk) -> None:
    for copy in copies_of(damaged):
        copy.file.unlink()
    with pytest.raises(Refused, match="is damaged .*no verified copy"):
        make_kiosk()
