"""A database on a real PostgreSQL into which files go straight, some lines at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.intake import encoding
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.straight import parts
from tests.hardware.straight.both_ways import Database

BLOCK = 512
"""Bytes: two lines or three, so that a handful of them are several parts."""


@pytest.fixture(params=["gb18030", "utf-8"])
def database(
    emptied_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Database]:
    monkeypatch.setattr(encoding, "BLOCK", BLOCK)
    monkeypatch.setattr(parts, "PART_BYTES", 1)  # each block of text is a part
    monkeypatch.setattr(parts, "FIRST_PARTS", ())
    engine = make_engine(parse_url(emptied_url), 10)
    yield Database(engine, tmp_path, request.param)
    engine.dispose()
