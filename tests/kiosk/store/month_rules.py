"""What every MonthStore must do: run on SQLite beside this file and on a real PostgreSQL in tests/hardware."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from kiosk.errors import Refused
from kiosk.intake.port import Clash
from kiosk.intake.rows import CardRow, ContributionRow, PersonRow, UnitRow
from kiosk.model import OtherRows
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.ledger import SqlLedger
from tests.kiosk.store.month_bringing import HR, MEDICAL, OCTOBER, SEPTEMBER, account_of, bring, months
from tests.kiosk.store.month_rows import ZHANG, account_year, card, dump, one_of_each, paid, participation, person


class MonthRules:
    """Which rows stay; subclass with a fixture `engine`: an empty database of the newest schema."""

    def test_every_kind_of_row_is_in_the_account(self, engine: Engine) -> None:
        written, clashes = bring(engine, *one_of_each())
        account = account_of(engine)
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
        bring(engine, *one_of_each(), snapshot=snapshot)
        before = dump(engine)
        written, clashes = bring(engine, *one_of_each(), snapshot=snapshot)
        assert clashes == []
        assert (written.persons, written.new_persons, written.as_of_before) == (1, 0, OCTOBER)
        assert dump(engine) == before
        with engine.connect() as connection:
            journal = connection.execute(select(t.imports).order_by(t.imports.c.number)).all()
        assert [tuple(line) for line in journal] == [
            (number, "hr", "test", snapshot, 202610, "2026-11-21 12:00:00", 11, 1, "") for number in (1, 2)
        ]

    def test_a_snapshot_replaces_the_categories_that_occur_in_it(self, engine: Engine) -> None:
        bring(engine, [paid(), paid(insurance="210"), paid(paid_for=202609)], [account_year()])
        bring(engine, [paid(settlement_number="S2")])
        account = account_of(engine)
        assert [(row.insurance.value, row.settlement_number) for row in account.contributions] == [
            ("110", "S2"),
            ("210", "S1"),
        ]
        assert len(account.years) == 1, "no row of this kind came"

    def test_a_category_goes_on_in_later_batches(self, engine: Engine) -> None:
        bring(engine, [paid(paid_for=202608)])
        _, clashes = bring(engine, [paid()], [paid(insurance="210")], [paid(paid_for=202609)])
        assert clashes == []
        assert len(account_of(engine).contributions) == 3

    def test_a_list_of_social_security_cards_leaves_the_medical_cards(self, engine: Engine) -> None:
        bring(engine, [card(), card(card_number="M1", kind="medical")], as_of=None)
        bring(engine, [card(card_number="A2")], as_of=None)
        ledger = SqlLedger(engine)
        assert ledger.holder_of_number("A12345674") is None
        assert ledger.holder_of_number("A2") is not None
        assert ledger.holder_of_number("M1") is not None

    def test_an_increment_adds_and_replaces_and_says_so(self, engine: Engine) -> None:
        bring(engine, [paid(), paid(paid_for=202609), paid(paid_for=202608)])
        _, clashes = bring(
            engine,
            [paid(paid_for=202607), paid(arrived="2026-11-02"), paid(paid_for=202609)],
            snapshot=False,
        )
        assert clashes == [Clash(1, ContributionRow, replaced=True)]
        found = {row.paid_for.number: str(row.arrived) for row in account_of(engine).contributions}
        assert found == {202607: "2026-10-20", 202608: "2026-10-20", 202609: "2026-10-20", 202610: "2026-11-02"}

    @pytest.mark.parametrize("snapshot", [True, False])
    @pytest.mark.parametrize("second", [paid(), paid(base=1)])
    @pytest.mark.parametrize("before", [[], [paid()], [paid(base=2)]])
    def test_the_same_record_twice_in_one_import(
        self, engine: Engine, snapshot: bool, second: ContributionRow, before: list[ContributionRow]
    ) -> None:
        """Whether it comes in one batch or in two, and whatever an earlier import brought."""
        bring(engine, before, snapshot=snapshot)
        for batches in ([[paid(), second]], [[paid()], [paid(paid_for=202609)], [second]]):
            writer = months(engine).begin(HR, snapshot=snapshot)
            clashes = [clash for batch in batches for clash in writer.add(batch)]
            writer.abandon()
            twice = [clash for clash in clashes if not clash.replaced]
            assert twice == [Clash(sum(map(len, batches)) - 1, ContributionRow, replaced=False)]

    def test_a_card_that_changes_its_kind_is_no_card_twice(self, engine: Engine) -> None:
        bring(engine, [card(kind="medical")], as_of=None)
        _, clashes = bring(engine, [card()], as_of=None)
        assert clashes == [Clash(0, CardRow, replaced=True)]

    def test_nothing_is_to_be_seen_before_the_end(self, engine: Engine) -> None:
        bring(engine, [person()], [paid()], as_of=SEPTEMBER)
        before = dump(engine)
        writer = months(engine).begin(HR, snapshot=True)
        writer.add([paid(paid_for=202611)])
        assert dump(engine) == before
        assert months(engine).as_of(HR) == SEPTEMBER
        writer.abandon()
        writer.abandon()
        assert dump(engine) == before

    def test_a_second_import_at_the_same_time_is_refused(self, engine: Engine) -> None:
        writer = months(engine).begin(HR, snapshot=True)
        with pytest.raises(Refused, match=r"^Another import is writing to the database .*; start this one when"):
            months(engine).begin(MEDICAL, snapshot=True)
        writer.abandon()
        bring(engine, [paid()])

    def test_the_month_of_each_authority_moves_at_the_end(self, engine: Engine) -> None:
        bring(engine, [paid()], as_of=SEPTEMBER)
        bring(engine, [paid(insurance="310")], by=MEDICAL, as_of=OCTOBER)
        assert (months(engine).as_of(HR), months(engine).as_of(MEDICAL)) == (SEPTEMBER, OCTOBER)
        written, _ = bring(engine, [card()], as_of=None)
        assert (written.as_of_before, written.as_of) == (SEPTEMBER, SEPTEMBER)

    def test_an_increment_of_an_earlier_month_takes_no_knowledge_away(self, engine: Engine) -> None:
        bring(engine, [paid()], as_of=OCTOBER)
        written, _ = bring(engine, [paid(paid_for=202501)], snapshot=False, as_of=SEPTEMBER)
        assert written.as_of == OCTOBER
        written, _ = bring(engine, [paid(paid_for=202501)], as_of=SEPTEMBER)
        assert written.as_of == SEPTEMBER

    def test_rows_without_rules_are_kept_and_counted(self, engine: Engine) -> None:
        rows = [paid(insurance="medical:410"), paid(insurance="medical:410", paid_for=202609, unit_paid=None)]
        others = [account_year(insurance="medical:999")]
        lives = [participation(insurance="medical:410")]
        bring(engine, [*rows, paid(insurance="310")], others, lives, by=MEDICAL)
        account = account_of(engine)
        assert len(account.contributions) == 1
        assert account.others == (OtherRows(MEDICAL, "410", 2, 144000), OtherRows(MEDICAL, "999", 1, 0))
        assert account.participations == ()

    def test_codes_without_a_word_here_make_no_account_unreadable(self, engine: Engine) -> None:
        bring(
            engine,
            [person(employment="83", document="X7")],
            [card(state="77", kind="X7")],
            [participation(standing="9")],
            [paid(status="8")],
        )
        account = account_of(engine)
        holder = SqlLedger(engine).holder_of_number("A12345674")
        assert holder is not None and holder.card is not None
        assert holder.card.state.value == "cancelled", "such a card opens nothing"
        assert account.contributions[0].status.value == "0"

    def test_a_units_name_is_learned_and_not_forgotten(self, engine: Engine) -> None:
        bring(engine, [UnitRow("900001", "甲")], [paid()])
        bring(engine, [UnitRow("900001", "")])
        assert account_of(engine).units["900001"].name == "甲"
        bring(engine, [UnitRow("900001", "乙")])
        assert account_of(engine).units["900001"].name == "乙"

    def test_memory_has_an_end_and_the_count_does_not(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kiosk.store.month_persons.PERSONS_KEPT", 3)
        batches = [[paid(source_id=str(n), number=f"n{n}") for n in range(start, start + 4)] for start in (0, 2, 4)]
        written, _ = bring(engine, batches[0], batches[1][2:], batches[2][2:], batches[0][:0])
        assert (written.persons, written.new_persons) == (8, 8)
        again, _ = bring(engine, batches[0], batches[1][2:], batches[2][2:])
        assert (again.persons, again.new_persons) == (8, 0)

    def test_a_value_the_database_does_not_take_refuses_the_import(self, engine: Engine) -> None:
        writer = months(engine).begin(HR, snapshot=True)
        with pytest.raises(Refused, match="could not be written: ") as refused:
            writer.add([paid(unit_due=None)])
        assert ZHANG[1] not in str(refused.value)
        for act in (lambda: writer.add([person()]), lambda: writer.finish(OCTOBER)):
            with pytest.raises(Refused, match="has ended already"):
                act()
        bring(engine, [paid()])

    def test_empty_batches_and_empty_imports(self, engine: Engine) -> None:
        nothing: list[PersonRow] = []
        written, clashes = bring(engine, nothing, as_of=None)
        assert (written.persons, written.rows, written.as_of, clashes) == (0, 0, None, [])
