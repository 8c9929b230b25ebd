"""What the data worker does for a visit: who is there, whether they may, and what they see."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Issuer, ListRequest
from kiosk.admission import Admission, Registration
from kiosk.effects import CheckPassword, FindPerson, LoadAccount, SetPassword
from kiosk.identity import same_name
from kiosk.outcomes import AccountLoaded, Outcome, PersonFound
from kiosk.ports import Clock, Ledger

DataEffect: TypeAlias = FindPerson | CheckPassword | SetPassword | LoadAccount


def work_on_data(access: Admission, ledger: Ledger, issuer: Issuer, clock: Clock, effect: DataEffect) -> Outcome:
    """Do it; the passwords are overwritten by `access`. Raises KioskError."""
    match effect:
        case FindPerson(face):
            return PersonFound(access.holder_of(face))
        case CheckPassword(claim, password):
            return access.log_in(claim, password)
        case SetPassword():
            return access.register(_registration(effect))
        case LoadAccount():
            return _load(ledger, issuer, clock, effect)
        case _:
            assert_never(effect)


def _load(ledger: Ledger, issuer: Issuer, clock: Clock, wanted: LoadAccount) -> Outcome:
    account = ledger.account(wanted.person_id)
    overview = draw_up(account, ListRequest(), issuer, clock.now())
    differs = wanted.name_on_card is not None and not same_name(wanted.name_on_card, account.person.name)
    return AccountLoaded(account, overview, differs)


def _registration(effect: SetPassword) -> Registration:
    form = effect.form
    return Registration(effect.claim, form.number, form.card_number, form.password, form.password_again)
