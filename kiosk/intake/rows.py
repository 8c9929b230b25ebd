"""What a source file says, row by row, as the data keep it: fen, month numbers (202610), ISO days, codes.

Named tuples and not dataclasses, because a city brings twenty million of them a month. Every row begins with whom it
is about: the source's own personal number (AAC001) and the social security number (AAC002, else the document number
AAE135); one of the two may be empty, never both.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class PersonRow(NamedTuple):
    """A person's basic data (table 2), or as much of them as another row brings along; empty: not said."""

    source_id: str
    number: str
    name: str
    document: str = ""
    sex: str = ""
    ethnicity: str = ""
    birth_date: str | None = None
    household: str = ""
    employment: str = ""
    """A value of model.Employment, or the source's code where the profile has no word for it."""
    division: str = ""
    place: str = ""
    agency: str = ""
    first_job: str | None = None
    deemed_months: int | None = None


class CardRow(NamedTuple):
    """A card (cards-csv)."""

    source_id: str
    number: str
    card_number: str
    identification_code: str
    kind: str
    issued: str | None
    valid_until: str | None
    state: str


class ParticipationRow(NamedTuple):
    """That a person takes part in an insurance, with one unit (table 4)."""

    source_id: str
    number: str
    insurance: str
    unit_code: str
    unit_name: str
    first_insured: int | None
    standing: str
    deemed_months: int
    begun: int | None
    ended: int | None


class ContributionRow(NamedTuple):
    """One settled due and what was paid of it (tables 10 to 12)."""

    source_id: str
    number: str
    insurance: str
    """A code of model.Insurance; for a category the kiosk has no rules for "authority:code"."""
    paid_for: int
    settlement_number: str
    kind: str
    unit_code: str
    settled: int
    arrived: str | None
    base: int | None
    unit_rate: str
    person_rate: str
    unit_due: int
    person_due: int
    unit_paid: int | None
    person_paid: int | None
    status: str
    to_account: int | None
    subsidy: int


class AccountYearRow(NamedTuple):
    """One year of a personal account (table 6)."""

    source_id: str
    number: str
    insurance: str
    year: int
    opening: int
    principal: int
    interest: int
    paid_out: int
    closing: int
    months: int | None
    state: str


class BenefitRow(NamedTuple):
    """One benefit paid out (table 13)."""

    source_id: str
    number: str
    insurance: str
    month: int
    item_code: str
    serial: str
    item_name: str
    amount: int


class TransferRow(NamedTuple):
    """Insurance moved from or to another place (table 7)."""

    source_id: str
    number: str
    insurance: str
    moved_in: bool
    moved: str | None
    other_agency: str
    deemed_months: int
    actual_months: int
    person_amount: int
    unit_amount: int


class RetirementRow(NamedTuple):
    """What was fixed at retirement (table 5)."""

    source_id: str
    number: str
    insurance: str
    retired: str | None
    drawing_since: int | None
    deemed_months: int
    actual_months: int
    interrupted_months: int
    account_total: int | None
    pension: int | None


class ContractRow(NamedTuple):
    """Which unit signed the labour contract (an optional table)."""

    source_id: str
    number: str
    unit_code: str
    first: int
    last: int | None


class UnitRow(NamedTuple):
    """A unit's name (table 1, or named by any other row)."""

    code: str
    name: str


SourceRow: TypeAlias = (
    PersonRow
    | CardRow
    | ParticipationRow
    | ContributionRow
    | AccountYearRow
    | BenefitRow
    | TransferRow
    | RetirementRow
    | ContractRow
    | UnitRow
)
