"""A whole kiosk whose data and passwords are on a real PostgreSQL, as a visitor and the hall know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from kiosk.errors import DATA_UNFIT, Refused
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.upgrading import upgrade_local
from tests.hardware.fault_proxy import FaultProxy, Mood
from tests.hardware.served_people import as_owner
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG
from tests.stories.clerk import Clerk
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk
from tests.stories.conftest import demo_data as demo_data  # noqa: PLC0414 - the stories' kiosk, which asks for it
from tests.stories.conftest import make_kiosk as make_kiosk  # noqa: PLC0414

pytestmark = pytest.mark.postgresql

WRONG, FRESH = "135790", "739518"
AWAY = "现在查不到数据"
"""How Welcome begins while nothing can be looked up."""
OPEN = "SELECT count(*) FROM login.tokens"

Furnish = Callable[..., dict[str, object]]
_IDS = count(1)


@pytest.fixture
def own_login(served_url: str, tmp_path: Path) -> Iterator[Furnish]:
    """The settings of one more kiosk with a login of its own; `port` is a proxy's."""
    made: list[str] = []

    def furnish(port: int | None = None) -> dict[str, object]:
        name = f"S{next(_IDS)}"
        url = add_kiosk(served_url, name)
        made.append(name)
        local = f"sqlite:///{tmp_path / name}.db"
        upgrade_local(local)
        return {"url": url.set(port=port or url.port).render_as_string(hide_password=False), "local_url": local}

    yield furnish
    for name in made:
        remove_kiosk(served_url, name)


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk, own_login: Furnish) -> Kiosk:
    return make_kiosk(database=own_login())


def go_by_number(kiosk: Kiosk, number: str, password: str) -> None:
    """Type a number and a password."""
    kiosk.press("enter-number-button")
    kiosk.type(number)
    kiosk.press("confirm")
    kiosk.type(password)
    kiosk.press("confirm")


# Visits.


def test_by_card_to_the_paper_and_the_server_lets_nobody_in_after_it(kiosk: Kiosk, served_url: str) -> None:
    kiosk.insert_and_log_in()
    assert "张**" in kiosk.texts()
    assert as_owner(served_url, OPEN) == [(1,)]
    kiosk.press("print-button")
    kiosk.press("print-confirm")
    kiosk.wait(10)
    assert len(kiosk.printed()) == 1
    kiosk.cards.pull()
    kiosk.settle()
    assert kiosk.screen == "welcome"
    assert as_owner(served_url, OPEN) == [(0,)]


def test_by_number_and_who_walks_away_is_out(kiosk: Kiosk, served_url: str) -> None:
    go_by_number(kiosk, ZHANG, PASSWORD)
    assert kiosk.screen == "overview"
    kiosk.wait(200)
    assert kiosk.screen == "welcome"
    assert as_owner(served_url, OPEN) == [(0,)]


def test_a_password_of_ones_own_opens_at_the_kiosk_beside_it(
    kiosk: Kiosk, make_kiosk: MakeKiosk, own_login: Furnish
) -> None:
    go_by_number(kiosk, CHEN, CHEN[-6:])
    assert kiosk.screen == "register"
    assert "A03" in kiosk.texts()
    for text in (CHEN_CARD, FRESH, FRESH):
        kiosk.type(text)
        kiosk.press("confirm")
    assert kiosk.screen == "overview"
    beside = make_kiosk(database=own_login())
    beside.cards.insert("chen-jing")
    beside.type(FRESH)
    beside.press("confirm")
    assert beside.screen == "overview"
    assert "陈**" in beside.texts()


def test_five_wrong_passwords_bring_a_wait_at_the_kiosk_beside_it_too(
    kiosk: Kiosk, make_kiosk: MakeKiosk, own_login: Furnish
) -> None:
    go_by_number(kiosk, ZHANG, WRONG)
    for left in (3, 2, 1):
        assert "A01" in kiosk.texts()
        kiosk.type(WRONG)
        kiosk.press("confirm")
        assert str(left) in kiosk.read("tries-left")
    kiosk.type(WRONG)
    kiosk.press("confirm")
    assert "A02" in kiosk.texts()
    assert "15" in kiosk.read("countdown")
    beside = make_kiosk(database=own_login())
    go_by_number(beside, ZHANG, PASSWORD)
    assert "A02" in beside.texts()
    assert not beside.find("overview")


@pytest.mark.parametrize(
    ("card", "password", "code"),
    [("lost", "735190", "C07"), ("contradicting", PASSWORD, "A11")],
)
def test_a_card_that_opens_nothing_is_told_once_the_password_is_proven(
    kiosk: Kiosk, served_url: str, card: str, password: str, code: str
) -> None:
    kiosk.cards.insert(card)
    assert kiosk.screen == "enter-password", "nothing of a card is told to whoever only holds it"
    kiosk.type(password)
    kiosk.press("confirm")
    assert code in kiosk.texts()
    assert as_owner(served_url, OPEN) == [(0,)]


def test_a_visit_leaves_nothing_of_the_person_in_the_log_nor_on_the_disk(
    make_kiosk: MakeKiosk, own_login: Furnish, proxy: FaultProxy, tmp_path: Path
) -> None:
    """Also when the server goes away in the middle: its driver's errors quote what was asked."""
    log = tmp_path / "kiosk.log"
    kiosk = make_kiosk(database=own_login(proxy.port), log={"file": str(log), "level": "debug"})
    go_by_number(kiosk, ZHANG, WRONG)
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    assert kiosk.screen == "overview"
    token = kiosk.program.rooms.ledger._visit._token  # type: ignore[attr-defined]
    proxy.set(Mood.BREAK)
    kiosk.press("finish")
    kiosk.cards.insert("zhang-san")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    assert "D01" in kiosk.texts()
    written = log.read_bytes() + b"".join(file.read_bytes() for file in tmp_path.glob("S*.db*"))
    assert b"visit not ended" in written
    for secret in (ZHANG, "A12345674", PASSWORD, WRONG, token, "张三"):
        assert secret.encode() not in written


def test_staff_are_told_that_the_agency_unlocks(kiosk: Kiosk) -> None:
    clerk = Clerk(kiosk)
    clerk.log_in()
    clerk.turn_to("people")
    kiosk.type(ZHANG)
    kiosk.press("confirm")
    kiosk.press("checked-yes")
    kiosk.press("unlock")
    assert "M18" in kiosk.texts()


# The server away, and what does not suit.


def in_production(kiosk: MakeKiosk, database: dict[str, object]) -> Kiosk:
    """A kiosk as it stands in a hall, but for its reader and printer."""
    return kiosk(kiosk={"mode": "production"}, database=database)


def test_a_kiosk_starts_while_its_server_is_away_says_so_and_heals(
    make_kiosk: MakeKiosk, own_login: Furnish, proxy: FaultProxy
) -> None:
    """C1."""
    proxy.set(Mood.BREAK)
    kiosk = in_production(make_kiosk, own_login(proxy.port))
    assert kiosk.screen == "welcome"
    assert AWAY in kiosk.texts()
    proxy.set(Mood.PASS)
    kiosk.wait(15)
    assert AWAY not in kiosk.texts()
    kiosk.insert_and_log_in()


def test_a_server_that_does_not_suit_once_it_is_there_keeps_the_kiosk_out_of_service(
    make_kiosk: MakeKiosk, own_login: Furnish, proxy: FaultProxy, served_url: str
) -> None:
    proxy.set(Mood.BREAK)
    kiosk = in_production(make_kiosk, own_login(proxy.port))
    ((version,),) = as_owner(served_url, "SELECT version_num FROM data_version")
    as_owner(served_url, "UPDATE data_version SET version_num = '0004'")
    try:
        proxy.set(Mood.PASS)
        kiosk.wait(15)
        assert kiosk.program.conductor.session.health.data is DATA_UNFIT
        assert AWAY in kiosk.texts()
        (found,) = kiosk.program.rooms.ledger.examine()
        assert "has version 0004" in found.state
    finally:
        as_owner(served_url, "UPDATE data_version SET version_num = %s", version)
    kiosk.wait(15)
    assert AWAY not in kiosk.texts()


def test_a_login_that_may_read_everybody_is_refused_in_production(
    make_kiosk: MakeKiosk, own_login: Furnish, served_url: str
) -> None:
    with pytest.raises(Refused, match="not a kiosk's own on kiosk_"):
        in_production(make_kiosk, own_login() | {"url": served_url})


def test_a_cards_pin_is_refused_since_no_server_can_check_it(make_kiosk: MakeKiosk, own_login: Furnish) -> None:
    with pytest.raises(Refused, match=r"reader\.opened_by is pin"):
        make_kiosk(database=own_login(), reader={"opened_by": "pin"})
