"""Who lets people in, over an open store: this kiosk by the passwords it keeps, or a server by its own."""

from __future__ import annotations

from kiosk.access import Access
from kiosk.admission import Admission
from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.lockout import rule_of
from kiosk.passwords import Passwords
from kiosk.ports import Clock
from kiosk.server_access import ServerAccess
from kiosk.store.opening import ServerStore, Store


def admission_of(settings: Settings, store: Store | ServerStore, clock: Clock) -> Admission:
    """The door that the settings and the store ask for. Raises Refused."""
    registration = settings.registration
    card_proves, initial = registration.proof == "card", registration.initial_password
    if isinstance(store, Store):
        passwords, division = settings.passwords, settings.hall.division
        return Access(
            store.ledger,
            store.credentials,
            Passwords(passwords),
            rule_of(passwords),
            clock,
            division,
            card_proves=card_proves,
            initial_accepted=initial,
        )
    if settings.reader.opened_by == "pin":
        raise Refused(
            "The setting reader.opened_by is pin, but a server lets nobody in for a card's PIN, which it cannot check; "
            "set it to password."
        )
    return ServerAccess(store.logins, clock, card_proves=card_proves, initial_accepted=initial)
