"""How far records were shipped outlives a restart; a print is forgotten in time, but never before it was shipped."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

from kiosk.audit.line import End
from kiosk.choices import PaperKind
from kiosk.config import DatabaseSection
from kiosk.fleet.port import PrintToShip
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store import open_store
from kiosk.store.engine import make_engine
from kiosk.store.local.print_journal import SqlPrintJournal
from kiosk.store.opening import Store, local_url

ENTRY = PrintEntry(datetime(2026, 11, 21, 12, 0, 30), 3, PaperKind.LIST, 4)
TOMORROW = date(2026, 11, 22)
END = End(12, "ab" * 32)


class ShippingNotesRules:
    """Every rule of the notes; needs a fixture `store`, and `section` to open it again."""

    def test_before_anything_was_shipped(self, store: Store) -> None:
        assert store.shipping.audit_end() == End()
        assert store.shipping.print_batches() == 0
        assert list(store.shipping.prints_to_ship(10)) == []

    def test_notes_outlive_a_restart(self, store: Store, section: DatabaseSection) -> None:
        store.shipping.note_audit(End(3, "cd" * 32))
        store.shipping.note_audit(END)
        store.shipping.note_prints((), 7)
        store.close()
        with closing(open_store(section)) as again:
            assert again.shipping.audit_end() == END
            assert again.shipping.print_batches() == 7

    def test_prints_wait_in_their_order_until_they_are_shipped(self, store: Store) -> None:
        numbers = [store.prints.begin(replace(ENTRY, visit=visit)) for visit in range(4)]
        for number in (numbers[3], numbers[0], numbers[2]):
            store.prints.end(number, PrintEnd.FAILED, "P02")
        ended = replace(ENTRY, end=PrintEnd.FAILED, code="P02")
        assert list(store.shipping.prints_to_ship(2)) == [
            PrintToShip(numbers[0], replace(ended, visit=0)),
            PrintToShip(numbers[2], replace(ended, visit=2)),
        ]
        store.shipping.note_prints([numbers[0], numbers[2]], 1)
        assert [each.number for each in store.shipping.prints_to_ship(10)] == [numbers[3]]
        store.prints.close_open()
        assert [each.number for each in store.shipping.prints_to_ship(10)] == [numbers[1], numbers[3]]
        store.shipping.ship_prints_anew()
        assert [each.number for each in store.shipping.prints_to_ship(10)] == numbers
        assert store.shipping.print_batches() == 1

    def test_what_was_not_shipped_is_not_forgotten(self, store: Store, section: DatabaseSection) -> None:
        engine = make_engine(local_url(section), 4)
        journal = SqlPrintJournal(engine, ships=True)
        first, second = journal.begin(ENTRY), journal.begin(replace(ENTRY, visit=4))
        for number in (first, second):
            journal.end(number, PrintEnd.SENT)
        store.shipping.note_prints([second], 1)
        journal.forget_before(TOMORROW, TOMORROW)
        assert [entry.visit for entry in journal.entries(10)] == [ENTRY.visit]
        store.shipping.note_prints([first], 2)
        journal.forget_before(TOMORROW, TOMORROW)
        assert not journal.entries(10)
        engine.dispose()
