"""Replacing the content is all or nothing, streams, and never touches real data."""

from __future__ import annotations

from tests.kiosk.store.writing_rules import WritingRules


class TestWritingOnSqlite(WritingRules):
    """Every rule."""
