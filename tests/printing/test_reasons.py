"""Printers' reasons in our failures."""

from __future__ import annotations

import pytest

from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF, PRINTER_NEEDS_STAFF, PRINTER_SILENT, Failure
from printing.reasons import failure_of, keyword


@pytest.mark.parametrize("suffix", ["", "-error", "-warning", "-report"])
def test_suffix_does_not_matter(suffix: str) -> None:
    assert keyword(f"media-empty{suffix}") == "media-empty"
    assert failure_of([f"media-empty{suffix}"]) == NO_PAPER


@pytest.mark.parametrize("reason", ["none", "media-low-warning", "toner-low-report", "marker-supply-low", "unheard-of"])
def test_warnings_hinder_nothing(reason: str) -> None:
    assert failure_of([reason]) is None


@pytest.mark.parametrize(
    ("reasons", "failure"),
    [
        (["cover-open-error"], PRINTER_NEEDS_STAFF),
        (["toner-empty-error", "media-low"], PRINTER_NEEDS_STAFF),
        (["offline-report"], PRINTER_SILENT),
        (["media-empty", "media-jam"], PRINT_BROKEN_OFF),
        (["cover-open", "media-needed"], NO_PAPER),
    ],
)
def test_what_matters_most_is_told(reasons: list[str], failure: Failure) -> None:
    assert failure_of(reasons) == failure
