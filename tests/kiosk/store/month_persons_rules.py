"""Whose row it is: what every MonthStore must make of numbers and names (kiosk/store/month_persons.py)."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from kiosk.insurance import Authority
from kiosk.intake.port import Clash
from kiosk.intake.rows import ContributionRow
from kiosk.store.ledger import SqlLedger
from tests.kiosk.store.month_bringing import HR, MEDICAL, account_of, bring
from tests.kiosk.store.month_rows import LI, ZHANG, account_year, card, dump, paid, person


class PersonRules:
    """Subclass with a fixture `engine`: an empty database of the newest schema."""

    def test_both_authorities_rows_meet_in_one_person(self, engine: Engine) -> None:
        bring(engine, [person(household="杭州")], [paid()])
        medical = {"source_id": "77", "number": ZHANG[1]}
        by_medical = person(**medical, name="张叁", household="上海", ethnicity="01")
        written, _ = bring(engine, [by_medical], [paid(**medical, insurance="310")], by=MEDICAL)
        account = account_of(engine)
        assert written.new_persons == 0
        assert {row.insurance.value for row in account.contributions} == {"110", "310"}
        told = account.person
        assert (told.person_id, told.name, told.household, told.ethnicity) == (ZHANG[0], "张三", "杭州", "01")

    def test_the_same_personal_number_at_two_authorities_is_two_persons(self, engine: Engine) -> None:
        bring(engine, [person()])
        bring(engine, [person(number=LI[1], name="李四")], by=MEDICAL)
        assert account_of(engine).person.name == "张三"
        assert account_of(engine, LI[1]).person.name == "李四"

    def test_whoever_comes_first_the_personal_number_stays(self, engine: Engine) -> None:
        medical = {"source_id": "77", "number": ZHANG[1]}
        bring(engine, [person(**medical, name="张叁")], by=MEDICAL)
        first = account_of(engine).person
        bring(engine, [person(), person(number="", name="", household="杭州")])
        second = account_of(engine).person
        assert (first.name, second.name, second.household) == ("张叁", "张三", "杭州")
        assert first.person_id == second.person_id
        bring(engine, [person(**medical, name="张叁")], by=MEDICAL)
        assert account_of(engine).person.name == "张三", "human resources' basic data win"

    def test_a_number_alone_and_a_personal_number_alone_find_the_person(self, engine: Engine) -> None:
        bring(engine, [person()])
        rows = [paid(source_id=""), paid(number="", paid_for=202609), paid(paid_for=202608)]
        written, _ = bring(engine, rows)
        assert (written.persons, written.new_persons) == (1, 0)
        assert len(account_of(engine).contributions) == 3

    def test_new_people_named_in_several_ways_in_one_batch(self, engine: Engine) -> None:
        rows = [paid(source_id=""), paid(paid_for=202609), paid(number="", paid_for=202608), paid(source_id="9")]
        written, clashes = bring(engine, rows)
        assert (written.persons, written.new_persons) == (1, 1)
        assert clashes == [Clash(3, ContributionRow, replaced=False)]

    def test_a_corrected_number_is_taken_and_one_of_somebody_else_is_not(self, engine: Engine) -> None:
        bring(engine, [person(number="119901198503150X"), person(source_id=LI[0], number=LI[1], name="李四")])
        bring(engine, [person()])
        assert account_of(engine).person.person_id == ZHANG[0]
        bring(engine, [person(number=LI[1])])
        assert account_of(engine).person.person_id == ZHANG[0]
        assert account_of(engine, LI[1]).person.name == "李四"

    @pytest.mark.parametrize("hr_first", [True, False])
    def test_two_made_apart_are_one_as_soon_as_a_row_brings_both_numbers(self, engine: Engine, hr_first: bool) -> None:
        """One authority's first file names people by its own personal numbers alone."""
        unnumbered, numbered = (MEDICAL, HR) if hr_first else (HR, MEDICAL)
        alone = "310" if unnumbered is MEDICAL else "110"
        own = {"source_id": "77"}
        bring(engine, [paid(**own, number="", insurance=alone)], [card(**own, number="")], by=unnumbered)
        bring(engine, [person()], [paid(insurance="210")], by=numbered)
        assert len(account_of(engine).contributions) == 1, "nobody can know yet"
        written, _ = bring(engine, [person(**own, name="张叁", household="杭州")], by=unnumbered, snapshot=False)
        assert (written.joined, written.persons, written.new_persons) == (1, 1, 0)
        account = account_of(engine)
        assert {row.insurance.value for row in account.contributions} == {"210", alone}
        assert account.person.name == ("张三" if hr_first else "张叁"), "human resources' name is shown"
        assert account.person.household == "杭州"
        assert [row[0] for row in dump(engine)["persons"]] == [account.person.person_id]
        assert SqlLedger(engine).holder_of_number("A12345674") is not None
        again, _ = bring(engine, [paid(**own, number="", insurance=alone, paid_for=202609)], by=unnumbered)
        assert (again.joined, again.new_persons) == (0, 0)
        assert len(account_of(engine).contributions) == 2

    @pytest.mark.parametrize("number", ["119901198503150016", "0", "无", "00000000", "000000000", "UNKNOWN"])
    def test_a_wrong_number_brings_nobody_together(self, engine: Engine, number: str) -> None:
        """Placeholders and slips are the same for many people: none may see another's account."""
        two = [person(number=number), person(source_id="77", number=number, name="李四")]
        written, _ = bring(engine, two, [paid(number=number)], snapshot=False)
        assert (written.new_persons, written.joined) == (2, 0)
        _, clashes = bring(engine, [paid(source_id="77", number=number, insurance="210")], snapshot=False)
        assert clashes == []
        assert len(dump(engine)["persons"]) == 2
        assert len({row[0] for row in dump(engine)["contributions"]}) == 2

    @pytest.mark.parametrize("by", [HR, MEDICAL])
    @pytest.mark.parametrize("apart_first", [True, False])
    def test_one_number_with_two_names_is_a_slip_and_shows_nobody_the_others_account(
        self, engine: Engine, by: Authority, apart_first: bool
    ) -> None:
        bring(engine, [person(birth_date="1985-03-15")], [paid()], snapshot=False)
        other = {"source_id": "77", "name": "李四", "birth_date": "1990-01-01"}
        if apart_first:
            bring(engine, [person(**other, number="")], [paid(source_id="77", number="")], by=by, snapshot=False)
        for _ in range(2):
            rows = [paid(source_id="77", paid_for=202609)]
            written, _clashes = bring(engine, [person(**other)], rows, by=by, snapshot=False)
            assert (written.joined, written.contradictions) == (0, 1)
        mine = account_of(engine)
        assert (mine.person.name, str(mine.person.birth_date), len(mine.contributions)) == ("张三", "1985-03-15", 1)
        theirs = next(row for row in dump(engine)["persons"] if "李四" in row)
        assert ZHANG[1] not in theirs

    @pytest.mark.parametrize("name", ["李四", "张四"])
    def test_one_number_with_two_names_in_one_batch_is_a_slip(self, engine: Engine, name: str) -> None:
        """Brothers have a character in common; one authority that knows two names knows two people."""
        two = [person(), person(source_id="77", name=name)]
        written, _ = bring(engine, two, [paid()], [paid(source_id="77", paid_for=202609)])
        assert (written.new_persons, written.contradictions) == (2, 1)
        assert (account_of(engine).person.name, len(account_of(engine).contributions)) == ("张三", 1)

    @pytest.mark.parametrize(("name", "by"), [("张三", HR), ("", HR), ("张叁", MEDICAL), ("ZHANG SAN", MEDICAL)])
    def test_two_personal_numbers_of_one_person_are_one_account(self, engine: Engine, name: str, by: Authority) -> None:
        bring(engine, [person()], [paid()], snapshot=False)
        rows = [person(source_id="77", name=name)], [paid(source_id="77", paid_for=202609)]
        written, _ = bring(engine, *rows, by=by, snapshot=False)
        assert (written.new_persons, written.contradictions) == (0, 0)
        assert len(account_of(engine).contributions) == 2

    def test_rows_that_both_had_are_there_once(self, engine: Engine) -> None:
        bring(engine, [paid(source_id="")], [account_year(source_id="")])
        bring(engine, [paid(number=""), paid(number="", paid_for=202609)], snapshot=False)
        written, _ = bring(engine, [person()], snapshot=False)
        assert written.joined == 1
        assert [row.paid_for.number for row in account_of(engine).contributions] == [202609, 202610]

    def test_a_number_that_takes_anothers_place_joins_only_the_same_name(self, engine: Engine) -> None:
        wrong = "119901198503150X"
        for name, joined in (("李四", 0), ("张三", 1)):
            bring(engine, [person(source_id="77", name=name)], [paid(source_id="77", insurance="310")], by=MEDICAL)
            bring(engine, [person(number=wrong)], [paid(number=wrong)])
            written, _ = bring(engine, [person()], snapshot=False)
            assert (written.joined, written.contradictions) == (joined, 1 - joined)
        assert {row.insurance.value for row in account_of(engine).contributions} == {"110", "310"}

    def test_what_does_not_agree_between_the_authorities_is_counted(self, engine: Engine) -> None:
        bring(engine, [person()])
        bring(engine, [person(source_id="77")], by=MEDICAL)
        written, _ = bring(engine, [person(source_id="77", number=LI[1], name="张叁")], by=MEDICAL)
        assert (written.contradictions, written.other_names) == (1, 1)
        assert account_of(engine).person.name == "张三"

    def test_deemed_months_of_a_person_are_kept_and_a_nought_takes_them_back(self, engine: Engine) -> None:
        for told, kept in ((48, 48), (None, 48), (0, 0)):
            bring(engine, [person(deemed_months=told)])
            assert account_of(engine).person.deemed_months == kept

    def test_who_has_no_row_left_stays_with_an_empty_account(self, engine: Engine) -> None:
        bring(engine, [person()], [paid()])
        bring(engine, [paid(source_id=LI[0], number=LI[1])])
        assert account_of(engine).contributions == ()
