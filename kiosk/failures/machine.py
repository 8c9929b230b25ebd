"""What goes wrong in the machine itself: the data away, and anything unexpected."""

from __future__ import annotations

from kiosk.failure import Failure, Mender
from kiosk.words import N_

DATA_AWAY = Failure(
    "D01",
    Mender.STAFF,
    N_("The data cannot be reached right now. This is not your doing. Please come back later, or go to the window."),
    cause=N_("The database does not answer."),
    remedy=N_("Check the database and the network (main.py doctor)."),
)
UNEXPECTED = Failure(
    "S01",
    Mender.STAFF,
    N_(
        "Something went wrong in this machine. You were logged out and your information was cleared. Please start "
        "again."
    ),
    cause=N_("This program has a fault."),
    remedy=N_("See the technical log for the cause."),
)
