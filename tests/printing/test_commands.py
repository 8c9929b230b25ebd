"""The options of `list`: what may go with what, and the one sentence for what may not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import papers
from kiosk.account.payment_list import PaymentList
from kiosk.choices import Marked, PaperKind
from kiosk.errors import Refused
from kiosk.insurance import Insurance
from kiosk.papers import NotInsured, RightsPaper, Slip
from kiosk.period import Month, Span, Year
from kiosk.ports import Finding
from printing.asked import PaperOptions, read_request
from printing.files import write_content
from tests.kiosk.people import ISSUER, account, contribution
from tests.printing.lists import FIVE, payment_list

SLIP = PaperOptions("slip", months=("110:2019-03",))
NOW = datetime(2026, 11, 21, 14, 32)


def refusal(options: PaperOptions) -> str:
    with pytest.raises(Refused) as refused:
        read_request(options)
    sentence = str(refused.value)
    assert re.fullmatch(r"[^\n]+\.", sentence)
    return sentence


@pytest.mark.parametrize("paper", ["", "LIST", "certificate"])
def test_a_paper_there_is_not(paper: str) -> None:
    assert "there are: list, rights-record, not-insured, slip." in refusal(PaperOptions(paper))


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (PaperOptions(months=("110:2019-03",)), "--month"),
        (PaperOptions("slip", recent=12, months=("110:2019-03",)), "--recent"),
        (PaperOptions("rights-record", first="2024-01"), "--from"),
        (PaperOptions("rights-record", insurances=("110",)), "--insurance"),
        (PaperOptions("rights-record", months=("110:2019-03",)), "--month"),
        (PaperOptions("not-insured", last="2024-01"), "--to"),
        (PaperOptions("not-insured", year=2024), "--year"),
        (replace(SLIP, first="2024-01"), "--from"),
        (replace(SLIP, year=2024), "--year"),
        (replace(SLIP, insurances=("110",)), "--insurance"),
    ],
)
def test_an_option_that_says_nothing_about_the_paper(options: PaperOptions, named: str) -> None:
    assert refusal(options).startswith(f"{named} says nothing about the paper {options.paper};")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (PaperOptions("slip"), "name at least one"),
        (PaperOptions("slip", months=("2019-03",)), "names no insurance"),
        (PaperOptions("slip", months=("999:2019-03",)), "999 is not an insurance"),
        (PaperOptions("slip", months=("110:2019",)), "goes with a month"),
        (PaperOptions("slip", months=("110:2019-13",)), "goes with a month"),
        (PaperOptions("slip", months=("390:2019-03",)), "390:2024"),
        (PaperOptions("slip", months=("390:0001",)), "390:2024"),
        (PaperOptions(year=25), "is not a year"),
        (PaperOptions(recent=13), "there are: 12, 24, 36"),
        (PaperOptions(recent=12, year=2024), "leave --from, --to and --year out"),
        (PaperOptions(recent=12, first="2024-01"), "leave --from, --to and --year out"),
        (PaperOptions(year=2024, first="2024-01"), "leave --from and --to out"),
        (PaperOptions(first="2024-13"), "--from 2024-13 is not a month"),
        (PaperOptions(first="2024-02", last="2024-01"), "is later than --to"),
        (PaperOptions(insurances=("123",)), "123 is not an insurance"),
    ],
)
def test_what_cannot_be_read(options: PaperOptions, said: str) -> None:
    assert said in refusal(options)


def test_the_months_of_a_slip_may_be_of_any_insurance() -> None:
    request = read_request(PaperOptions("slip", months=("110:2019-03", "390:2024")))
    assert request.choice.kind is PaperKind.SLIP
    assert request.choice.marked == {
        Marked(Insurance.EMPLOYEE_PENSION, Month(2019, 3)),
        Marked(Insurance.RESIDENT_MEDICAL, Year(2024)),
    }


def test_a_year_is_the_whole_year() -> None:
    assert read_request(PaperOptions(year=2024)).span == Span(Month(2024, 1), Month(2024, 12))
    assert read_request(PaperOptions()).span == Span()


def test_the_last_months_are_the_short_proof() -> None:
    whose = account([contribution(Month(2026, month)) for month in range(1, 6)])
    content = read_request(PaperOptions(recent=24)).draw_up(whose, ISSUER, NOW)
    assert isinstance(content, PaymentList)
    assert (content.recent_months, content.first) == (24, Month(2024, 11))
    everything = read_request(PaperOptions()).draw_up(whose, ISSUER, NOW)
    assert isinstance(everything, PaymentList) and everything.recent_months == 0


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (PaperOptions(), PaymentList),
        (PaperOptions("rights-record", year=2026), RightsPaper),
        (PaperOptions("not-insured", insurances=("390",)), NotInsured),
        (PaperOptions("slip", months=("110:2026-03",)), Slip),
    ],
)
@pytest.mark.parametrize("full", [False, True])
def test_each_paper_is_drawn_up(options: PaperOptions, kind: type, full: bool) -> None:
    whose = account([contribution(Month(2026, month)) for month in range(1, 6)])
    content = read_request(replace(options, full_number=full)).draw_up(whose, ISSUER, NOW)
    assert type(content) is kind
    assert (content.holder_number == whose.person.number) is full


def test_a_paper_is_written_or_nothing_is(tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    assert write_content(payment_list(1, FIVE[:1]), "en", out) == 1
    assert out.read_bytes().startswith(b"%PDF")
    with pytest.raises(Refused):
        write_content(payment_list(1, FIVE[:1]), "en", tmp_path / "nowhere" / "paper.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_the_test_page_is_a_paper_as_well(tmp_path: Path) -> None:
    found = (Finding("printer", False, "no paper", "Add A4 paper."),)
    page = papers.TestPage("t-1", NOW, ISSUER, found)
    assert write_content(page, "zh_CN", tmp_path / "t.pdf") == 1
