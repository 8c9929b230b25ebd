"""Which text is so plainly right that no cell of it need be looked at here: contributions with nothing to say of them.

A pattern made of the profile stands for what the readers of cells (cells.py, whom.py, contributions.py) read without a
word. It takes less than they do and never more: a test imports files of all sorts both ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kiosk.insurance import Insurance
from kiosk.intake.cells import Codes
from kiosk.intake.contributions import KNOWN_KINDS, SUBSIDIES, TO_ACCOUNT
from kiosk.intake.csv_layout import Layout
from kiosk.intake.encoding import GB18030
from kiosk.intake.kinds import LONGEST, Kind
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

_YUAN = r"[0-9]{1,9}+(?:\.[0-9]{1,2}+0{0,4}+)?+"
"""Up to 999 999 999.99: base x rate stays a whole number of 64 bits."""
_SIGNED = f"(?:-?+{_YUAN})?+"
_MONTH = "(?:19|2[01])[0-9]{2}(?:0[1-9]|1[0-2])"
_DAY = "(?:(?:19|2[01])[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|(?:19|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9])?+"
_RATE = r"(?:[0-9](?:\.[0-9]{1,6}+0{0,4}+)?+|\.[0-9]{1,6}+0{0,4}+)?+"
_NUMBER = "[A-Z][0-9A-Z]{5,17}+|[0-9]{17}[0-9X]"
"""As it is kept: capitals, no blanks. The check character and the date are left to whoever keeps the rows."""
_DIVISION = "(?:[0-9]{6})?+"
_CODE = re.compile(r"[\w.:-]*")
"""Codes without signs that would have to be marked somewhere."""
_WHITE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Python takes away around a text; named one by one, which is looked up faster than as `\\s`."""
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_ODD_SIGNS = f"?\uff1f\ufffd{_PRIVATE}"


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


def pattern_of(layout: Layout, form: PlainForm) -> re.Pattern[str]:
    """Return what whole plain lines match."""
    fields = {place: field for field, place in layout.places.items()}
    cells = [_cell(fields.get(place, NOT_READ), layout, form) for place in range(len(form.columns))]
    return re.compile(f"(?:{re.escape(form.delimiter).join(cells)}\n)*+")


def words_of(field: str, form: PlainForm) -> re.Pattern[str]:
    """Return what whole lines match that hold nothing but words of a field of WORDS.

    Whoever else decodes GB 18030 may have the mapping of 2005 (encoding.py): then what moved in 2022 is private.
    """
    return re.compile(f"(?:{_word_cell(field, _apart(form))}\n)*+")


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


def _cell(field: str, layout: Layout, form: PlainForm) -> str:
    apart = _apart(form)
    match field:
        case _ if field in CODED:
            return _one_of(form.codes[field], empty=field != "insurance")
        case _ if field in WORDS:
            return _word_cell(field, apart)
        case "number":
            return f"(?:{_NUMBER})" if "document_number" in layout.places else f"(?:{_NUMBER})?+"
        case "document_number" if "number" not in layout.places:
            return f"(?:{_NUMBER})?+"
        case "source_id":
            return f"[^{_WHITE}{apart}]{{1,{LONGEST[field]}}}+"
        case "paid_for" | "settled":
            return _MONTH
        case "arrived":
            return _DAY
        case "base":
            return f"(?:{_YUAN})?+"
        case "unit_rate" | "person_rate":
            return _RATE
        case "division":
            return _DIVISION
        case _ if field in MONEY:
            return _SIGNED
        case _ if field in LONGEST:
            return f"[^{_WHITE}{apart}]{{0,{LONGEST[field]}}}+"
    return rf"[^\n\r{apart}]*+"


def _apart(form: PlainForm) -> str:
    private = _PRIVATE if form.encoding == GB18030 else ""
    return rf"{re.escape(form.delimiter + form.quote)}\\\x00-\x08\x0e-\x1b\x7f{private}"


def _word_cell(field: str, apart: str) -> str:
    if field == "name":
        return _words(apart + _ODD_SIGNS, LONGEST[field])
    return f"(?:{_words(apart, LONGEST[field])})?+"


def _words(without: str, longest: int) -> str:
    """At least one sign; blanks within and none around, so that there is nothing to take away."""
    return rf"[^{_WHITE}{without}][^\t-\r\x1c-\x1f\x85\u2028\u2029{without}]{{0,{longest - 1}}}+(?<![{_WHITE}])"


def _one_of(texts: Iterable[str], *, empty: bool) -> str:
    # Longer ones first: the pattern takes what it meets first.
    listed = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return f"(?:{listed}){'?+' if empty else ''}" if listed else ("" if empty else "(?!)")
