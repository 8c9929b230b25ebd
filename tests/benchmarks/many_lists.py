"""Makes many lists one after another, each of another person, and prints its memory in megabytes on the way.

Run apart from the other measures: `python -m tests.benchmarks.many_lists 50 500` prints it after 50 and after 500.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from kiosk.account.payment_list import PaymentList
from kiosk.period import Month
from printing.paper import PaperMaker
from printing.seal.key_file import demo_key
from printing.seal.sealer import KeySealer
from tests.printing.lists import payment_list

MONTHS = 24
"""A list of 120 rows, the usual one."""
FIRST_NAME = 0x4E00
"""Names go through the characters from here, so that what is remembered of characters grows as it does in life."""
LAST_MONTH = Month(2026, 10)


def content(number: int) -> PaymentList:
    """Another person's list: another name, other months, other amounts."""
    name = "".join(chr(FIRST_NAME + 3 * number + place) for place in range(3))
    return replace(payment_list(MONTHS, last=LAST_MONTH.plus(-number)), holder_name=name)


def resident() -> float:
    """Memory of this process in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main(marks: list[int]) -> None:
    """Make lists until the last mark."""
    paper = PaperMaker(sealer=KeySealer(demo_key()))
    for number in range(1, max(marks) + 1):
        paper.make(content(number), "zh_CN")
        if number in marks:
            print(f"{resident():.2f}", flush=True)


if __name__ == "__main__":
    main([int(mark) for mark in sys.argv[1:]])
