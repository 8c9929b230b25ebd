"""An act is told in one line, for people and for programs, with who did it and never whom it was about."""

from __future__ import annotations

import json
from datetime import datetime

from kiosk.fleet.acts import Act, as_json, as_text

AT = datetime(2026, 11, 21, 12, 0, 30)
UNLOCKED = Act(7, AT, "number-unlocked", "clerk_li", "desk-3", "0123456789abcdef", "", "")
REMOVED = Act(8, AT, "kiosk-removed", "agency", "", "", "hall-2", "")
KNOWN = Act(9, AT, "breaks-acknowledged", "auditor", "root", "", "hall-1", "disk 17")


def test_for_people() -> None:
    assert [as_text(each) for each in (UNLOCKED, REMOVED, KNOWN)] == [
        "     7  2026-11-21 12:00:30  number-unlocked      by clerk_li (desk-3)  about 0123456789abcdef",
        "     8  2026-11-21 12:00:30  kiosk-removed        by agency  hall-2",
        "     9  2026-11-21 12:00:30  breaks-acknowledged  by auditor (root)  hall-1  disk 17",
    ]


def test_for_programs() -> None:
    told = json.loads(as_json(UNLOCKED))
    assert (told["act"], told["login"], told["operator"], told["about"]) == (
        "number-unlocked",
        "clerk_li",
        "desk-3",
        "0123456789abcdef",
    )
