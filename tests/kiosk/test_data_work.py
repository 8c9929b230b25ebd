"""What the data worker does for a visit is what the door and the ledger answer; a name is compared with the card's."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.data_work import DataEffect, work_on_data
from kiosk.effects import CheckPassword, FindPerson, LoadAccount, SetPassword
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.events import RegistrationEntered
from kiosk.outcomes import AccountLoaded, LoggedIn, LoginRefused, Outcome, PersonFound
from kiosk.states import Claim
from tests.kiosk.hall import FRESH, PASSWORD, Hall
from tests.kiosk.people import CHEN, CHEN_CARD, ISSUER, ZHANG, ZHANG_CARD, card, face


def work(hall: Hall, effect: DataEffect) -> Outcome:
    return work_on_data(hall.access, hall.ledger, ISSUER, hall.clock, effect)


def test_a_card_names_its_holder() -> None:
    found = work(Hall(), FindPerson(face(card(ZHANG_CARD))))
    assert isinstance(found, PersonFound)
    assert found.holder.person_id == "P1"


def test_a_password_lets_in_and_is_overwritten() -> None:
    hall, right, wrong = Hall(), bytearray(PASSWORD.encode()), bytearray(b"135792")
    assert work(hall, CheckPassword(Claim(number=ZHANG), right)) == LoggedIn("P1")
    assert work(hall, CheckPassword(Claim(number=ZHANG), wrong)) == LoginRefused(errors.WRONG_LOGIN, tries_left=4)
    assert not any(right) and not any(wrong)


def test_who_registers_is_in() -> None:
    secrets = bytearray(FRESH.encode()), bytearray(FRESH.encode())
    form = RegistrationEntered(CHEN, CHEN_CARD, *secrets)
    assert work(Hall(), SetPassword(Claim(), form)) == LoggedIn("P2")
    assert not any(secrets[0]) and not any(secrets[1])


@pytest.mark.parametrize(("on_card", "differs"), [(None, False), ("张三", False), ("陈静", True)])
def test_an_account_is_loaded_and_its_name_compared(on_card: str | None, differs: bool) -> None:
    loaded = work(Hall(), LoadAccount("P1", on_card))
    assert isinstance(loaded, AccountLoaded)
    assert (loaded.account.person.person_id, loaded.name_differs) == ("P1", differs)


def test_what_is_away_is_said_by_whoever_is_asked() -> None:
    hall = Hall()
    hall.ledger.away = True
    with pytest.raises(KioskError) as away:
        work(hall, LoadAccount("P1"))
    assert away.value.failure is DATA_AWAY
