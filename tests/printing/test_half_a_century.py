"""B11: fifty years in five insurances: made within three seconds, in bounded memory, too long to print at once."""

from __future__ import annotations

import resource
import time

from kiosk.config import load
from printing.paper import PaperMaker
from tests.printing.lists import payment_list

MONTHS = 50 * 12
RENDER_SECONDS = 3.0
MEMORY_GROWTH_KIB = 64 * 1024
"""Far more than the few megabytes of the list and its PDF; far less than keeping every page's objects would take."""


def peak_kib() -> int:
    """The most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_fifty_years_are_rendered_in_time_and_bounded_memory() -> None:
    maker, content = PaperMaker(), payment_list(months=MONTHS)
    maker.warm()
    maker.make(payment_list(months=12), "zh_CN", previews=1)
    before, begun = peak_kib(), time.process_time()
    document = maker.make(content, "zh_CN", previews=1)
    assert time.process_time() - begun < RENDER_SECONDS
    assert peak_kib() - before < MEMORY_GROWTH_KIB
    assert document.pages > load(environment={}).printer.page_limit, "so the kiosk asks for a shorter period"
    assert len(document.preview) == 1
