"""Why an administrator may end the alarm of a broken chain; whatever the reason, the break stays in the record."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.audit.chain import Verdict


class Why(Enum):
    """A closed list: what is written freely could name somebody."""

    DISK = "disk"
    """A disk or file system was damaged, and is mended."""
    RESTORED = "restored"
    """Files of the trail were put back from a copy."""
    TEST = "test"
    """The trail was changed on purpose, to see that it is noticed."""
    INVESTIGATED = "investigated"
    """Whoever answers for data security looked into it, and knows who did it."""
    UNEXPLAINED = "unexplained"
    """Whoever answers for data security knows of it; the cause was not found."""


_CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{0,39}")
_NUMBER = re.compile(r"\d{12}")
"""A run of twelve digits could be somebody's number."""


def reason_of(why: Why, case: str) -> str:
    """What is written down. Raises Refused for a case that could name somebody."""
    if case and (not _CASE.fullmatch(case) or _NUMBER.search(case)):
        raise Refused("--case is the number of the hall's own record: up to 40 letters, digits and ./_- in it.")
    return f"{why.value} {case}".strip()


def to_acknowledge(trail: Path, head: Path | None, key: bytes) -> Verdict:
    """What staff do not know of yet. Raises Refused when there is nothing, or when the kiosk does not know either."""
    from kiosk.audit.verifying import checked

    found = checked(trail, head, key).verdict
    if found.new_breaks:
        raise Refused("The kiosk has not recorded yet what is wrong; start it anew, then acknowledge what it records.")
    if not found.unknown_records:
        raise Refused("There is nothing to acknowledge.")
    return found
