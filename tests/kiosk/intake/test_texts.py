"""Texts, read into memory."""

from __future__ import annotations

from tests.kiosk.intake.text_rules import TextRules


class TestTexts(TextRules):
    """Every rule."""
