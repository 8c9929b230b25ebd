"""Numbers and names people have: citizen ID numbers, permits, foreigners' numbers, card numbers.

Sources: GB 11643 (citizen ID numbers; residence permits for Hong Kong, Macao and Taiwan residents and, since
December 2023, foreigners' permits use the same check), masking after the national standard's own samples.
"""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
_CARD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_HMT_REGIONS = ("810000", "820000", "830000")

ID_LENGTH = 18
CARD_LENGTH = 9
LONGEST_NUMBER = 18
"""Foreigners' social security numbers have up to 18 characters."""
SHORTEST_NUMBER = 6
"""Anything shorter was not typed to the end."""
INITIAL_PASSWORD_LENGTH = 6
_DIVISION_LENGTH = 6
_OLD_ID_LENGTH, _CENTENARIANS = 15, "996"


class NumberKind(Enum):
    """What a typed number is."""

    CITIZEN_ID = "citizen-id"
    HMT_PERMIT = "hmt-permit"
    FOREIGN_PERMIT = "foreign-permit"
    CARD = "card"
    OPAQUE = "opaque"
    """A foreigner's number: letters first, no check digit."""


@dataclass(frozen=True, slots=True)
class Number:
    """A well-formed number, in capitals and without blanks."""

    text: str = field(repr=False)
    kind: NumberKind


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width signs, as Chinese input methods give them, to the plain ones."""


def plain(typed: str) -> str:
    """A number as it is kept: in plain capitals, without the blanks and dashes people group it with."""
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", typed.translate(_NARROW)).upper()


def current(number: str) -> str:
    """A number as it is kept, a 15-digit one of before 1999-10 as the 18-digit one it became (GB 11643-1999).

    Sequences from 996 on belonged to centenarians, whose century the old number does not say.
    """
    text = plain(number)
    if len(text) != _OLD_ID_LENGTH or not (text.isascii() and text.isdigit()) or text[12:] >= _CENTENARIANS:
        return text
    if len(set(text)) == 1:
        return text  # fifteen ones are a placeholder, and would become somebody's of 1911
    first17 = f"{text[:6]}19{text[6:]}"
    longer = first17 + id_check_character(first17)
    return longer if birth_date_of(longer) else text


def identifies(number: str) -> bool:
    """Whether a number as it is kept can tell one person from all others: no placeholder, no wrong check character.

    Of numbers without a check only those do that begin with a letter and have different digits: never 000000000,
    A00000000 or UNKNOWN.
    """
    found = parse(number, date.max)
    if found is None or found.kind not in (NumberKind.CARD, NumberKind.OPAQUE):
        return found is not None
    return found.text[0].isalpha() and len(set(found.text) & set(string.digits)) > 1


def rounded(number: str) -> bool:
    """Whether a spreadsheet took an ID number for an amount: 1.19901E+17, or three noughts and a wrong check."""
    text = plain(number)
    if re.fullmatch(r"[0-9](\.[0-9]+)?E\+?[0-9]+", text):
        return True
    return len(text) == ID_LENGTH and text.isdigit() and text.endswith("000") and not identifies(text)


def parse(typed: str, today: date) -> Number | None:
    """Recognise a typed number, or None when it cannot be one.

    18-character numbers that begin with a digit must have a valid check character and a birth date that is not
    in the future; the region is not checked (regions come and go).
    """
    text = plain(typed)
    if not text.isascii() or not text.isalnum():
        return None
    if len(text) == ID_LENGTH and text[0].isdigit():
        return Number(text, _id_kind(text)) if _valid_id(text, today) else None
    if len(text) == CARD_LENGTH and text[1:-1].isdigit():
        return Number(text, NumberKind.CARD)
    if SHORTEST_NUMBER <= len(text) <= LONGEST_NUMBER and text[0].isalpha():
        return Number(text, NumberKind.OPAQUE)
    return None


def id_check_character(first17: str) -> str:
    """Compute the last character of a citizen ID number from its 17 digits (GB 11643)."""
    return ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, ID_WEIGHTS, strict=True)) % 11]


def card_check_character(first8: str) -> str:
    """Compute the last character of a card number; real cards break it, so only ever warn."""
    values = (string.digits + string.ascii_uppercase).index
    rest = 11 - sum(values(c) * weight for c, weight in zip(first8, _CARD_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def birth_date_of(number: str) -> date | None:
    """The birth date inside an 18-digit number; None when there is none."""
    if len(number) != ID_LENGTH or not number[6:14].isdigit():
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def initial_password(number: str) -> str:
    """The last six characters of a person's number; it may end in X."""
    return number[-INITIAL_PASSWORD_LENGTH:]


def division_of_card(identification_code: str) -> str | None:
    """The division whose agency issued a card: its identification code's first six digits; None when it has none."""
    division = identification_code[:_DIVISION_LENGTH]
    return division if re.fullmatch(r"[0-9]{6}", division) else None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same text; how a character is composed and blanks around it do not count."""
    return unicodedata.normalize("NFC", one).strip() == unicodedata.normalize("NFC", other).strip()


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's, written by two authorities.

    They have a character in common (rare ones are lost or written otherwise), or one of them is in Latin letters.
    """
    return one.isascii() != other.isascii() or not {*one.casefold()}.isdisjoint({*other.casefold()} - {" ", "\u00b7"})


def mask_number(number: str) -> str:
    """330102********1111: the first six and the last four of an 18-character number, the ends of any other."""
    if len(number) == ID_LENGTH:
        return f"{number[:6]}********{number[-4:]}"
    if len(number) <= 4:
        return "*" * len(number)
    return f"{number[:2]}{'*' * (len(number) - 4)}{number[-2:]}"


def mask_name(name: str) -> str:
    """Surname and two stars: 张**. A Latin or dotted name keeps its first letter only."""
    return f"{name[:1]}**" if name else ""


def _valid_id(text: str, today: date) -> bool:
    if not text[:17].isdigit() or id_check_character(text[:17]) != text[17]:
        return False
    born = birth_date_of(text)
    # A foreigner's permit (first digit 9) carries a birth date in the same place.
    return born is not None and born <= today


def _id_kind(text: str) -> NumberKind:
    if text[:6] in _HMT_REGIONS:
        return NumberKind.HMT_PERMIT
    return NumberKind.FOREIGN_PERMIT if text[0] == "9" else NumberKind.CITIZEN_ID
