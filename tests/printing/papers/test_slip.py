"""The slip: the marked months with what the record says, whom to see, what to bring, the application filled in."""

from __future__ import annotations

from datetime import datetime

from kiosk.account.cases import explain
from kiosk.account.objection import objection_sentences
from kiosk.choices import Marked
from kiosk.insurance import Insurance
from kiosk.papers import Slip
from kiosk.paperwork import slip_of
from kiosk.period import Month
from kiosk.words import Words
from printing.fonts import Fonts
from printing.page import LEFT, RIGHT
from printing.pages import lay_out
from tests.kiosk.people import ISSUER, account, contribution, owed
from tests.printing.every_paper import assert_sound, code_of
from tests.printing.reading import lines_of, says

NOW = datetime(2026, 11, 21, 14, 32)
PENSION, MEDICAL = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL


def slip(*months: int, unit_code: str = "U1", full: bool = False) -> Slip:
    rows = [contribution(Month(2026, month), unit_code=unit_code) for month in (1, 2, 3, 6)] + [owed(Month(2026, 4))]
    rows += [contribution(Month(2026, 1), MEDICAL)]
    marked = [Marked(PENSION, Month(2026, month)) for month in months] + [Marked(MEDICAL, Month(2026, 1))]
    return slip_of(account(rows), marked, ISSUER, NOW, full)


def test_each_month_stands_with_its_amounts_its_code_and_its_reason(fonts: Fonts, words: Words) -> None:
    content = slip(3, 4, 5)
    pages = lay_out(content, words, fonts, code_of(30))
    assert len(pages) == 1
    lines = [line for page in pages for line in lines_of(page)]
    for line in content.lines:
        (found,) = [
            each for each in lines if each.startswith(f"{line.case.period} {words(line.case.insurance.rule.name)[:4]}")
        ]
        assert line.case.why.name.replace("_", "-") in found
        assert all(words.money(row.person_paid) in found for row in line.rows if row.person_paid is not None)
        assert says(pages, explain(words, line.case).reason)


def test_the_application_names_agency_applicant_and_items(fonts: Fonts, words: Words) -> None:
    content = slip(4, 5)
    pages = lay_out(content, words, fonts)
    assert says(pages, words("To: {agency}", agency=content.objection.agency))
    items = words("; ").join(
        f"{words(insurance.rule.name)} {months}"
        for insurance, months in ((PENSION, words(", ").join(("2026-04", "2026-05"))), (MEDICAL, "2026-01"))
    )
    assert says(pages, words("I ask you to check these items of my record: {items}.", items=items))
    assert says(pages, content.holder_number) and content.holder_number.count("*") == 8
    assert says(lay_out(slip(4, full=True), words, fonts), "119901198503150015")


def test_there_are_lines_to_write_on(fonts: Fonts, words: Words) -> None:
    (page,) = lay_out(slip(4), words, fonts)
    written_on = [rule for rule in page.rules if rule.left > LEFT + 100 and rule.gray not in (0.0, 0.75)]
    assert len(written_on) == 6
    assert all(rule.right - rule.left > (RIGHT - LEFT) / 3 for rule in written_on)
    assert words("Signature and date") in page.texts()


def test_whom_to_see_and_what_to_bring_follow_who_paid(fonts: Fonts, words: Words) -> None:
    receipts = words("the receipts of what you paid, or the bank statements that show it")
    contract = words("your labour contract or another proof that you worked there in these months")
    by_unit, alone = slip(1), slip(1, unit_code="")
    pages, others = lay_out(by_unit, words, fonts), lay_out(alone, words, fonts)
    assert says(pages, contract) and not says(pages, receipts)
    assert says(others, receipts)
    for content, drawn in ((by_unit, pages), (alone, others)):
        assert all(says(drawn, text) for text in objection_sentences(words, content.objection, content.issuer))


def test_many_months_turn_the_page_and_keep_the_application_whole(fonts: Fonts, words: Words) -> None:
    rows = [contribution(month) for month in Month(2022, 1).until(Month(2026, 10))]
    marked = [Marked(PENSION, row.paid_for) for row in rows]
    content = slip_of(account(rows), marked, ISSUER, NOW, False)
    pages = lay_out(content, words, fonts, code_of(54))
    assert len(pages) > 1
    for page in pages:
        assert_sound(page, fonts, code_of(54).quiet_mm)
    to, sign = words("To: {agency}", agency=content.objection.agency), words("Signature and date")
    assert [to in page.texts() for page in pages] == [sign in page.texts() for page in pages]
