"""`main.py import` on SQLite."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kiosk.store.upgrading import upgrade, upgrade_local
from tests.kiosk.intake.commands_rules import ImportCommandRules, Typed
from tests.kiosk.intake.samples import PAYMENT, gbt, payment, record, save


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


class Terminal(io.StringIO):
    """Somebody looks at it."""

    def isatty(self) -> bool:
        return True


def test_who_looks_on_sees_how_far_it_has_come(tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert typed(save(tmp_path, gbt(record(PAYMENT, payment()))), "--source", "gbt40217")[0] == 0
    assert "Importing" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
