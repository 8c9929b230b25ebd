"""The kinds of records a source may bring, and their fields by the names a profile maps its columns to."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from kiosk.insurance import Authority

WHOM = ("source_id", "number", "document_number")
"""Whom a record is about: one of them must be there."""

_PERSON = ("name", "division", "place", "agency", "document")
_UNIT = ("unit_code", "unit_name")


class Kind(Enum):
    """A kind of record. The first whose needed columns a CSV header has is what that file holds."""

    BENEFIT = "benefit"
    ACCOUNT_YEAR = "account-year"
    TRANSFER = "transfer"
    RETIREMENT = "retirement"
    CONTRIBUTION = "contribution"
    CARD = "card"
    CONTRACT = "contract"
    PARTICIPATION = "participation"
    PERSON = "person"
    UNIT = "unit"

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field such a record may have."""
        return _FIELDS[self]

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Of each group one field must be among the columns."""
        return _NEEDED[self] if self is Kind.UNIT else (WHOM, *_NEEDED[self])

    def fits(self, there: Collection[str]) -> bool:
        """Whether columns of these fields can hold such records.

        Almost every file names persons and units; with money or cards in it, it is not about them alone.
        """
        if self in (Kind.PERSON, Kind.UNIT) and not _MARKS.isdisjoint(there):
            return False
        return all(any(field in there for field in group) for group in self.needed)


_NEEDED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.BENEFIT: (("insurance",), ("benefit_month",), ("item_code",), ("amount",)),
    Kind.ACCOUNT_YEAR: (("insurance",), ("account_year",), ("opening",), ("closing",)),
    Kind.TRANSFER: (("insurance",), ("direction",), ("person_amount", "unit_amount")),
    Kind.RETIREMENT: (("insurance",), ("drawing_since", "retired"), ("pension", "account_total", "actual_months")),
    Kind.CONTRIBUTION: (("insurance",), ("paid_for", "due_year"), ("settled",), ("unit_due", "person_due")),
    Kind.CARD: (("card_number",), ("card_state",)),
    Kind.CONTRACT: (("unit_code",), ("contract_first",)),
    Kind.PARTICIPATION: (("insurance",), ("participation_state", "payment_state")),
    Kind.PERSON: (("name",),),
    Kind.UNIT: (("unit_code",), ("unit_name",)),
}

_MARKS = frozenset(
    {"insurance", "settled", "paid_for", "due_year", "unit_due", "person_due", "amount", "closing", "card_number"}
)

_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.BENEFIT: (
        *(*WHOM, *_PERSON, *_UNIT, "insurance", "benefit_month", "settled", "item_code", "item_name"),
        *("benefit_serial", "amount"),
    ),
    Kind.ACCOUNT_YEAR: (
        *(*WHOM, *_PERSON, "insurance", "account_year", "opening", "principal", "interest", "paid_out", "closing"),
        *("account_months", "account_state"),
    ),
    Kind.TRANSFER: (
        *(*WHOM, *_PERSON, "insurance", "direction", "moved", "other_agency", "deemed_months", "actual_months"),
        *("person_amount", "unit_amount"),
    ),
    Kind.RETIREMENT: (
        *(*WHOM, *_PERSON, "insurance", "retired", "drawing_since", "deemed_months", "actual_months"),
        *("interrupted_months", "account_total", "pension"),
    ),
    Kind.CONTRIBUTION: (
        *(*WHOM, *_PERSON, *_UNIT, "insurance", "paid_for", "due_year", "settlement_number", "kind", "settled"),
        *("arrived", "base", "unit_rate", "person_rate", "total_due", "unit_due", "person_due", "unit_paid"),
        *("person_paid", "fully_arrived", "arrival_state", "unit_to_account", "person_to_account", "to_account"),
        *("subsidy_central", "subsidy_province", "subsidy_city", "subsidy_district"),
    ),
    Kind.CARD: (
        *(*WHOM, *_PERSON, "card_number", "identification_code", "card_kind", "issued", "valid_until"),
        "card_state",
    ),
    Kind.CONTRACT: (*WHOM, *_PERSON, *_UNIT, "contract_first", "contract_last"),
    Kind.PARTICIPATION: (
        *(*WHOM, *_PERSON, *_UNIT, "insurance", "first_insured", "participation_state", "payment_state"),
        *("deemed_months", "begun", "ended"),
    ),
    Kind.PERSON: (
        *(*WHOM, *_PERSON, "sex", "ethnicity", "birth_date", "household", "employment", "first_job"),
        "deemed_months",
    ),
    Kind.UNIT: _UNIT,
}

FIELDS = frozenset(field for fields in _FIELDS.values() for field in fields)
"""Every field a profile can map a column to."""

_CODE, _NUMBER, _NAME = 20, 40, 200
_BEFORE_A_NUMBER = max(len(f"{authority.value}:") for authority in Authority)
"""What stands before a number that both authorities gave to somebody else, in what the kiosk knows a person by."""

LONGEST = {
    **dict.fromkeys(("kind", "unit_rate", "person_rate", "item_code", "document", "sex", "ethnicity"), _CODE),
    **dict.fromkeys(("division", "fully_arrived", "arrival_state", "account_state", "employment", "card_kind"), _CODE),
    **dict.fromkeys(("participation_state", "payment_state", "card_state", "direction"), _CODE),
    **dict.fromkeys(WHOM, _NUMBER - _BEFORE_A_NUMBER),
    **dict.fromkeys(("unit_code", "settlement_number", "benefit_serial", "card_number"), _NUMBER),
    **dict.fromkeys(("identification_code",), _NUMBER),
    **dict.fromkeys(("name", "unit_name", "place", "agency", "household", "item_name", "other_agency"), _NAME),
    "insurance": 10,
}
"""The most characters a field can keep. A longer text is damage or a wrong column, and is never cut short."""
