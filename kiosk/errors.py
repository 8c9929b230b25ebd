"""Every failure: its code, who can mend it, what the person is told and what staff can do.

    KioskError              an expected failure; carries its Failure
    +-- Refused             a command, a setting or a file cannot be used; one sentence for the operator

Raised once at the edge (devices, store, printing), caught once in the conductor or the command line.
Anything else that is raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.words import N_


class Mender(Enum):
    """Who can put it right."""

    PERSON = "person"
    STAFF = "staff"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Failure:
    """One way things go wrong, by a stable code; texts are catalogue messages."""

    code: str
    mender: Mender
    message: str
    remedy: str


class KioskError(Exception):
    """An expected failure. `detail` is technical and never personal."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure.code} {detail}".strip())
        self.failure = failure
        self.detail = detail


class Refused(Exception):
    """One clear sentence for whoever typed a command or wrote a setting."""


CARD_UNREADABLE = Failure(
    "C01",
    Mender.PERSON,
    N_("The card could not be read. Please insert it with the chip facing up, all the way in."),
    N_("Try another card. If none reads, clean the reader's contacts or replace the reader."),
)
CARD_FOREIGN = Failure(
    "C02",
    Mender.PERSON,
    N_("This is not a social security card. Please insert a social security card, or touch “Enter a number”."),
    N_("Nothing to mend: another kind of card was inserted."),
)
CARD_PULLED = Failure(
    "C03",
    Mender.PERSON,
    N_("The card was taken out. The inquiry has ended and the screen is cleared. Insert the card again if needed."),
    N_("Nothing to mend: the person took the card out."),
)
READER_GONE = Failure(
    "C04",
    Mender.STAFF,
    N_("The card reader cannot be used right now. You can touch “Enter a number”, or go to the window."),
    N_("Check the reader's cable, then that the service pcscd runs (main.py doctor)."),
)
CARD_NEW = Failure(
    "C05",
    Mender.TIME,
    N_("This card was issued this month. It can be used here from {month}."),
    N_("Nothing to mend: cards can be used from the month after they were issued."),
)
CARD_BLOCKED = Failure(
    "C06",
    Mender.STAFF,
    N_("This card is blocked. Please go to the window with your ID card."),
    N_("The card's application is blocked; the card-issuing window can help."),
)
CARD_NOT_IN_USE = Failure(
    "C07",
    Mender.STAFF,
    N_("This card has been reported lost, cancelled or replaced. Please use your present card, or go to the window."),
    N_("The agency's data say that this card is no longer in use."),
)
CARD_EXPIRED = Failure(
    "C08",
    Mender.STAFF,
    N_("This card has expired. Please go to the window with your ID card to renew it."),
    N_("The card's validity has ended; it must be renewed."),
)
CARD_UNKNOWN = Failure(
    "C09",
    Mender.STAFF,
    N_("We cannot show an account for this card. Please go to the window with your ID card."),
    N_("Card and database do not agree, or the card is not in the data of this agency. See the audit events."),
)
PIN_WRONG = Failure(
    "C10",
    Mender.PERSON,
    N_("The card's PIN is not right."),
    N_("Nothing to mend: a wrong PIN was typed."),
)
PIN_LOCKED = Failure(
    "C11",
    Mender.STAFF,
    N_("To protect your card, no more PINs can be tried here. Please go to the window with your ID card."),
    N_("The PIN is locked or only two tries are left; it can be reset at the card-issuing window."),
)
CARD_ELSEWHERE = Failure(
    "C12",
    Mender.STAFF,
    N_("This card was issued by the agency of another place, whose records are not kept here. Please ask there."),
    N_("Nothing to mend: the card's division code is another one, and the card is not in the data of this agency."),
)
WRONG_LOGIN = Failure(
    "A01",
    Mender.PERSON,
    N_("The number or the password is not right."),
    N_("Nothing to mend. A forgotten password is set anew with “Forgot password”."),
)
LOCKED = Failure(
    "A02",
    Mender.TIME,
    N_(
        "There were several wrong tries. To protect your information, please wait, or go to the window with your ID card."
    ),
    N_("The waiting time passes by itself."),
)
INITIAL_PASSWORD = Failure(
    "A03",
    Mender.PERSON,
    N_("This is the initial password. Please set a password of your own first, then look up."),
    N_("Nothing to mend: the person must set a password of their own."),
)
NUMBER_MALFORMED = Failure(
    "A04",
    Mender.PERSON,
    N_("This number does not look complete or has a digit wrong. Please check it and type it again."),
    N_("Nothing to mend: a number was mistyped."),
)
REGISTRATION_MISMATCH = Failure(
    "A05",
    Mender.PERSON,
    N_(
        "The ID number and the card number do not belong together in our records. Please check both, or go to the window."
    ),
    N_("Check the person's documents at the window."),
)
PASSWORD_WEAK = Failure(
    "A06",
    Mender.PERSON,
    N_(
        "This password is too easy to guess. Do not use the initial password, a date of birth, repeated digits or a sequence."
    ),
    N_("Nothing to mend: a weak password was refused."),
)
PASSWORDS_DIFFER = Failure(
    "A07",
    Mender.PERSON,
    N_("The two passwords are not the same. Please type the new password twice."),
    N_("Nothing to mend: the new password was typed differently the second time."),
)
NO_CARD = Failure(
    "A08",
    Mender.PERSON,
    N_(
        "Without a social security card or medical insurance card no password can be set here yet. Please go to the window with your ID card, or call 12333."
    ),
    N_("Help the person at the window; a password needs the number of their card."),
)
KIOSK_LOCKED = Failure(
    "A09",
    Mender.TIME,
    N_(
        "Many different numbers were tried at this machine. Please insert your card, or wait, or go to the window with your ID card."
    ),
    N_("See who tries many numbers here. The waiting time passes by itself; cards work meanwhile."),
)
CARD_FIRST = Failure(
    "A10",
    Mender.PERSON,
    N_(
        "At this machine a new password is set with your card in the reader. Please finish, and insert your card first."
    ),
    N_("Nothing to mend: the setting registration.proof asks for the card itself."),
)
NO_PAPER = Failure(
    "P01",
    Mender.STAFF,
    N_("This machine is out of paper. You can look up now, or ask staff to add paper, or print at another machine."),
    N_("Add A4 paper to the printer."),
)
PRINT_BROKEN_OFF = Failure(
    "P02",
    Mender.STAFF,
    N_(
        "Printing was interrupted. What was not printed has been deleted. Please call staff, or print at another machine."
    ),
    N_("Open the printer, remove the jammed paper and close it again."),
)
PRINTER_SILENT = Failure(
    "P03",
    Mender.STAFF,
    N_("The printer does not answer. This print was cancelled and will not come out after you leave."),
    N_("Check the printer's power and cable, then the print queue (main.py doctor)."),
)
PRINTER_UNUSABLE = Failure(
    "P04",
    Mender.STAFF,
    N_("Printing is not possible right now. You can look up, or print at another machine or at the window."),
    N_("Check the print queue and its device (main.py doctor)."),
)
LIST_TOO_LONG = Failure(
    "P05",
    Mender.PERSON,
    N_("This list has more pages than can be printed here. Please choose a shorter period."),
    N_("The limit is the setting printer.page_limit."),
)
PRINTER_NEEDS_STAFF = Failure(
    "P06",
    Mender.STAFF,
    N_("The printer needs attention: a cover is open, or toner is missing. You can look up, or call staff."),
    N_("Close the printer's covers and check toner or ink."),
)
NOT_PRINTED_HERE = Failure(
    "P07",
    Mender.STAFF,
    N_("You are insured in another division; your list is printed there. You can look up here all the same."),
    N_("Nothing to mend: the setting hall.other_division refuses lists of other divisions."),
)
PAPERS_USED_UP = Failure(
    "P08",
    Mender.TIME,
    N_(
        "You have printed all the pages there are for one day here. Looking up goes on, and tomorrow you can print again; the window helps with more."
    ),
    N_("Nothing to mend: the limit is the setting printer.daily_pages."),
)
PRINTER_EXCHANGED = Failure(
    "P09",
    Mender.STAFF,
    N_("Printing is closed at this machine to protect your papers. You can look up, or print at another machine."),
    N_("The print queue is missing or does not point at printer.device_uri. Find out who changed it; then make it again."),
)
PRINT_LEFT = Failure(
    "P10",
    Mender.PERSON,
    N_("You left while your paper was printed, so printing was stopped. Please take the pages that lie in the tray."),
    N_("Nothing to mend: the person left. Look into the tray and destroy pages nobody fetched."),
)
PAPER_LEFT = Failure(
    "P11",
    Mender.PERSON,
    N_("Please do not forget your paper: it lies in the tray and holds your personal information."),
    N_("Nothing to mend. Look into the tray and destroy pages nobody fetched."),
)
NO_RIGHTS_RECORD = Failure(
    "P20",
    Mender.PERSON,
    N_("Nothing is recorded for you in this year, so there is no rights record of it. Please choose another year."),
    N_("Nothing to mend: the person has no payment, account year or benefit in that year."),
)
STILL_INSURED = Failure(
    "P21",
    Mender.PERSON,
    N_("You are insured, so this paper could prove nothing. Please choose another insurance, or the payment list."),
    N_("Nothing to mend: the person is insured in everything that was asked for."),
)
NOTHING_MARKED = Failure(
    "P22",
    Mender.PERSON,
    N_("No month of your record is marked yet. Please touch the months that look wrong first, then print the slip."),
    N_("Nothing to mend: the slip is about months of the working life, and none was marked."),
)
DATA_AWAY = Failure(
    "D01",
    Mender.STAFF,
    N_("The data cannot be reached right now. This is not your doing. Please come back later, or go to the window."),
    N_("Check the database and the network (main.py doctor)."),
)
UNEXPECTED = Failure(
    "S01",
    Mender.STAFF,
    N_(
        "Something went wrong in this machine. You were logged out and your information was cleared. Please start again."
    ),
    N_("See the technical log for the cause."),
)

FAILURES: tuple[Failure, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Failure))
"""Every failure there is."""
