"""Prints and counted pages outlive a restart, are closed after a crash, and are forgotten in time."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime

from kiosk.choices import PaperKind
from kiosk.config import DatabaseSection
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store import open_store
from kiosk.store.opening import Store

NOON = datetime(2026, 11, 21, 12, 0, 30)
ENTRY = PrintEntry(NOON, 3, PaperKind.LIST, 4)


class PrintJournalRules:
    """Every rule of the journal of prints; needs a fixture `store`, and `section` to open it again."""

    def test_prints_outlive_a_restart_in_their_order(self, store: Store, section: DatabaseSection) -> None:
        first = store.prints.begin(ENTRY)
        second = store.prints.begin(PrintEntry(NOON, 4, PaperKind.SLIP, 1))
        store.prints.end(second, PrintEnd.FAILED, "P02")
        store.prints.end(first, PrintEnd.SENT)
        store.close()
        with closing(open_store(section)) as again:
            sent, failed = again.prints.entries(10)
            assert sent == PrintEntry(NOON, 3, PaperKind.LIST, 4, PrintEnd.SENT)
            assert failed == PrintEntry(NOON, 4, PaperKind.SLIP, 1, PrintEnd.FAILED, "P02")
            assert again.prints.entries(1) == (failed,)

    def test_only_what_has_no_end_is_closed(self, store: Store) -> None:
        ended = store.prints.begin(ENTRY)
        store.prints.end(ended, PrintEnd.SENT)
        store.prints.begin(ENTRY)
        store.prints.close_open()
        assert [entry.end for entry in store.prints.entries(10)] == [PrintEnd.SENT, PrintEnd.UNKNOWN]

    def test_pages_are_added_up_under_their_key(self, store: Store) -> None:
        assert store.prints.used("a") == 0
        store.prints.count("a", NOON.date(), 2)
        store.prints.count("a", NOON.date(), 3)
        store.prints.count("b", NOON.date(), 1)
        assert (store.prints.used("a"), store.prints.used("b")) == (5, 1)

    def test_what_is_old_is_forgotten(self, store: Store) -> None:
        store.prints.begin(ENTRY)
        store.prints.count("a", NOON.date(), 2)
        store.prints.forget_before(NOON.date(), NOON.date())
        assert (len(store.prints.entries(10)), store.prints.used("a")) == (1, 2)
        store.prints.forget_before(NOON.date(), date(2026, 11, 22))
        assert (len(store.prints.entries(10)), store.prints.used("a")) == (1, 0)
        store.prints.forget_before(date(2026, 11, 22), NOON.date())
        assert not store.prints.entries(10)
