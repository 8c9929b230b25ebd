"""What the blocks of a sealed paper are made of: their columns, what each holds, and how its values go on.

The browser's page reads the same tables. Each change to a block that has been printed needs a new form version.
"""

from __future__ import annotations

from kiosk.words import N_
from printing.seal.columns import BlockKind, Column, Guess, Kind, Shown

_P, _B, _S = Guess.PREVIOUS, Guess.BEFORE, Guess.SAME
_ANY, _REASON = Shown.IF_ANY, Shown.IN_REASON
_INSURANCE = Column("insurance", Kind.INSURANCE, _P, N_("Insurance"))


def _period(heading: str) -> Column:
    return Column("period", Kind.PERIOD, Guess.STEP, heading)


HEAD = BlockKind(
    0,
    "head",
    N_("This paper"),
    (
        Column("paper", Kind.PAPER, _P, N_("Paper")),
        Column("number", Kind.TEXT, _P, N_("List number")),
        Column("kiosk", Kind.TEXT, _P, N_("Kiosk")),
        Column("printed_at", Kind.MOMENT, _P, N_("Printed at")),
        Column("holder_name", Kind.TEXT, _P, N_("Name")),
        Column("holder_number", Kind.TEXT, _P, N_("Social security number")),
        Column("person_id", Kind.TEXT, _P, N_("Personal number")),
        Column("sex", Kind.SEX, _P, N_("Sex")),
        Column("place", Kind.TEXT, _P, N_("Place insured")),
        Column("agency", Kind.TEXT, _P, N_("Agency")),
        Column("other_division", Kind.FLAG, _P, N_("Insured in another division"), _ANY),
        Column("first", Kind.PERIOD, _P, N_("First month covered")),
        Column("last", Kind.PERIOD, _P, N_("Last month covered")),
    ),
)

_SUMMARY = (
    _INSURANCE,
    Column("standing", Kind.STANDING, _P, N_("Standing")),
    Column("first_insured", Kind.PERIOD, _P, N_("First insured")),
    Column("months", Kind.COUNT, _P, N_("Paid for in total")),
    Column("deemed_months", Kind.COUNT, _P, N_("Of these deemed"), _ANY),
    Column("first_paid", Kind.PERIOD, _P, N_("First paid for"), _ANY),
    Column("last_paid", Kind.PERIOD, _P, N_("Last paid for")),
    Column("as_of", Kind.PERIOD, _P, N_("Data as of")),
    Column("balance", Kind.MONEY, _P, N_("Account balance")),
)
SUMMARIES = BlockKind(1, "summaries", N_("Insurances"), _SUMMARY)
_PROOF = tuple(column for column in _SUMMARY if column.name not in ("deemed_months", "balance"))
"""A proof says less than a list: what stands on it, and no more."""
NEVER = BlockKind(2, "never", N_("Never insured in"), _PROOF)
ENDED = BlockKind(3, "ended", N_("Insured once, not any more"), _PROOF)
INSURED = BlockKind(15, "insured", N_("Insured all the same"), _PROOF)

UNITS = BlockKind(
    4,
    "units",
    N_("Units"),
    (Column("code", Kind.TEXT, _P, N_("Unit number")), Column("name", Kind.TEXT, _P, N_("Unit name"))),
)

ROWS = BlockKind(
    5,
    "rows",
    N_("Payments"),
    (
        _INSURANCE,
        _period(N_("Month paid for")),
        Column("unit", Kind.UNIT, _S, N_("Unit")),
        Column("base", Kind.MONEY, _S, N_("Payment base")),
        Column("unit_paid", Kind.MONEY, Guess.RATE, N_("Unit paid")),
        Column("person_paid", Kind.MONEY, Guess.RATE, N_("Person paid")),
        Column("total", Kind.MONEY, Guess.SUM, N_("Together")),
        Column("arrived", Kind.DAY, Guess.ARRIVED, N_("Date arrived")),
        Column("kind", Kind.DUE_KIND, _B, N_("Kind")),
        Column("status", Kind.STATUS, _B, N_("Arrival")),
        Column("note", Kind.NOTE, _B, N_("Note"), _ANY),
        Column("subsidy", Kind.MONEY, _B, N_("Government subsidy"), _ANY),
    ),
)

_CASE = (
    Column("reason", Kind.CASE, _P, N_("Why")),
    Column("unit", Kind.UNIT, _P, N_("Unit"), _REASON),
    Column("next_unit", Kind.UNIT, _P, N_("Next unit"), _REASON),
    Column("since", Kind.PERIOD, _P, N_("Since"), _REASON),
    Column("until", Kind.PERIOD, _P, N_("Until"), _REASON),
    Column("day", Kind.DAY, _P, N_("Day"), _REASON),
    Column("months", Kind.COUNT, _P, N_("Number of months"), _REASON),
    Column("kind", Kind.DUE_KIND, _P, N_("Kind"), _REASON),
    Column("agency", Kind.TEXT, _P, N_("Other agency"), _REASON),
)
EMPTY = BlockKind(
    6,
    "empty",
    N_("Months without a payment"),
    (
        _INSURANCE,
        _period(N_("First month covered")),
        Column("last", Kind.PERIOD, _P, N_("Last month covered")),
        *_CASE,
    ),
)
MARKED = BlockKind(7, "marked", N_("Months that look wrong"), (_INSURANCE, _period(N_("Month")), *_CASE))

ACCOUNT = BlockKind(
    8,
    "account",
    N_("Personal account year by year"),
    (
        _INSURANCE,
        Column("year", Kind.PERIOD, Guess.STEP, N_("Account year")),
        Column("principal", Kind.MONEY, _P, N_("+principal")),
        Column("interest", Kind.MONEY, _P, N_("+interest")),
        Column("paid_out", Kind.MONEY, _P, N_("\u2212paid out")),
        Column("opening", Kind.MONEY, Guess.CARRIED, N_("Opening balance")),
        Column("closing", Kind.MONEY, Guess.CLOSING, N_("=closing balance")),
    ),
)

RIGHTS = BlockKind(
    9,
    "rights",
    N_("The year"),
    (
        _INSURANCE,
        Column("first_insured", Kind.PERIOD, _P, N_("First insured")),
        Column("periods", Kind.COUNT, _P, N_("Paid for in the year")),
        Column("paid_until_then", Kind.COUNT, _P, N_("Paid for until then")),
        Column("base", Kind.MONEY, _P, N_("Payment base")),
        Column("unit_paid", Kind.MONEY, _P, N_("Unit paid")),
        Column("person_paid", Kind.MONEY, _P, N_("Person paid")),
        Column("subsidy", Kind.MONEY, _P, N_("Government subsidy"), _ANY),
        Column("owed", Kind.MONEY, _P, N_("Due, not paid")),
    ),
)
PAYERS = BlockKind(10, "payers", N_("Who paid"), (_INSURANCE, Column("unit", Kind.UNIT, _P, N_("Unit"))))
BENEFITS = BlockKind(
    11,
    "benefits",
    N_("Benefits received"),
    (
        _INSURANCE,
        Column("months", Kind.COUNT, _P, N_("Months with a payment")),
        Column("items", Kind.TEXT, _P, N_("What was paid")),
        Column("amount", Kind.MONEY, _P, N_("Together")),
    ),
)
AS_OF = BlockKind(
    12,
    "as-of",
    N_("Data as of"),
    (Column("authority", Kind.AUTHORITY, _P, N_("Authority")), Column("as_of", Kind.PERIOD, _P, N_("Data as of"))),
)

YEARS = BlockKind(
    13,
    "years",
    N_("Totals for each year"),
    (
        _INSURANCE,
        Column("period", Kind.PERIOD, Guess.STEP, N_("Year")),
        Column("rows", Kind.COUNT, _B, N_("Rows")),
        Column("unit_paid", Kind.MONEY, _B, N_("Unit paid")),
        Column("person_paid", Kind.MONEY, _B, N_("Person paid")),
    ),
)
DIGEST = BlockKind(
    14, "digest", N_("Fingerprint of the rows"), (Column("sha256", Kind.TEXT, _P, N_("SHA-256 of the rows")),)
)

BLOCKS = {
    kind.number: kind
    for kind in (
        HEAD,
        SUMMARIES,
        NEVER,
        ENDED,
        INSURED,
        UNITS,
        ROWS,
        EMPTY,
        MARKED,
        ACCOUNT,
        RIGHTS,
        PAYERS,
        BENEFITS,
        AS_OF,
        YEARS,
        DIGEST,
    )
}
"""Every block by its number."""

PAPERS = {
    "list": N_("Social insurance payment list"),
    "rights": N_("Record of social insurance rights of one year"),
    "not-insured": N_("Proof of not being insured at present"),
    "slip": N_("Discrepancy slip"),
}
"""What each paper is called; a catalogue message."""
