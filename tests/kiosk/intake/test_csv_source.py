"""CSV sources, read into memory."""

from __future__ import annotations

from tests.kiosk.intake.csv_source_rules import CsvSourceRules


class TestCsvSource(CsvSourceRules):
    """Every rule."""
