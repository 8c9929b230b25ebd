"""A GB/T 40217 file that somebody typed by hand, read into memory."""

from __future__ import annotations

from tests.kiosk.intake.another_writers_rules import AnotherWritersRules


class TestAnotherWriters(AnotherWritersRules):
    """Every rule."""
