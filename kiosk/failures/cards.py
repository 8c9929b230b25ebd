"""What goes wrong with a card, its PIN or the reader."""

from __future__ import annotations

from kiosk.failure import Failure, Mender
from kiosk.words import N_

CARD_UNREADABLE = Failure(
    "C01",
    Mender.PERSON,
    N_("The card could not be read. Please insert it with the chip facing up, all the way in."),
    cause=N_(
        "The chip does not answer: the card lies the wrong way round, is dirty or broken, or the reader's contacts "
        "are dirty."
    ),
    remedy=N_("Try another card. If none reads, clean the reader's contacts or replace the reader."),
)
CARD_FOREIGN = Failure(
    "C02",
    Mender.PERSON,
    N_('This is not a social security card. Please insert a social security card, or touch "Enter a number".'),
    cause=N_("Another kind of card was inserted."),
    remedy=N_("Nothing to mend."),
)
CARD_PULLED = Failure(
    "C03",
    Mender.PERSON,
    N_("The card was taken out. The inquiry has ended and the screen is cleared. Insert the card again if needed."),
    cause=N_("The person took the card out while it was needed."),
    remedy=N_("Nothing to mend."),
)
READER_GONE = Failure(
    "C04",
    Mender.STAFF,
    N_('The card reader cannot be used right now. You can touch "Enter a number", or go to the window.'),
    cause=N_("The reader is unplugged or broken, or the card service does not run."),
    remedy=N_("Check the reader's cable, then that the service pcscd runs (main.py doctor)."),
)
CARD_NEW = Failure(
    "C05",
    Mender.TIME,
    N_("This card was issued this month. It can be used here from {month}."),
    cause=N_("Cards can be used from the month after they were issued."),
    remedy=N_("Nothing to mend."),
)
CARD_BLOCKED = Failure(
    "C06",
    Mender.STAFF,
    N_("This card is blocked. Please go to the window with your ID card."),
    cause=N_("The card's application is blocked."),
    remedy=N_("The card-issuing window can help."),
)
CARD_NOT_IN_USE = Failure(
    "C07",
    Mender.STAFF,
    N_("This card has been reported lost, cancelled or replaced. Please use your present card, or go to the window."),
    cause=N_("The agency's data say that this card is no longer in use."),
    remedy=N_("Ask for the person's present card, or help at the window."),
)
CARD_EXPIRED = Failure(
    "C08",
    Mender.STAFF,
    N_("This card has expired. Please go to the window with your ID card to renew it."),
    cause=N_("The card's validity has ended."),
    remedy=N_("The card must be renewed."),
)
CARD_UNKNOWN = Failure(
    "C09",
    Mender.STAFF,
    N_("We cannot show an account for this card. Please go to the window with your ID card."),
    cause=N_("Card and database do not agree, or the card is not in the data of this agency."),
    remedy=N_("See the audit events, and look the person up at the window."),
)
PIN_WRONG = Failure(
    "C10",
    Mender.PERSON,
    N_("The card's PIN is not right."),
    cause=N_("A wrong PIN was typed."),
    remedy=N_("Nothing to mend."),
)
PIN_LOCKED = Failure(
    "C11",
    Mender.STAFF,
    N_("To protect your card, no more PINs can be tried here. Please go to the window with your ID card."),
    cause=N_("The PIN is locked, or only two tries are left."),
    remedy=N_("It can be reset at the card-issuing window."),
)
CARD_ELSEWHERE = Failure(
    "C12",
    Mender.STAFF,
    N_("This card was issued by the agency of another place, whose records are not kept here. Please ask there."),
    cause=N_("The card's division code is another one, and the card is not in the data of this agency."),
    remedy=N_("Nothing to mend."),
)
