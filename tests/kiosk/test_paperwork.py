"""Each paper says what is true, or why it cannot be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.account.cases import Case
from kiosk.account.payment_list import PaymentList
from kiosk.choices import Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.errors import DATA_AWAY, NO_RIGHTS_RECORD, NOTHING_MARKED, STILL_INSURED, Failure, KioskError
from kiosk.insurance import Authority, Insurance
from kiosk.model import Account, AccountYear, Participation, Standing
from kiosk.papers import NotInsured, PersonalPaper, RightsPaper, Slip
from kiosk.paperwork import content_of, readiness_page_of
from kiosk.period import Month, Year
from kiosk.ports import Finding
from tests.kiosk.people import AS_OF, ISSUER, account, contribution, owed, person

NOW = datetime(2026, 11, 21, 14, 32)
PENSION, MEDICAL = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL
RESIDENT = Insurance.RESIDENT_MEDICAL


def paper(kind: PaperKind, whose: Account, **choice: object) -> PersonalPaper:
    wanted = replace(PrintChoice(kind=kind), **choice)  # type: ignore[arg-type]  # fields by name
    return content_of(wanted, whose, ISSUER, NOW)


def refusal(kind: PaperKind, whose: Account, **choice: object) -> Failure:
    with pytest.raises(KioskError) as refused:
        paper(kind, whose, **choice)
    assert not refused.value.detail
    return refused.value.failure


APRIL = Month(2025, 4)


def stopped(standing: Standing = Standing.PAUSED, last: Month = APRIL) -> Account:
    rows = [contribution(month) for month in Month(2025, 1).until(last)]
    return account(rows, [Participation(PENSION, "U1", Month(2025, 1), standing)])


@pytest.mark.parametrize(("period", "months"), [("12", 12), ("24", 24), ("36", 36), ("year", 0), ("all", 0)])
def test_a_list_over_the_last_months_is_the_short_proof(period: str, months: int) -> None:
    whose = account([contribution(Month(2026, 10))])
    content = paper(PaperKind.LIST, whose, period=PrintPeriod(period))
    assert isinstance(content, PaymentList)
    assert content.recent_months == months
    if months:
        assert content.first == Month(2026, 10).plus(1 - months)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_number_and_name_are_masked_unless_asked_for(kind: PaperKind) -> None:
    whose = stopped()
    marked = frozenset({Marked(PENSION, Month(2025, 6))})
    masked = paper(kind, whose, marked=marked)
    whole = paper(kind, whose, marked=marked, full_number=True)
    assert (whole.holder_name, whole.holder_number) == (whose.person.name, whose.person.number)
    assert masked.holder_number == "119901********0015"
    assert masked.holder_name == "\u5f20**"
    assert masked.number == whole.number == "test-01-20261121-143200"
    assert masked.person_id == whose.person.person_id
    assert not masked.other_division


def test_who_is_insured_elsewhere_is_told_so_on_every_paper() -> None:
    whose = replace(stopped(), person=replace(person(), division="119902"))
    marked = frozenset({Marked(PENSION, Month(2025, 6))})
    assert all(paper(kind, whose, marked=marked).other_division for kind in PaperKind)


def test_the_rights_record_is_of_the_year_asked_for_else_the_latest() -> None:
    whose = account([contribution(Month(2024, 5)), contribution(Month(2025, 5))])
    latest, asked = paper(PaperKind.RIGHTS_RECORD, whose), paper(PaperKind.RIGHTS_RECORD, whose, year=2024)
    assert isinstance(latest, RightsPaper) and latest.record.year == 2025
    assert isinstance(asked, RightsPaper) and asked.record.year == 2024


def test_there_is_no_rights_record_of_a_year_without_anything() -> None:
    whose = account([contribution(Month(2024, 5))])
    assert refusal(PaperKind.RIGHTS_RECORD, whose, year=2023) is NO_RIGHTS_RECORD
    assert refusal(PaperKind.RIGHTS_RECORD, account()) is NO_RIGHTS_RECORD


def proof(whose: Account, insurances: Sequence[Insurance] = ()) -> NotInsured:
    content = paper(PaperKind.NOT_INSURED, whose, insurances=tuple(insurances))
    assert isinstance(content, NotInsured)
    return content


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.ENDED, Standing.NOT_INSURED])
def test_who_stopped_is_not_insured_and_the_last_month_is_named(standing: Standing) -> None:
    content = proof(stopped(standing))
    assert [s.insurance for s in content.ended] == [PENSION]
    assert content.ended[0].last_paid == Month(2025, 4)
    assert not content.insured
    assert {s.insurance for s in content.never} == set(Insurance) - {PENSION}
    assert all(s.as_of == AS_OF[s.insurance.authority] for s in (*content.never, *content.ended))


@pytest.mark.parametrize("standing", [Standing.PAYING, Standing.DRAWING])
def test_who_is_insured_in_some_gets_a_proof_that_names_them(standing: Standing) -> None:
    content = proof(stopped(standing), [PENSION, RESIDENT])
    assert [s.insurance for s in content.insured] == [PENSION]
    assert [s.insurance for s in content.never] == [RESIDENT]
    assert not content.ended


def test_who_is_insured_in_all_that_was_asked_for_gets_none() -> None:
    assert refusal(PaperKind.NOT_INSURED, stopped(Standing.PAYING), insurances=(PENSION,)) is STILL_INSURED


def test_who_paid_for_the_month_the_data_reach_to_is_insured_whatever_the_standing_says() -> None:
    whose = stopped(Standing.PAUSED, last=AS_OF[Authority.HUMAN_RESOURCES])
    assert refusal(PaperKind.NOT_INSURED, whose, insurances=(PENSION,)) is STILL_INSURED
    short = stopped(Standing.PAUSED, last=AS_OF[Authority.HUMAN_RESOURCES].plus(-1))
    assert [s.insurance for s in proof(short, [PENSION]).ended] == [PENSION]


def test_a_resident_who_paid_for_the_year_is_insured_to_its_end() -> None:
    paid = contribution(Year(2026), RESIDENT, unit_code="")
    whose = account([paid], [Participation(RESIDENT, "", Month(2026, 1), Standing.PAUSED)])
    assert refusal(PaperKind.NOT_INSURED, whose, insurances=(RESIDENT,)) is STILL_INSURED


def test_an_account_year_is_a_record_even_without_a_payment() -> None:
    whose = replace(
        account(participations=[Participation(PENSION, "U1", None, Standing.PAUSED)]),
        years=(AccountYear(MEDICAL, 2024, 0, 100, 0, 0, 100),),
    )
    assert {s.insurance for s in proof(whose).ended} == {PENSION, MEDICAL}


def test_nothing_is_said_of_an_authority_whose_data_are_not_here() -> None:
    whose = replace(stopped(), as_of={Authority.HUMAN_RESOURCES: Month(2026, 10)})
    content = proof(whose)
    assert {s.insurance.authority for s in (*content.never, *content.ended)} == {Authority.HUMAN_RESOURCES}
    with pytest.raises(KioskError) as refused:
        proof(whose, [MEDICAL])
    assert refused.value.failure is DATA_AWAY


def slip(whose: Account, *marked: Marked) -> Slip:
    content = paper(PaperKind.SLIP, whose, marked=frozenset(marked))
    assert isinstance(content, Slip)
    return content


def test_the_slip_holds_the_marked_months_with_their_rows_and_reasons() -> None:
    rows = [contribution(Month(2026, 3)), owed(Month(2026, 4)), contribution(Month(2026, 6))]
    whose = account([*rows, contribution(Month(2026, 3), MEDICAL)])
    content = slip(
        whose, Marked(MEDICAL, Month(2026, 3)), Marked(PENSION, Month(2026, 5)), Marked(PENSION, Month(2026, 4))
    )
    assert [(line.case.insurance, line.case.period) for line in content.lines] == [
        (PENSION, Month(2026, 4)),
        (PENSION, Month(2026, 5)),
        (MEDICAL, Month(2026, 3)),
    ]
    assert [len(line.rows) for line in content.lines] == [1, 0, 1]
    assert content.lines[0].case.case is Case.OWED
    assert [unit.code for unit in content.objection.units] == ["U1"]
    assert content.as_of == AS_OF


def test_a_slip_about_months_paid_alone_names_the_sub_center() -> None:
    whose = account([contribution(Month(2026, 3), unit_code=""), contribution(Month(2026, 4))])
    assert slip(whose, Marked(PENSION, Month(2026, 3))).objection.alone
    assert not slip(whose, Marked(PENSION, Month(2026, 4))).objection.alone


def test_a_resident_marks_years() -> None:
    whose = account([contribution(Year(2025), RESIDENT, unit_code="")])
    (line,) = slip(whose, Marked(RESIDENT, Year(2025))).lines
    assert line.rows[0].paid_for == Year(2025)


def test_a_slip_without_a_month_of_the_record_is_refused() -> None:
    whose = account([contribution(Month(2026, 3))])
    assert refusal(PaperKind.SLIP, whose) is NOTHING_MARKED
    elsewhere = frozenset({Marked(PENSION, Month(1970, 1)), Marked(RESIDENT, Year(2025))})
    assert refusal(PaperKind.SLIP, whose, marked=elsewhere) is NOTHING_MARKED


def test_the_test_page_carries_the_findings() -> None:
    found = (Finding("printer", False, "no paper", "Add paper."),)
    page = readiness_page_of(found, ISSUER, NOW)
    assert page.number == "test-01-20261121-143200"
    assert [each.part for each in page.findings] == ["service", *(each.part for each in found)]
