"""Which files may be so plainly right that no cell of them need be looked at here, and how their lines stand.

Contributions with nothing to say of them: whether a line is one, shapes.py and signs.py tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kiosk.insurance import Insurance
from kiosk.intake.cells import Codes
from kiosk.intake.contributions import KNOWN_KINDS, SUBSIDIES, TO_ACCOUNT
from kiosk.intake.csv_layout import Layout
from kiosk.intake.encoding import GB18030
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import Profile
from kiosk.intake.whom import Categories

NOT_READ = ""
"""The field of a column that is not kept."""

CODED = ("insurance", "kind", "arrival_state", "fully_arrived")
"""Fields that hold one of some codes."""
WORDS = ("name", "unit_name", "place", "agency")
"""Fields that hold words, of any signs and with blanks within."""

_DELIMITERS, _QUOTES = ",;|\t", "\"'"
MONEY = frozenset(("unit_due", "person_due", "unit_paid", "person_paid", "total_due", *TO_ACCOUNT, *SUBSIDIES))

_CODE = re.compile(r"[\w.:-]*")
"""Codes without signs that would have to be marked somewhere."""


class NotPlain(Exception):
    """A file must be read cell by cell; says nothing of it."""


@dataclass(frozen=True, slots=True)
class PlainForm:
    """How plain lines stand in their files."""

    columns: tuple[str, ...]
    """The field of each column; NOT_READ: of none. A number is always `number`, whichever column it stands in."""
    delimiter: str
    quote: str
    """Stands nowhere in them."""
    codes: Mapping[str, Mapping[str, str]]
    """Of the fields of CODED: what each text means."""
    encoding: str = "utf-8"
    """Of the lines: this or GB18030, as whoever keeps the rows is to decode them."""

    def means(self, field: str, text: str) -> bool:
        """Whether a text in a field of CODED means something, or is empty where that is nothing odd."""
        return text in self.codes[field] or (not text and field != "insurance")


def form_of(layout: Layout, width: int, profile: Profile, encodings: Collection[str] = ()) -> PlainForm:
    """Return the form of files with such a header, written in these encodings. Raises NotPlain."""
    places = layout.places
    if (
        layout.kind is not Kind.CONTRIBUTION
        or layout.spares
        or len(set(places.values())) < len(places)
        or profile.delimiter not in _DELIMITERS
        or profile.quote not in _QUOTES
        or not {"source_id", "paid_for"} <= places.keys()
    ):
        raise NotPlain
    columns = [NOT_READ] * width
    for field, place in places.items():
        columns[place] = _kept_as(field, layout)
    # A bar can be a character's second byte, and would end a cell for whoever looks at bytes.
    as_is = set(encodings) == {GB18030} and profile.delimiter != "|"
    encoding = GB18030 if as_is else "utf-8"
    return PlainForm(tuple(columns), profile.delimiter, profile.quote, _codes_of(profile), encoding)


def _kept_as(field: str, layout: Layout) -> str:
    """The other year and the other number are read only where a cell is empty that never is in plain lines."""
    if field == "document_number":
        return NOT_READ if "number" in layout.places else "number"
    return NOT_READ if field == "due_year" else field


def _codes_of(profile: Profile) -> dict[str, dict[str, str]]:
    words = profile.meaning("insurance")
    categories = Categories(profile.authority, words)
    codes: dict[str, dict[str, str]] = {"insurance": {}, "kind": {kind: kind for kind in KNOWN_KINDS}}
    for text in {*words, *(insurance.value for insurance in Insurance)}:
        category = categories[text]
        if category is not None and text not in categories.unreadable and _CODE.fullmatch(text + category):
            codes["insurance"][text] = category
    states, fully = profile.meaning("arrival_state"), profile.meaning("fully_arrived")
    for field, meaning in (("arrival_state", states), ("fully_arrived", fully)):
        read = Codes(meaning)
        meant = {text: read[text] or "" for text in meaning}
        codes[field] = {text: code for text, code in meant.items() if text and _CODE.fullmatch(text + code)}
    return codes
