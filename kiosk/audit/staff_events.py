"""The declared events of staff; an act of maintenance has its name in kiosk.staff.acts.NAMES and its meaning here."""

from __future__ import annotations

from kiosk.audit.events import FAILURE, Declared
from kiosk.words import N_

STAFF_LOGIN = Declared("staff-login", N_("Somebody opened the staff login; with a code: it was not let pass."), FAILURE)
STAFF_LOGGED_IN = Declared("staff-logged-in", N_("Staff entered maintenance."))

STAFF_CARD = Declared("staff-card-given", N_("A card was given to a staff account, or taken from it."))
ACKNOWLEDGED = Declared(
    "breaks-acknowledged",
    N_("An administrator knows of the breaks recorded so far; they stay, and give no alarm any more."),
    "up to which line, why, the hall's own case, sealed by the kiosk",
)
PAPER_BY_STAFF = Declared("paper-by-staff", N_("Staff made a person's paper on the command line."))

STAFF_EVENTS = (
    STAFF_LOGIN,
    STAFF_LOGGED_IN,
    Declared("part-tested", N_("Staff tested a part of the machine."), f"the part; {FAILURE}"),
    Declared("test-judged", N_("Staff said whether a test looked and sounded right."), "the part, good or bad"),
    Declared("settings-adjusted", N_("Staff changed what may be changed at the machine."), FAILURE),
    Declared("number-unlocked", N_("Staff checked somebody's document and unlocked their number."), FAILURE),
    Declared("registration-voided", N_("Staff checked somebody's document and voided their registration."), FAILURE),
    Declared("clock-confirmed", N_("Staff confirmed that the clock shows the right time."), FAILURE),
    Declared("log-exported", N_("Staff copied the log and the audit trail to a USB stick."), FAILURE),
    Declared("readiness-printed", N_("Staff printed the readiness report."), FAILURE),
    Declared("restart-asked", N_("Staff had the program started anew."), FAILURE),
    Declared("shutdown-asked", N_("Staff had the machine switched off."), FAILURE),
    Declared("staff-added", N_("A staff account was added."), FAILURE),
    Declared("staff-reset", N_("A staff account was given another password."), FAILURE),
    Declared("staff-removed", N_("A staff account was removed."), FAILURE),
    STAFF_CARD,
    PAPER_BY_STAFF,
    ACKNOWLEDGED,
)
"""In the order of kiosk.staff.acts."""
