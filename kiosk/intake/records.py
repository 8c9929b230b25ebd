"""Every kind of record but contributions: columns of text to rows, and their checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.cards import CardState
from kiosk.intake.batch import Batch
from kiosk.intake.cells import Cells, Codes, Money, read_count, read_day, read_month, read_year, stripped
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import CodedField, Profile
from kiosk.intake.rows import (
    AccountYearRow,
    BenefitRow,
    CardRow,
    ContractRow,
    ParticipationRow,
    PersonRow,
    RetirementRow,
    SourceRow,
    TransferRow,
)
from kiosk.intake.whom import Categories, Whom, insurances_of
from kiosk.model import Standing

_CODED: tuple[CodedField, ...] = (
    *("participation_state", "payment_state", "employment", "card_kind", "card_state", "account_state"),
    *("document", "sex", "ethnicity", "direction"),
)
_UNSAID = ("document", "sex", "ethnicity", "account_state")
"""Codes that are kept as they are; without a table in the profile none of them is unknown."""


class Records:
    """Reads batches of one import."""

    def __init__(self, profile: Profile, findings: Findings) -> None:
        self._profile, self._findings = profile, findings
        self._money, self._months, self._days = Money(), Cells(read_month), Cells(read_day)
        self._years, self._counts = Cells(read_year), Cells(read_count)
        self._categories = Categories(profile.authority, profile.meaning("insurance"))
        self._codes = {field: Codes(profile.meaning(field)) for field in _CODED}
        self.latest = 0
        """The latest settlement month that benefits name (202610); 0: none."""

    def rows(self, batch: Batch, whom: Whom) -> Sequence[SourceRow]:
        """Read and check a batch. Raises Refused for a key field or an amount that cannot be read."""
        match batch.kind:
            case Kind.PERSON:
                return self._persons(batch, whom)
            case Kind.PARTICIPATION:
                return self._participations(batch, whom)
            case Kind.ACCOUNT_YEAR:
                return self._account_years(batch, whom)
            case Kind.BENEFIT:
                return self._benefits(batch, whom)
            case Kind.TRANSFER:
                return self._transfers(batch, whom)
            case Kind.RETIREMENT:
                return self._retirements(batch, whom)
            case Kind.CARD:
                return self._cards(batch, whom)
            case Kind.CONTRACT:
                return self._contracts(batch, whom)
            case Kind.CONTRIBUTION | Kind.UNIT:
                raise AssertionError(f"{batch.kind} is read elsewhere")

    def _persons(self, batch: Batch, whom: Whom) -> list[PersonRow]:
        text, code = _text(batch), self._code
        columns = (
            *(whom.source_ids, whom.numbers, text("name"), code(batch, "document"), code(batch, "sex")),
            *(code(batch, "ethnicity"), self._day(batch, "birth_date"), text("household"), code(batch, "employment")),
            *(text("division"), text("place"), text("agency"), self._day(batch, "first_job")),
            self._optional(batch, "deemed_months", self._counts),
        )
        return [PersonRow(*row) for row in zip(*columns, strict=True)]

    def _participations(self, batch: Batch, whom: Whom) -> list[ParticipationRow]:
        standings = [
            _standing(taking_part, paying)
            for taking_part, paying in zip(
                self._code(batch, "participation_state"), self._code(batch, "payment_state"), strict=True
            )
        ]
        columns = (
            *(whom.source_ids, whom.numbers, self._insurances(batch), _text(batch)("unit_code")),
            *(_text(batch)("unit_name"), self._month(batch, "first_insured"), standings),
            *(self._count(batch, "deemed_months"), self._month(batch, "begun"), self._month(batch, "ended")),
        )
        return [ParticipationRow(*row) for row in zip(*columns, strict=True)]

    def _account_years(self, batch: Batch, whom: Whom) -> list[AccountYearRow]:
        months = self._optional(batch, "account_months", self._counts)
        amounts = [self._amount(batch, field) for field in ("opening", "principal", "interest", "paid_out", "closing")]
        columns = (
            *(whom.source_ids, whom.numbers, self._insurances(batch)),
            *(self._needed(batch, "account_year", self._years, "a year"), *amounts),
            *(months, self._code(batch, "account_state")),
        )
        rows = [AccountYearRow(*row) for row in zip(*columns, strict=True)]
        wrong = [
            place
            for place, row in enumerate(rows)
            if row.closing != row.opening + row.principal + row.interest - row.paid_out
        ]
        self._findings.add_rows(Flaw.BALANCE, batch, wrong, "closing")
        return rows

    def _benefits(self, batch: Batch, whom: Whom) -> list[BenefitRow]:
        text = _text(batch)
        months = self._needed(batch, "benefit_month", self._months, "a month")
        settled = [month for month in self._month(batch, "settled") if month]
        self.latest = max(self.latest, max(settled, default=0))
        columns = (
            *(whom.source_ids, whom.numbers, self._insurances(batch), months, text("item_code")),
            *(text("benefit_serial"), text("item_name"), self._amount(batch, "amount", needed=True)),
        )
        return [BenefitRow(*row) for row in zip(*columns, strict=True)]

    def _transfers(self, batch: Batch, whom: Whom) -> list[TransferRow]:
        directions = self._code(batch, "direction")
        for place, direction in enumerate(directions):
            if direction not in ("in", "out"):
                batch.refuse(place, "direction", "says neither in nor out")
        columns = (
            *(whom.source_ids, whom.numbers, self._insurances(batch), [each == "in" for each in directions]),
            *(self._day(batch, "moved"), _text(batch)("other_agency"), self._count(batch, "deemed_months")),
            *(self._count(batch, "actual_months"), self._amount(batch, "person_amount")),
            self._amount(batch, "unit_amount"),
        )
        return [TransferRow(*row) for row in zip(*columns, strict=True)]

    def _retirements(self, batch: Batch, whom: Whom) -> list[RetirementRow]:
        counts = [self._count(batch, field) for field in ("deemed_months", "actual_months", "interrupted_months")]
        columns = (
            *(whom.source_ids, whom.numbers, self._insurances(batch), self._day(batch, "retired")),
            *(self._month(batch, "drawing_since"), *counts),
            *(self._money_or_none(batch, "account_total"), self._money_or_none(batch, "pension")),
        )
        return [RetirementRow(*row) for row in zip(*columns, strict=True)]

    def _cards(self, batch: Batch, whom: Whom) -> list[CardRow]:
        text = _text(batch)
        numbers = [number.upper() for number in text("card_number")]
        if "" in numbers:
            batch.refuse(numbers.index(""), "card_number", "is empty")
        kinds = [kind or self._profile.card_kind.value for kind in self._code(batch, "card_kind")]
        columns = (
            *(whom.source_ids, whom.numbers, numbers, [code.upper() for code in text("identification_code")], kinds),
            *(self._day(batch, "issued"), self._day(batch, "valid_until"), self._card_states(batch)),
        )
        return [CardRow(*row) for row in zip(*columns, strict=True)]

    def _card_states(self, batch: Batch) -> list[str]:
        """A state nobody knows must not open anything, so the card counts as cancelled."""
        texts = batch.texts("card_state")
        codes = self._codes["card_state"]
        states = codes.column(texts)
        known = {state.value for state in CardState}
        doubtful = [place for place, state in enumerate(states) if state not in known]
        self._findings.add_codes(batch, doubtful, "card_state", Flaw.UNKNOWN_CARD_STATE)
        return [state if state in known else CardState.CANCELLED.value for state in map(str, states)]

    def _contracts(self, batch: Batch, whom: Whom) -> list[ContractRow]:
        units = _text(batch)("unit_code")
        if "" in units:
            batch.refuse(units.index(""), "unit_code", "is empty")
        first = self._needed(batch, "contract_first", self._months, "a month")
        columns = (whom.source_ids, whom.numbers, units, first, self._month(batch, "contract_last"))
        return [ContractRow(*row) for row in zip(*columns, strict=True)]

    def _insurances(self, batch: Batch) -> list[str]:
        return insurances_of(batch, self._categories, self._findings)

    def _code(self, batch: Batch, field: CodedField) -> list[str]:
        texts, codes = batch.texts(field), self._codes[field]
        read = codes.column(texts)
        if field not in _UNSAID or self._profile.meaning(field):
            self._findings.add_codes(batch, codes.unread(texts), field)
        return [code or "" for code in read]

    def _needed(self, batch: Batch, field: str, cells: Cells[int], what: str) -> list[int]:
        read = cells.column(batch.texts(field))
        if None in read:
            batch.refuse(read.index(None), field, f"is not {what}")
        return [value or 0 for value in read]

    def _optional(self, batch: Batch, field: str, cells: Cells[int]) -> list[int | None]:
        texts = batch.texts(field)
        read = cells.column(texts)
        self._findings.add_rows(Flaw.UNREADABLE, batch, cells.unread(texts), field)
        return read

    def _month(self, batch: Batch, field: str) -> list[int | None]:
        return self._optional(batch, field, self._months)

    def _count(self, batch: Batch, field: str) -> list[int]:
        return [count or 0 for count in self._optional(batch, field, self._counts)]

    def _day(self, batch: Batch, field: str) -> list[str | None]:
        texts = batch.texts(field)
        read = self._days.column(texts)
        self._findings.add_rows(Flaw.UNREADABLE, batch, self._days.unread(texts), field)
        return read

    def _money_or_none(self, batch: Batch, field: str) -> list[int | None]:
        texts = batch.texts(field)
        read = self._money.column(texts)
        if unread := self._money.unread(texts):
            batch.refuse(unread[0], field, "is not an amount in yuan with at most two decimals")
        return read

    def _amount(self, batch: Batch, field: str, *, needed: bool = False) -> list[int]:
        read = self._money_or_none(batch, field)
        if needed and None in read:
            batch.refuse(read.index(None), field, "is empty")
        return [amount or 0 for amount in read]


def _text(batch: Batch) -> Callable[[str], list[str]]:
    """Return what reads a batch's texts without the blanks around them."""
    return lambda field: stripped(batch.texts(field))


def _standing(taking_part: str, paying: str) -> str:
    """AAC008 says whether somebody takes part, AAC031 whether they pay; the one that says less weighs more."""
    if taking_part in ("", Standing.PAYING.value):
        return paying or taking_part or Standing.NOT_INSURED.value
    return taking_part
