"""Keyed hashes tell nothing without the key, and differ from kiosk to kiosk and use to use."""

from __future__ import annotations

from kiosk.keyed import keyed


def test_it_depends_on_key_and_use() -> None:
    told = {keyed(key, text) for key in (b"one", b"two") for text in ("card|1", "staff|1")}
    assert len(told) == 4
    assert all(len(each) == 64 for each in told)
    assert keyed(b"one", "card|1") in told
