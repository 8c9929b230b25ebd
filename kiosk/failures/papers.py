"""What goes wrong with a paper: the printer, its limits, and papers that cannot be drawn up."""

from __future__ import annotations

from kiosk.failure import Failure, Mender
from kiosk.words import N_

NO_PAPER = Failure(
    "P01",
    Mender.STAFF,
    N_("This machine is out of paper. You can look up now, or ask staff to add paper, or print at another machine."),
    cause=N_("The paper tray is empty."),
    remedy=N_("Add A4 paper to the printer."),
)
PRINT_BROKEN_OFF = Failure(
    "P02",
    Mender.STAFF,
    N_(
        "Printing was interrupted. What was not printed has been deleted. Please call staff, or print at another "
        "machine."
    ),
    cause=N_("The printer stopped in the middle of a job, mostly because paper is jammed."),
    remedy=N_("Open the printer, remove the jammed paper and close it again."),
)
PRINTER_SILENT = Failure(
    "P03",
    Mender.STAFF,
    N_("The printer does not answer. This print was cancelled and will not come out after you leave."),
    cause=N_("The printer took nothing within the time set."),
    remedy=N_("Check the printer's power and cable, then the print queue (main.py doctor)."),
)
PRINTER_UNUSABLE = Failure(
    "P04",
    Mender.STAFF,
    N_("Printing is not possible right now. You can look up, or print at another machine or at the window."),
    cause=N_("The print queue is stopped, or its device cannot be reached."),
    remedy=N_("Check the print queue and its device (main.py doctor)."),
)
LIST_TOO_LONG = Failure(
    "P05",
    Mender.PERSON,
    N_("This list has more pages than can be printed here. Please choose a shorter period."),
    cause=N_("The list is longer than the setting printer.page_limit allows."),
    remedy=N_("Nothing to mend."),
)
PRINTER_NEEDS_STAFF = Failure(
    "P06",
    Mender.STAFF,
    N_("The printer needs attention: a cover is open, or toner is missing. You can look up, or call staff."),
    cause=N_("A cover of the printer is open, or toner or ink is used up."),
    remedy=N_("Close the printer's covers and check toner or ink."),
)
NOT_PRINTED_HERE = Failure(
    "P07",
    Mender.STAFF,
    N_("You are insured in another division; your list is printed there. You can look up here all the same."),
    cause=N_("The setting hall.other_division refuses lists of other divisions."),
    remedy=N_("Nothing to mend."),
)
PAPERS_USED_UP = Failure(
    "P08",
    Mender.TIME,
    N_(
        "You have printed all the pages there are for one day here. Looking up goes on, and tomorrow you can print "
        "again; the window helps with more."
    ),
    cause=N_("The person has printed all the pages that the setting printer.daily_pages allows."),
    remedy=N_("Nothing to mend."),
)
PRINTER_EXCHANGED = Failure(
    "P09",
    Mender.STAFF,
    N_("Printing is closed at this machine to protect your papers. You can look up, or print at another machine."),
    cause=N_("The print queue is missing or does not point at printer.device_uri."),
    remedy=N_("Find out who changed it; then make it again."),
)
PRINT_LEFT = Failure(
    "P10",
    Mender.PERSON,
    N_("You left while your paper was printed, so printing was stopped. Please take the pages that lie in the tray."),
    cause=N_("The person left while the paper was printed."),
    remedy=N_("Look into the tray and destroy pages nobody fetched."),
)
PAPER_LEFT = Failure(
    "P11",
    Mender.PERSON,
    N_("Please do not forget your paper: it lies in the tray and holds your personal information."),
    cause=N_("The visit ended while the paper may still lie in the tray."),
    remedy=N_("Look into the tray and destroy pages nobody fetched."),
)
NO_RIGHTS_RECORD = Failure(
    "P20",
    Mender.PERSON,
    N_("Nothing is recorded for you in this year, so there is no rights record of it. Please choose another year."),
    cause=N_("The person has no payment, account year or benefit in that year."),
    remedy=N_("Nothing to mend."),
)
STILL_INSURED = Failure(
    "P21",
    Mender.PERSON,
    N_("You are insured, so this paper could prove nothing. Please choose another insurance, or the payment list."),
    cause=N_("The person is insured in everything that was asked for."),
    remedy=N_("Nothing to mend."),
)
NOTHING_MARKED = Failure(
    "P22",
    Mender.PERSON,
    N_("No month of your record is marked yet. Please touch the months that look wrong first, then print the slip."),
    cause=N_("The slip is about months of the working life, and none was marked."),
    remedy=N_("Nothing to mend."),
)
