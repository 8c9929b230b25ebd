"""What about a kiosk wants attention is told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.fleet.seen import Heard, KioskSeen, span
from kiosk.health import Service
from kiosk.period import Month

WELL = Heard(1e9, 20, 0.3, "1.0.0", Service.OPEN, (), (), Month(2026, 10))
SILENT = 300.0


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (KioskSeen("a", WELL), []),
        (KioskSeen("a"), ["never heard of"]),
        (KioskSeen("a", replace(WELL, silent=SILENT)), []),
        (KioskSeen("a", replace(WELL, silent=SILENT + 1)), ["silent for 5 min"]),
        (KioskSeen("a", replace(WELL, ahead=60.0)), []),
        (KioskSeen("a", replace(WELL, ahead=-61.0)), ["its clock is 1 min behind"]),
        (KioskSeen("a", replace(WELL, ahead=86_400.0 * 3650)), ["its clock is 3650 d ahead"]),
        (KioskSeen("a", replace(WELL, unshipped="S03 x")), ["could not ship its records: S03 x"]),
        (KioskSeen("a", WELL, 1), ["its audit trail was changed or set back (1 line)"]),
        (KioskSeen("a", None, 2), ["never heard of", "its audit trail was changed or set back (2 lines)"]),
    ],
)
def test_what_wants_attention(seen: KioskSeen, told: list[str]) -> None:
    assert list(seen.remarks(SILENT)) == told


def test_paper_is_what_printer_and_paper_have() -> None:
    assert WELL.paper == ""
    heard = replace(WELL, reasons=("D01", "P01"), warnings=("S04", "P06"))
    assert heard.paper == "P01, P06 soon"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (7200, "2 h"), (864_000, "10 d")]
)
def test_spans(seconds: float, words: str) -> None:
    assert span(seconds) == words
