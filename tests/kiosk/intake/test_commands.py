"""`main.py import` on SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.upgrading import upgrade, upgrade_local
from tests.kiosk.intake.commands_rules import ImportCommandRules, Typed


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    url = f"sqlite:///{tmp_path / 'data.db'}"
    upgrade(url)
    upgrade_local(f"sqlite:///{tmp_path / 'data-local.db'}")
    monkeypatch.setenv("KIOSK_DATABASE__URL", url)
    monkeypatch.setenv("KIOSK_DEMO__TODAY", "2026-11-21")
    return Typed(monkeypatch, capsys)


class TestImportCommand(ImportCommandRules):
    """Every rule."""
