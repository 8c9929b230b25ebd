"""What is not right in a source, counted in full and listed up to a bound; places and field names, never a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum

from kiosk.intake.batch import Batch, Place
from kiosk.words import N_

MOST_LISTED = 20
"""Places listed of one kind; the count says how many there are."""
MOST_CODES = 200
"""Different unknown codes kept: more are no codes but a wrong column."""
_CODE = re.compile(r"[A-Z]{0,3}[-_.]?[0-9]{0,6}", re.ASCII | re.IGNORECASE)
"""What is repeated: anything longer, and any word, might be a name or a number of somebody, in a wrong column."""
NOT_REPEATED = "(a text, which is not repeated here)"


class Flaw(Enum):
    """One thing that is reported and does not refuse a file; the value is a catalogue message."""

    BASE_TIMES_RATE = N_("base x rate is not the amount due, to the fen")
    TOTAL = N_("the total due is not what unit and person owe together")
    OVERPAID = N_("more is paid than was due")
    NEGATIVE = N_("a negative amount that is not marked as a refund")
    BALANCE = N_("closing is not opening + principal + interest - paid out")
    DIVISION = N_("the division is not six digits")
    NUMBER = N_("the ID number cannot be right: its signs, check digit or date")
    NO_NAME = N_("there is no name")
    PRIVATE_CHARACTER = N_("a name has a private-use character")
    LOST_CHARACTER = N_("a name has a character that was lost before (U+FFFD)")
    QUESTION_MARK = N_("a name has a question mark")
    UNREADABLE = N_("an optional value cannot be read and is left out")
    UNKNOWN_CODE = N_("a code the profile does not know; kept as it is")
    UNKNOWN_CARD_STATE = N_("a card state the profile does not know; the card opens nothing")
    UNKNOWN_TABLE = N_("a table that is not read")
    REPLACED = N_("replaces a row of an earlier import that had other values")


class Findings:
    """All findings of one import."""

    def __init__(self) -> None:
        self.counts: Counter[Flaw] = Counter()
        self.places: dict[Flaw, list[Place]] = {}
        self.unknown_codes: Counter[tuple[str, str]] = Counter()
        """(field, code) and in how many rows it stands."""
        self.unused: dict[str, None] = {}
        """Columns and elements the profile has no field for, in the order they were met."""

    def add(self, flaw: Flaw, place: Place, count: int = 1) -> None:
        """Count a finding and list its place while there is room."""
        self.counts[flaw] += count
        listed = self.places.setdefault(flaw, [])
        if len(listed) < MOST_LISTED:
            listed.append(place)

    def add_rows(self, flaw: Flaw, batch: Batch, rows: Sequence[int], field: str) -> None:
        """Add a finding for some rows of a batch."""
        if not rows:
            return
        self.counts[flaw] += len(rows)
        listed = self.places.setdefault(flaw, [])
        for row in rows[: MOST_LISTED - len(listed)]:
            listed.append(batch.place(row, field))

    def add_codes(self, batch: Batch, rows: Sequence[int], field: str, flaw: Flaw = Flaw.UNKNOWN_CODE) -> None:
        """Add unknown codes of a column."""
        if not rows:
            return
        self.add_rows(flaw, batch, rows, field)
        texts, name = batch.texts(field), batch.name_of(field)
        for row in rows:
            code = texts[row].strip()
            key = (name, code if _CODE.fullmatch(code) else NOT_REPEATED)
            if key in self.unknown_codes or len(self.unknown_codes) < MOST_CODES:
                self.unknown_codes[key] += 1

    def join(self, others: Findings) -> None:
        """Take in findings of kinds that are not here."""
        self.counts.update(others.counts)
        self.places.update(others.places)
