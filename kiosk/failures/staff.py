"""What goes wrong where staff look after the machine."""

from __future__ import annotations

from kiosk.failure import Failure, Mender
from kiosk.words import N_

STAFF_WRONG_LOGIN = Failure(
    "M01",
    Mender.STAFF,
    N_("The staff number or the password is not right."),
    cause=N_("There is no such staff account on this kiosk, or its password is another one; nobody is told which."),
    remedy=N_("An administrator gives a new password (main.py staff reset)."),
)
STAFF_CARD_UNKNOWN = Failure(
    "M02",
    Mender.STAFF,
    N_("This card belongs to no staff account. Please type the staff number."),
    cause=N_("A card was put in at the staff login that no account names."),
    remedy=N_("An administrator adds the card to the account (main.py staff card)."),
)
STAFF_ONLY_ADMINISTRATORS = Failure(
    "M03",
    Mender.STAFF,
    N_("Only an administrator may do this."),
    cause=N_("An attendant asked for something that administrators do."),
    remedy=N_("Ask an administrator."),
)
CLOSED_BY_STAFF = Failure(
    "S02",
    Mender.STAFF,
    N_("This machine is closed for the moment. Please use the machine beside it, or go to the window."),
    cause=N_("Staff put the kiosk out of service."),
    remedy=N_("Put it back in service in maintenance."),
)
