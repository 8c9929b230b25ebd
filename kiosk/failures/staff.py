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
STAFF_LOCKED = Failure(
    "M04",
    Mender.TIME,
    N_("There were several wrong tries at the staff login. Please try again in {time}."),
    cause=N_("Wrong staff passwords were typed several times."),
    remedy=N_("The waiting time passes by itself. If it was nobody of the staff, see who stands at the machine."),
)
STAFF_PASSWORD_WEAK = Failure(
    "M05",
    Mender.STAFF,
    N_("This password is too easy to guess. Do not use well-known words, repeated signs or a sequence."),
    cause=N_("A weak staff password was chosen."),
    remedy=N_("Choose another one."),
)
STAFF_NUMBER_MALFORMED = Failure(
    "M06",
    Mender.STAFF,
    N_("A staff number has 3 to 12 digits. Please type it again."),
    cause=N_("A staff number was mistyped."),
    remedy=N_("Type it again."),
)
STAFF_NUMBER_TAKEN = Failure(
    "M07",
    Mender.STAFF,
    N_("There is a staff account with this number already. Please choose another number."),
    cause=N_("An account was to be added whose number another account has."),
    remedy=N_("Choose another number, or give the account there is a new password."),
)
STAFF_UNKNOWN = Failure(
    "M08",
    Mender.STAFF,
    N_("There is no staff account with this number."),
    cause=N_("A staff account was named that this kiosk does not have."),
    remedy=N_("Look the number up in the list of staff."),
)
LAST_ADMINISTRATOR = Failure(
    "M09",
    Mender.STAFF,
    N_("This is the last administrator. Please add another administrator first."),
    cause=N_("Without an administrator nobody could manage the staff accounts any more."),
    remedy=N_("Add another administrator, then remove this one."),
)
OUT_OF_BOUNDS = Failure(
    "M10",
    Mender.STAFF,
    N_("This value cannot be set. Please choose one of those offered."),
    cause=N_("A value was out of its bounds, or the language is not one of those in the settings."),
    remedy=N_("Choose a value within the bounds."),
)
PART_UNWELL = Failure(
    "M11",
    Mender.STAFF,
    N_("The test found something that needs attention; it stands beside the part."),
    cause=N_("A part was tested and is not well."),
    remedy=N_("Do what stands beside the part, then test again."),
)
NO_STICK = Failure(
    "M12",
    Mender.STAFF,
    N_("There is no USB stick in the machine, or it cannot be read. Please put one in and try again."),
    cause=N_("The log was to be copied, and no USB stick was found."),
    remedy=N_("Put a stick in (FAT or exFAT); the setting staff.usb_folder names where it is mounted."),
)
STICK_FULL = Failure(
    "M13",
    Mender.STAFF,
    N_("There is too little room on the USB stick. Nothing was copied. Please use another stick."),
    cause=N_("The USB stick is full."),
    remedy=N_("Use another stick, or make room on this one."),
)
STICK_READ_ONLY = Failure(
    "M14",
    Mender.STAFF,
    N_("The USB stick is write-protected. Nothing was copied. Please use another stick."),
    cause=N_("The USB stick cannot be written."),
    remedy=N_("Open the stick's write protection, or use another stick."),
)
STICK_PULLED = Failure(
    "M15",
    Mender.STAFF,
    N_("The USB stick was taken out too early. Please put it in again and copy anew."),
    cause=N_("The USB stick went away while it was written."),
    remedy=N_("Leave the stick in until the screen says that the copy is complete."),
)
POWER_REFUSED = Failure(
    "M16",
    Mender.STAFF,
    N_("The machine cannot be switched off from here. Please use its power switch once the screen is dark."),
    cause=N_("The system did not let the kiosk switch the machine off."),
    remedy=N_("Install the polkit rule of resources/deploy for the kiosk's user."),
)
NO_TEST_CARD = Failure(
    "M17",
    Mender.STAFF,
    N_("No card is in the reader. Please put a test card in, then touch Test."),
    cause=N_("The reader was to be tested, and no card was in or it was taken out too soon."),
    remedy=N_("Leave the card in until the test says what it found."),
)
AT_THE_AGENCY = Failure(
    "M18",
    Mender.STAFF,
    N_("The passwords are kept by the agency for all machines. Please have the number unlocked or voided there."),
    cause=N_("This kiosk's data are on a server, which counts wrong tries and keeps the passwords."),
    remedy=N_("A clerk of the agency runs main.py db unlock or main.py db void."),
)
CLOSED_BY_STAFF = Failure(
    "S02",
    Mender.STAFF,
    N_(
        "This machine is closed for the moment. This is not your doing. Please use the machine beside it, or go to the "
        "window."
    ),
    cause=N_("Staff put the kiosk out of service."),
    remedy=N_("Put it back in service in maintenance."),
)
