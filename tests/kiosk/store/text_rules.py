"""What every engine must make of texts and amounts: whole, apart, in one order, and refused in the same words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import Engine

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.rows import BenefitRow, ContributionRow, SourceRow, TransferRow, UnitRow
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.store.month_bringing import HR, MEDICAL, NOON, account_of
from tests.kiosk.store.month_rows import LI, ZHANG, account_year, card, dump, paid, person

COMPOSED, DECOMPOSED = "Jos\u00e9 Nu\u00f1ez", "Jose\u0301 Nun\u0303ez"
RARE = (
    *("\u36c3", "\u4dae", "\U00020bb7", "\U0002a700", "\U0002b81d", "\U0002ceb0", "\U00030000", "\U00031350"),
    *("\u00b7", "\u0301", "\u200d", "\ue000", "\U0010fffd", "\ufffd", "\ufdd0", "\uffff", "\x01", "\x1f", "\x7f"),
    *("\u0627", "\u05d0", "\u1820", "\u0f40", "\u3000", "\U0001f9d3", "%", "?", "\\", "'", '"', "\t", "\n", "\r"),
)
"""Of every extension of the Chinese characters, and whatever else may be taken for something it is not."""

ONE_AFTER_ANOTHER = (
    *("", " ", "-1", "1", "10", "2", "A1", "B", "S 1", "S-1", "S1", "_", "a", "a1", "b", "\u00e9", "\u36c3"),
    *("\u5f20", "\u674e", "\u963f", "\uff21", "\U00020bb7"),
)
"""By their signs' numbers; a dictionary has them otherwise."""

LARGEST = 2**63 - 1
"""What both engines keep of an amount: ninety thousand million million yuan."""


class TextRules:
    """Subclass with a fixture `engine`: an empty database of the newest schema."""

    def bring(self, engine: Engine, *batches: Iterable[SourceRow], by: Authority = HR, snapshot: bool = True) -> None:
        """Import batches and finish."""
        writer = SqlMonthStore(engine, Journal(lambda: NOON)).begin(by, snapshot=snapshot)
        try:
            for batch in batches:
                assert not writer.add(list(batch))
            writer.finish(None)
        finally:
            writer.abandon()

    def test_every_character_comes_back(self, engine: Engine) -> None:
        name = "".join(RARE)
        self.bring(engine, [person(name=name, household=name)], [UnitRow("u", name)], [paid(unit_code="u")])
        self.bring(engine, [TransferRow(*ZHANG, "110", True, None, name, 0, 0, 1, 2)])
        account = account_of(engine)
        assert (account.person.name, account.person.household, account.units["u"].name) == (name, name, name)
        assert account.transfers[0].other_agency == name

    def test_the_longest_texts_come_back_whole(self, engine: Engine) -> None:
        """Characters are counted, not bytes: these have four each."""
        name, code, number = "\U00020bb7" * 200, "\U00020bb7" * 20, "\U00020bb7" * 40
        self.bring(
            engine,
            [person(name=name, place=name, agency=name, sex=code)],
            [UnitRow(number, name)],
            [paid(settlement_number=number, unit_code=number, kind=code, unit_rate=code)],
            [BenefitRow(*ZHANG, "110", 202610, code, number, name, 1)],
        )
        account = account_of(engine)
        assert (account.person.name, account.person.place, account.person.sex) == (name, name, code)
        assert account.units[number].name == name
        assert (account.contributions[0].settlement_number, account.contributions[0].kind) == (number, code)
        assert (account.benefits[0].serial, account.benefits[0].item_name) == (number, name)

    def test_what_says_nothing_is_an_empty_text_and_no_null(self, engine: Engine) -> None:
        self.bring(engine, [person(name="")], [paid(settlement_number="", kind="", unit_code="", unit_rate="")])
        account = account_of(engine)
        row = account.contributions[0]
        assert (account.person.name, row.settlement_number, row.kind, row.unit_code, row.unit_rate) == ("",) * 5

    def test_rows_stand_in_the_order_of_their_signs(self, engine: Engine) -> None:
        numbers = list(reversed(ONE_AFTER_ANOTHER))
        self.bring(
            engine,
            [paid(settlement_number=number) for number in numbers],
            [UnitRow(number, "n") for number in numbers if number],
            [BenefitRow(*ZHANG, "110", 202610, number, "", "", 1) for number in numbers],
            [TransferRow(*ZHANG, "110", True, None, number, 0, 0, 1, 2) for number in numbers],
        )
        self.bring(engine, [paid(unit_code=number, insurance="210") for number in numbers])
        account = account_of(engine)
        wanted = list(ONE_AFTER_ANOTHER)
        assert sorted(wanted) == wanted
        assert [row.settlement_number for row in account.contributions if row.insurance.value == "110"] == wanted
        assert [row.unit_code for row in account.contributions if row.insurance.value == "210"] == wanted
        assert [row.item_code for row in account.benefits] == wanted
        assert [row.other_agency for row in account.transfers] == wanted
        assert list(account.units) == wanted[1:]

    def test_categories_without_rules_are_told_in_the_same_order(self, engine: Engine) -> None:
        codes = ["medical:b", "medical:B", "medical:1", "medical:_", "medical:a"]
        self.bring(engine, [account_year(insurance=code) for code in codes], by=MEDICAL)
        assert [other.code for other in account_of(engine).others] == ["1", "B", "_", "a", "b"]

    def test_texts_that_look_alike_are_other_texts(self, engine: Engine) -> None:
        alike = ["e\u0301", "\u00e9", "E", "e", "e ", " e", "\uff45", "\u5f20", "\uf9bc", "\u674e"]
        self.bring(engine, [paid(settlement_number=text) for text in alike])
        account = account_of(engine)
        assert {row.settlement_number for row in account.contributions} == set(alike)
        assert len(account.contributions) == len(alike)

    @pytest.mark.parametrize(
        ("one", "other"), [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED), ("\uf90a\u4e09", "\u91d1\u4e09")]
    )
    def test_a_name_is_the_same_however_it_is_composed(self, engine: Engine, one: str, other: str) -> None:
        """Two personal numbers of one authority with one name are one person, and the name stays as it came."""
        self.bring(engine, [person(name=one)], [paid()], snapshot=False)
        same = {"source_id": "77"}
        self.bring(engine, [person(name=other, **same)], [paid(**same, paid_for=202609)], snapshot=False)
        account = account_of(engine)
        assert [row[0] for row in dump(engine)["persons"]] == [ZHANG[0]]
        assert len(account.contributions) == 2
        assert account.person.name in (one, other)

    def test_a_name_that_is_composed_otherwise_joins_who_was_made_apart(self, engine: Engine) -> None:
        wrong = "119901198503150X"
        medical = {"source_id": "77"}
        self.bring(engine, [person(name=COMPOSED, **medical)], [paid(**medical, insurance="310")], by=MEDICAL)
        self.bring(engine, [person(name=DECOMPOSED, number=wrong)], [paid(number=wrong)])
        self.bring(engine, [person(name=DECOMPOSED)], snapshot=False)
        assert {row.insurance.value for row in account_of(engine).contributions} == {"110", "310"}

    def test_who_shares_a_wrong_number_is_the_same_on_every_engine(self, engine: Engine) -> None:
        """By the personal number's signs: 10 before 9, B before a."""
        for ids in (("9", "10"), ("a", "B")):
            number = f"0000000{ids[0]}"
            self.bring(engine, [person(source_id=own, number=number, name=own) for own in ids], snapshot=False)
            holder = SqlLedger(engine).holder_of_number(number)
            assert holder is not None and holder.person_id == ids[1]

    def test_which_of_two_cards_is_meant(self, engine: Engine) -> None:
        """The one in use, then the newest; one that does not say when it was issued last, then by the code."""
        cards = [
            card(identification_code="b", issued=None),
            card(identification_code="a", issued=None, source_id=LI[0], number=LI[1]),
            card(identification_code="B", issued="2020-01-01"),
            card(identification_code="A", issued="2025-01-01", state="replaced"),
        ]
        ledger = SqlLedger(engine)
        found = []
        while cards:
            self.bring(engine, cards)
            holder = ledger.holder_of_number("A12345674")
            assert holder is not None and holder.card is not None
            found.append(holder.card.identification_code)
            cards = [each for each in cards if each.identification_code != found[-1]]
        assert found == ["B", "a", "b", "A"]

    def test_a_number_that_is_no_text_is_nobodys(self, engine: Engine) -> None:
        self.bring(engine, [person()], [card()])
        ledger = SqlLedger(engine)
        assert ledger.holder_of_number(f"{ZHANG[1]}\0") is None
        assert ledger.holder_of_number("\0") is None
        assert ledger.holder_of_card("A12345674\0", "119901D1560000050000000") is None
        assert ledger.holder_of_card("A12345674", "119901D1560000050000000\0") is None

    @pytest.mark.parametrize("fen", [0, 1, -1, 2**31, 2**53 + 1, LARGEST, -LARGEST - 1])
    def test_every_amount_is_kept_to_the_fen(self, engine: Engine, fen: int) -> None:
        said = dict.fromkeys(("base", "unit_due", "person_due", "unit_paid", "person_paid", "to_account"), fen)
        self.bring(
            engine, [paid(**said)], [account_year(opening=fen)], [BenefitRow(*ZHANG, "110", 202610, "", "", "", fen)]
        )
        account = account_of(engine)
        row = account.contributions[0]
        assert {row.base, row.unit_due, row.person_due, row.unit_paid, row.person_paid, row.to_account} == {fen}
        assert (account.years[0].opening, account.benefits[0].amount) == (fen, fen)

    @pytest.mark.parametrize("rows", [paid(unit_due=LARGEST + 1), account_year(opening=-LARGEST - 2)])
    def test_an_amount_beyond_that_is_refused_in_the_same_words(self, engine: Engine, rows: ContributionRow) -> None:
        self.bring(engine, [person()], [paid()])
        before = dump(engine)
        writer = SqlMonthStore(engine, Journal(lambda: NOON)).begin(HR, snapshot=True)
        with pytest.raises(Refused, match=r"could not be written: a number is too large \(.*\)\.$"):
            writer.add([rows])
        assert dump(engine) == before
        self.bring(engine, [paid()])

    def test_sums_of_the_largest_amounts_do_not_overflow(self, engine: Engine) -> None:
        self.bring(engine, [paid(insurance="medical:9", paid_for=202600 + n, unit_paid=LARGEST) for n in (9, 10)])
        assert [other.paid for other in account_of(engine).others] == [2 * (LARGEST + 36000)]
