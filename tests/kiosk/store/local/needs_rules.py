"""What the kiosk needs is remembered through a restart."""

from __future__ import annotations

from datetime import datetime

from kiosk.notices.notice import Need
from kiosk.store.opening import Store

NEEDS = (
    Need("P01", datetime(2026, 11, 21, 10), told=True),
    Need("P02", datetime(2026, 11, 21, 11), told=True, over=datetime(2026, 11, 21, 12)),
    Need("S04", datetime(2026, 11, 21, 12)),
)


class NeedsRules:
    """Every rule of remembered needs; needs a fixture `store`."""

    def test_exactly_what_is_kept_is_remembered(self, store: Store) -> None:
        assert store.needs.needs() == ()
        store.needs.keep_needs(NEEDS)
        assert store.needs.needs() == NEEDS
        store.needs.keep_needs(NEEDS[:1])
        assert store.needs.needs() == NEEDS[:1]
        store.needs.keep_needs(())
        assert store.needs.needs() == ()
