"""What goes wrong in the machine itself: the data away, its records or its disk, and anything unexpected."""

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
DATA_BEHIND = Failure(
    "D02",
    Mender.STAFF,
    N_(
        "What is shown here may be older than elsewhere. This is not your doing. Screen and paper tell how far it "
        "reaches."
    ),
    cause=N_("The replica that is read does not have the newest data yet."),
    remedy=N_("Nothing, if it was only just imported. Else look after replication to the server in database.read_url."),
)
SERVER_UNPROVEN = Failure(
    "D03",
    Mender.STAFF,
    DATA_AWAY.message,
    cause=N_("The database server, or this kiosk to it, cannot prove who it is: a certificate or the login is wrong."),
    remedy=N_("Have certificates and login of database.url checked. Until then take it for an attack."),
)
DATA_UNFIT = Failure(
    "D04",
    Mender.STAFF,
    DATA_AWAY.message,
    cause=N_("The database server does not suit this kiosk: another version, or a login that is no kiosk's own."),
    remedy=N_("Do what main.py doctor says of the database."),
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
AUDIT_AWAY = Failure(
    "S03",
    Mender.STAFF,
    N_(
        "This machine cannot be used right now, which is not your doing. What was shown has been cleared. Please use "
        "the machine beside it, or go to the window."
    ),
    cause=N_("The audit trail cannot be written: its disk is full, read-only or away."),
    remedy=N_("See to the disk and folder of log.audit_file (main.py doctor). The kiosk then comes back by itself."),
)
DISK_LOW = Failure(
    "S04",
    Mender.STAFF,
    N_("This machine needs attention from staff. This is not your doing: looking up and printing go on."),
    cause=N_("A disk of the kiosk is nearly full, read-only or gone."),
    remedy=N_("Make room, or have the disk checked (main.py doctor names it)."),
)
CLOCK_DOUBTED = Failure(
    "S05",
    Mender.STAFF,
    N_(
        "Nothing can be printed, which is not your doing: the clock of this machine may be wrong, and a paper must "
        "bear the right date. You can look up, or print at the machine beside it."
    ),
    cause=N_("The clock jumped, or shows a day that cannot be."),
    remedy=N_("Set the clock, or confirm in maintenance that it is right."),
)
