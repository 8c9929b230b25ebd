"""GB/T 40217-2021 files, read into memory."""

from __future__ import annotations

from tests.kiosk.intake.gbt40217_rules import Gbt40217Rules


class TestGbt40217(Gbt40217Rules):
    """Every rule."""
