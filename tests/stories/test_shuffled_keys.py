"""A hall may have the password's digits stand in another order each time."""

from __future__ import annotations

from tests.stories.conftest import Kiosk, MakeKiosk

TELEPHONE = list("1234567890")


def order_shown(kiosk: Kiosk) -> list[str]:
    """The digits as they stand, row by row."""
    kiosk.cards.insert("zhang-san")
    assert kiosk.screen == "enter-password"
    keys = [(digit, kiosk.find(f"key-{digit}")) for digit in TELEPHONE]
    places = {digit: key.mapTo(kiosk.program.stage, key.rect().topLeft()) for digit, key in keys if key}
    assert len(places) == len(TELEPHONE)
    return sorted(places, key=lambda digit: (places[digit].y(), places[digit].x()))


def pull(kiosk: Kiosk) -> None:
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_digits_stand_as_on_a_telephone_where_nobody_asked_for_more(kiosk: Kiosk) -> None:
    assert order_shown(kiosk) == TELEPHONE


def test_digits_stand_elsewhere_each_time_and_open_the_account_all_the_same(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(screen={"shuffle_keys": True})
    orders = set()
    for _ in range(4):
        orders.add(tuple(order_shown(kiosk)))
        pull(kiosk)
    assert len(orders) > 1, "one in six thousand million millions otherwise"
    kiosk.insert_and_log_in()
