"""The search is put off and begins again, however the work ends."""

from __future__ import annotations

import gc

import pytest

from kiosk.circles import no_looking_for_circles


def test_the_search_is_put_off_and_begins_again() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="work"), no_looking_for_circles():
        assert not gc.isenabled()
        with no_looking_for_circles():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the inner one leaves it as it was"
        raise ValueError("work")
    assert gc.isenabled()
