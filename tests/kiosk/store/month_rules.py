"""What every MonthStore must do: run on SQLite beside this file and on a real PostgreSQL in tests/hardware."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWritten
from kiosk.intake.rows import CardRow, ContributionRow, PersonRow, UnitRow
from kiosk.model import Account, OtherRows
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.store.month_rows import LI, ZHANG, account_year, card, dump, one_of_each, paid, participation, person

HR, MEDICAL = Authority.HUMAN_RESOURCES, Authority.MEDICAL_SECURITY
OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)
NOON = datetime(2026, 11, 21, 12, 0)


class MonthRules:
    """Subclass with a fixture `engine`: an empty database of the newest schema."""

    def store(self, engine: Engine) -> SqlMonthStore:
        return SqlMonthStore(engine, Journal(lambda: NOON, "test"))

    def bring(
        self,
        engine: Engine,
        *batches: Sequence[Any],
        by: Authority = HR,
        snapshot: bool = True,
        as_of: Month | None = OCTOBER,
    ) -> tuple[MonthWritten, list[Clash]]:
        """Import batches and finish."""
        writer = self.store(engine).begin(by, snapshot=snapshot)
        clashes = [clash for batch in batches for clash in writer.add(batch)]
        return writer.finish(as_of), clashes

    def account(self, engine: Engine, number: str = ZHANG[1]) -> Account:
        ledger = SqlLedger(engine)
        holder = ledger.holder_of_number(number)
        assert holder is not None
        return ledger.account(holder.person_id)

    def test_every_kind_of_row_is_in_the_account(self, engine: Engine) -> None:
        written, clashes = self.bring(engine, *one_of_each())
        account = self.account(engine)
        assert (written.persons, written.new_persons, written.rows, clashes) == (1, 1, 11, [])
        assert (written.as_of_before, written.as_of) == (None, OCTOBER)
        assert account.person.person_id == ZHANG[0]
        assert account.person.first_job is not None
        assert account.units["900001"].name == "示例科技有限公司"
        assert (account.participations[0].begun, account.participations[0].ended) == (Month(2020, 1), None)
        assert [(row.to_account, row.subsidy) for row in account.contributions] == [(36000, 0)] * 2
        assert (account.years[0].months, account.years[0].state) == (12, "1")
        assert account.benefits[0].serial == "1"
        assert (account.transfers[0].moved, account.transfers[0].person_amount) == (None, 70000)
        assert (account.retirements[0].drawing_since, account.retirements[0].pension) == (Month(2026, 11), None)
        assert (account.contracts[0].first, account.contracts[0].last) == (Month(2020, 1), None)

    @pytest.mark.parametrize("snapshot", [True, False])
    def test_the_same_import_twice_changes_nothing(self, engine: Engine, snapshot: bool) -> None:
        self.bring(engine, *one_of_each(), snapshot=snapshot)
        before = dump(engine)
        written, clashes = self.bring(engine, *one_of_each(), snapshot=snapshot)
        assert clashes == []
        assert (written.persons, written.new_persons, written.as_of_before) == (1, 0, OCTOBER)
        assert dump(engine) == before
        with engine.connect() as connection:
            journal = connection.execute(select(t.imports).order_by(t.imports.c.number)).all()
        assert [tuple(line) for line in journal] == [
            (number, "hr", "test", snapshot, 202610, "2026-11-21 12:00:00", 11, 1, "") for number in (1, 2)
        ]

    def test_a_snapshot_replaces_the_categories_that_occur_in_it(self, engine: Engine) -> None:
        self.bring(engine, [paid(), paid(insurance="210"), paid(paid_for=202609)], [account_year()])
        self.bring(engine, [paid(settlement_number="S2")])
        account = self.account(engine)
        assert [(row.insurance.value, row.settlement_number) for row in account.contributions] == [
            ("110", "S2"),
            ("210", "S1"),
        ]
        assert len(account.years) == 1, "no row of this kind came"

    def test_a_category_goes_on_in_later_batches(self, engine: Engine) -> None:
        self.bring(engine, [paid(paid_for=202608)])
        _, clashes = self.bring(engine, [paid()], [paid(insurance="210")], [paid(paid_for=202609)])
        assert clashes == []
        assert len(self.account(engine).contributions) == 3

    def test_a_list_of_social_security_cards_leaves_the_medical_cards(self, engine: Engine) -> None:
        self.bring(engine, [card(), card(card_number="M1", kind="medical")], as_of=None)
        self.bring(engine, [card(card_number="A2")], as_of=None)
        ledger = SqlLedger(engine)
        assert ledger.holder_of_number("A12345674") is None
        assert ledger.holder_of_number("A2") is not None
        assert ledger.holder_of_number("M1") is not None

    def test_an_increment_adds_and_replaces_and_says_so(self, engine: Engine) -> None:
        self.bring(engine, [paid(), paid(paid_for=202609), paid(paid_for=202608)])
        _, clashes = self.bring(
            engine,
            [paid(paid_for=202607), paid(arrived="2026-11-02"), paid(paid_for=202609)],
            snapshot=False,
        )
        assert clashes == [Clash(1, ContributionRow, replaced=True)]
        found = {row.paid_for.number: str(row.arrived) for row in self.account(engine).contributions}
        assert found == {202607: "2026-10-20", 202608: "2026-10-20", 202609: "2026-10-20", 202610: "2026-11-02"}

    @pytest.mark.parametrize("snapshot", [True, False])
    @pytest.mark.parametrize("second", [paid(), paid(base=1)])
    @pytest.mark.parametrize("before", [[], [paid()], [paid(base=2)]])
    def test_the_same_record_twice_in_one_import(
        self, engine: Engine, snapshot: bool, second: ContributionRow, before: list[ContributionRow]
    ) -> None:
        """Whether it comes in one batch or in two, and whatever an earlier import brought."""
        self.bring(engine, before, snapshot=snapshot)
        for batches in ([[paid(), second]], [[paid()], [paid(paid_for=202609)], [second]]):
            writer = self.store(engine).begin(HR, snapshot=snapshot)
            clashes = [clash for batch in batches for clash in writer.add(batch)]
            writer.abandon()
            twice = [clash for clash in clashes if not clash.replaced]
            assert twice == [Clash(sum(map(len, batches)) - 1, ContributionRow, replaced=False)]

    def test_a_card_that_changes_its_kind_is_no_card_twice(self, engine: Engine) -> None:
        self.bring(engine, [card(kind="medical")], as_of=None)
        _, clashes = self.bring(engine, [card()], as_of=None)
        assert clashes == [Clash(0, CardRow, replaced=True)]

    def test_nothing_is_to_be_seen_before_the_end(self, engine: Engine) -> None:
        self.bring(engine, [person()], [paid()], as_of=SEPTEMBER)
        before = dump(engine)
        writer = self.store(engine).begin(HR, snapshot=True)
        writer.add([paid(paid_for=202611)])
        assert dump(engine) == before
        assert self.store(engine).as_of(HR) == SEPTEMBER
        writer.abandon()
        writer.abandon()
        assert dump(engine) == before

    def test_a_second_import_at_the_same_time_is_refused(self, engine: Engine) -> None:
        writer = self.store(engine).begin(HR, snapshot=True)
        with pytest.raises(Refused, match=r"^Another import is writing to the database .*; start this one when"):
            self.store(engine).begin(MEDICAL, snapshot=True)
        writer.abandon()
        self.bring(engine, [paid()])

    def test_the_month_of_each_authority_moves_at_the_end(self, engine: Engine) -> None:
        self.bring(engine, [paid()], as_of=SEPTEMBER)
        self.bring(engine, [paid(insurance="310")], by=MEDICAL, as_of=OCTOBER)
        assert (self.store(engine).as_of(HR), self.store(engine).as_of(MEDICAL)) == (SEPTEMBER, OCTOBER)
        written, _ = self.bring(engine, [card()], as_of=None)
        assert (written.as_of_before, written.as_of) == (SEPTEMBER, SEPTEMBER)

    def test_an_increment_of_an_earlier_month_takes_no_knowledge_away(self, engine: Engine) -> None:
        self.bring(engine, [paid()], as_of=OCTOBER)
        written, _ = self.bring(engine, [paid(paid_for=202501)], snapshot=False, as_of=SEPTEMBER)
        assert written.as_of == OCTOBER
        written, _ = self.bring(engine, [paid(paid_for=202501)], as_of=SEPTEMBER)
        assert written.as_of == SEPTEMBER

    def test_both_authorities_rows_meet_in_one_person(self, engine: Engine) -> None:
        self.bring(engine, [person(household="杭州")], [paid()])
        medical = {"source_id": "77", "number": ZHANG[1]}
        by_medical = person(**medical, name="张叁", household="上海", ethnicity="01")
        written, _ = self.bring(engine, [by_medical], [paid(**medical, insurance="310")], by=MEDICAL)
        account = self.account(engine)
        assert written.new_persons == 0
        assert {row.insurance.value for row in account.contributions} == {"110", "310"}
        told = account.person
        assert (told.person_id, told.name, told.household, told.ethnicity) == (ZHANG[0], "张三", "杭州", "01")

    def test_the_same_personal_number_at_two_authorities_is_two_persons(self, engine: Engine) -> None:
        self.bring(engine, [person()])
        self.bring(engine, [person(number=LI[1], name="李四")], by=MEDICAL)
        assert self.account(engine).person.name == "张三"
        assert self.account(engine, LI[1]).person.name == "李四"

    def test_whoever_comes_first_the_personal_number_stays(self, engine: Engine) -> None:
        medical = {"source_id": "77", "number": ZHANG[1]}
        self.bring(engine, [person(**medical, name="张叁")], by=MEDICAL)
        first = self.account(engine).person
        self.bring(engine, [person(), person(number="", name="", household="杭州")])
        second = self.account(engine).person
        assert (first.name, second.name, second.household) == ("张叁", "张三", "杭州")
        assert first.person_id == second.person_id
        self.bring(engine, [person(**medical, name="张叁")], by=MEDICAL)
        assert self.account(engine).person.name == "张三", "human resources' basic data win"

    def test_a_number_alone_and_a_personal_number_alone_find_the_person(self, engine: Engine) -> None:
        self.bring(engine, [person()])
        rows = [paid(source_id=""), paid(number="", paid_for=202609), paid(paid_for=202608)]
        written, _ = self.bring(engine, rows)
        assert (written.persons, written.new_persons) == (1, 0)
        assert len(self.account(engine).contributions) == 3

    def test_new_people_named_in_several_ways_in_one_batch(self, engine: Engine) -> None:
        rows = [paid(source_id=""), paid(paid_for=202609), paid(number="", paid_for=202608), paid(source_id="9")]
        written, clashes = self.bring(engine, rows)
        assert (written.persons, written.new_persons) == (1, 1)
        assert clashes == [Clash(3, ContributionRow, replaced=False)]

    def test_a_corrected_number_is_taken_and_one_of_somebody_else_is_not(self, engine: Engine) -> None:
        self.bring(engine, [person(number="119901198503150X"), person(source_id=LI[0], number=LI[1], name="李四")])
        self.bring(engine, [person()])
        assert self.account(engine).person.person_id == ZHANG[0]
        self.bring(engine, [person(number=LI[1])])
        assert self.account(engine).person.person_id == ZHANG[0]
        assert self.account(engine, LI[1]).person.name == "李四"

    @pytest.mark.parametrize("hr_first", [True, False])
    def test_two_made_apart_are_one_as_soon_as_a_row_brings_both_numbers(self, engine: Engine, hr_first: bool) -> None:
        """One authority's first file names people by its own personal numbers alone."""
        unnumbered, numbered = (MEDICAL, HR) if hr_first else (HR, MEDICAL)
        alone = "310" if unnumbered is MEDICAL else "110"
        own = {"source_id": "77"}
        self.bring(engine, [paid(**own, number="", insurance=alone)], [card(**own, number="")], by=unnumbered)
        self.bring(engine, [person()], [paid(insurance="210")], by=numbered)
        assert len(self.account(engine).contributions) == 1, "nobody can know yet"
        written, _ = self.bring(engine, [person(**own, name="张叁", household="杭州")], by=unnumbered, snapshot=False)
        assert (written.joined, written.persons, written.new_persons) == (1, 1, 0)
        account = self.account(engine)
        assert {row.insurance.value for row in account.contributions} == {"210", alone}
        assert account.person.name == ("张三" if hr_first else "张叁"), "human resources' name is shown"
        assert account.person.household == "杭州"
        assert [row[0] for row in dump(engine)["persons"]] == [account.person.person_id]
        assert SqlLedger(engine).holder_of_number("A12345674") is not None
        again, _ = self.bring(engine, [paid(**own, number="", insurance=alone, paid_for=202609)], by=unnumbered)
        assert (again.joined, again.new_persons) == (0, 0)
        assert len(self.account(engine).contributions) == 2

    @pytest.mark.parametrize("number", ["119901198503150016", "0", "无", "00000000", "000000000", "UNKNOWN"])
    def test_a_wrong_number_brings_nobody_together(self, engine: Engine, number: str) -> None:
        """Placeholders and slips are the same for many people: none may see another's account."""
        two = [person(number=number), person(source_id="77", number=number, name="李四")]
        written, _ = self.bring(engine, two, [paid(number=number)], snapshot=False)
        assert (written.new_persons, written.joined) == (2, 0)
        _, clashes = self.bring(engine, [paid(source_id="77", number=number, insurance="210")], snapshot=False)
        assert clashes == []
        assert len(dump(engine)["persons"]) == 2
        assert len({row[0] for row in dump(engine)["contributions"]}) == 2

    @pytest.mark.parametrize("by", [HR, MEDICAL])
    @pytest.mark.parametrize("apart_first", [True, False])
    def test_one_number_with_two_names_is_a_slip_and_shows_nobody_the_others_account(
        self, engine: Engine, by: Authority, apart_first: bool
    ) -> None:
        self.bring(engine, [person(birth_date="1985-03-15")], [paid()], snapshot=False)
        other = {"source_id": "77", "name": "李四", "birth_date": "1990-01-01"}
        if apart_first:
            self.bring(engine, [person(**other, number="")], [paid(source_id="77", number="")], by=by, snapshot=False)
        for _ in range(2):
            rows = [paid(source_id="77", paid_for=202609)]
            written, _clashes = self.bring(engine, [person(**other)], rows, by=by, snapshot=False)
            assert (written.joined, written.contradictions) == (0, 1)
        mine = self.account(engine)
        assert (mine.person.name, str(mine.person.birth_date), len(mine.contributions)) == ("张三", "1985-03-15", 1)
        theirs = next(row for row in dump(engine)["persons"] if "李四" in row)
        assert ZHANG[1] not in theirs

    @pytest.mark.parametrize("name", ["李四", "张四"])
    def test_one_number_with_two_names_in_one_batch_is_a_slip(self, engine: Engine, name: str) -> None:
        """Brothers have a character in common; one authority that knows two names knows two people."""
        two = [person(), person(source_id="77", name=name)]
        written, _ = self.bring(engine, two, [paid()], [paid(source_id="77", paid_for=202609)])
        assert (written.new_persons, written.contradictions) == (2, 1)
        assert (self.account(engine).person.name, len(self.account(engine).contributions)) == ("张三", 1)

    @pytest.mark.parametrize(("name", "by"), [("张三", HR), ("", HR), ("张叁", MEDICAL), ("ZHANG SAN", MEDICAL)])
    def test_two_personal_numbers_of_one_person_are_one_account(self, engine: Engine, name: str, by: Authority) -> None:
        self.bring(engine, [person()], [paid()], snapshot=False)
        rows = [person(source_id="77", name=name)], [paid(source_id="77", paid_for=202609)]
        written, _ = self.bring(engine, *rows, by=by, snapshot=False)
        assert (written.new_persons, written.contradictions) == (0, 0)
        assert len(self.account(engine).contributions) == 2

    def test_rows_that_both_had_are_there_once(self, engine: Engine) -> None:
        self.bring(engine, [paid(source_id="")], [account_year(source_id="")])
        self.bring(engine, [paid(number=""), paid(number="", paid_for=202609)], snapshot=False)
        written, _ = self.bring(engine, [person()], snapshot=False)
        assert written.joined == 1
        assert [row.paid_for.number for row in self.account(engine).contributions] == [202609, 202610]

    def test_a_number_that_takes_anothers_place_joins_only_the_same_name(self, engine: Engine) -> None:
        wrong = "119901198503150X"
        for name, joined in (("李四", 0), ("张三", 1)):
            self.bring(engine, [person(source_id="77", name=name)], [paid(source_id="77", insurance="310")], by=MEDICAL)
            self.bring(engine, [person(number=wrong)], [paid(number=wrong)])
            written, _ = self.bring(engine, [person()], snapshot=False)
            assert (written.joined, written.contradictions) == (joined, 1 - joined)
        assert {row.insurance.value for row in self.account(engine).contributions} == {"110", "310"}

    def test_what_does_not_agree_between_the_authorities_is_counted(self, engine: Engine) -> None:
        self.bring(engine, [person()])
        self.bring(engine, [person(source_id="77")], by=MEDICAL)
        written, _ = self.bring(engine, [person(source_id="77", number=LI[1], name="张叁")], by=MEDICAL)
        assert (written.contradictions, written.other_names) == (1, 1)
        assert self.account(engine).person.name == "张三"

    def test_deemed_months_of_a_person_are_kept_and_a_nought_takes_them_back(self, engine: Engine) -> None:
        for told, kept in ((48, 48), (None, 48), (0, 0)):
            self.bring(engine, [person(deemed_months=told)])
            assert self.account(engine).person.deemed_months == kept

    def test_who_has_no_row_left_stays_with_an_empty_account(self, engine: Engine) -> None:
        self.bring(engine, [person()], [paid()])
        self.bring(engine, [paid(source_id=LI[0], number=LI[1])])
        assert self.account(engine).contributions == ()

    def test_rows_without_rules_are_kept_and_counted(self, engine: Engine) -> None:
        rows = [paid(insurance="medical:410"), paid(insurance="medical:410", paid_for=202609, unit_paid=None)]
        others = [account_year(insurance="medical:999")]
        lives = [participation(insurance="medical:410")]
        self.bring(engine, [*rows, paid(insurance="310")], others, lives, by=MEDICAL)
        account = self.account(engine)
        assert len(account.contributions) == 1
        assert account.others == (OtherRows(MEDICAL, "410", 2, 144000), OtherRows(MEDICAL, "999", 1, 0))
        assert account.participations == ()

    def test_codes_without_a_word_here_make_no_account_unreadable(self, engine: Engine) -> None:
        self.bring(
            engine,
            [person(employment="83", document="X7")],
            [card(state="77", kind="X7")],
            [participation(standing="9")],
            [paid(status="8")],
        )
        account = self.account(engine)
        holder = SqlLedger(engine).holder_of_number("A12345674")
        assert holder is not None and holder.card is not None
        assert holder.card.state.value == "cancelled", "such a card opens nothing"
        assert account.contributions[0].status.value == "0"

    def test_a_units_name_is_learned_and_not_forgotten(self, engine: Engine) -> None:
        self.bring(engine, [UnitRow("900001", "甲")], [paid()])
        self.bring(engine, [UnitRow("900001", "")])
        assert self.account(engine).units["900001"].name == "甲"
        self.bring(engine, [UnitRow("900001", "乙")])
        assert self.account(engine).units["900001"].name == "乙"

    def test_memory_has_an_end_and_the_count_does_not(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kiosk.store.month_persons.PERSONS_KEPT", 3)
        batches = [[paid(source_id=str(n), number=f"n{n}") for n in range(start, start + 4)] for start in (0, 2, 4)]
        written, _ = self.bring(engine, batches[0], batches[1][2:], batches[2][2:], batches[0][:0])
        assert (written.persons, written.new_persons) == (8, 8)
        again, _ = self.bring(engine, batches[0], batches[1][2:], batches[2][2:])
        assert (again.persons, again.new_persons) == (8, 0)

    def test_a_value_the_database_does_not_take_refuses_the_import(self, engine: Engine) -> None:
        writer = self.store(engine).begin(HR, snapshot=True)
        with pytest.raises(Refused, match="could not be written: ") as refused:
            writer.add([paid(unit_due=None)])
        assert ZHANG[1] not in str(refused.value)
        for act in (lambda: writer.add([person()]), lambda: writer.finish(OCTOBER)):
            with pytest.raises(Refused, match="has ended already"):
                act()
        self.bring(engine, [paid()])

    def test_empty_batches_and_empty_imports(self, engine: Engine) -> None:
        nothing: list[PersonRow] = []
        written, clashes = self.bring(engine, nothing, as_of=None)
        assert (written.persons, written.rows, written.as_of, clashes) == (0, 0, None, [])
