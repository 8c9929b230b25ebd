"""What goes wrong where people say who they are: numbers, passwords, registering."""

from __future__ import annotations

from kiosk.failure import Failure, Mender
from kiosk.words import N_

WRONG_LOGIN = Failure(
    "A01",
    Mender.PERSON,
    N_("The number or the password is not right."),
    cause=N_("The number is not registered, or its password is another one; nobody is told which."),
    remedy=N_('Nothing to mend. A forgotten password is set anew with "Forgot password".'),
)
LOCKED = Failure(
    "A02",
    Mender.TIME,
    N_(
        "There were several wrong tries. To protect your information, please try again in {time}, or go to the "
        "window with your ID card."
    ),
    cause=N_("Wrong passwords were typed several times for one number."),
    remedy=N_(
        "The waiting time passes by itself. At once: check the ID document, then unlock the number in maintenance, "
        "page “Unlock”."
    ),
)
INITIAL_PASSWORD = Failure(
    "A03",
    Mender.PERSON,
    N_("This is the initial password. Please set a password of your own first, then look up."),
    cause=N_("The initial password was typed; it opens nothing."),
    remedy=N_("The person must set a password of their own."),
)
NUMBER_MALFORMED = Failure(
    "A04",
    Mender.PERSON,
    N_("This number does not look complete or has a digit wrong. Please check it and type it again."),
    cause=N_("A number was mistyped."),
    remedy=N_("Nothing to mend."),
)
REGISTRATION_MISMATCH = Failure(
    "A05",
    Mender.PERSON,
    N_(
        "The ID number and the card number do not belong together in our records. Please check both, or go to the "
        "window."
    ),
    cause=N_("The ID number and the card number are not of one person in the data."),
    remedy=N_("Check the person's documents at the window."),
)
PASSWORD_WEAK = Failure(
    "A06",
    Mender.PERSON,
    N_(
        "This password is too easy to guess. Do not use the initial password, a date of birth, repeated digits or a "
        "sequence."
    ),
    cause=N_("A weak password was chosen."),
    remedy=N_("Nothing to mend."),
)
PASSWORDS_DIFFER = Failure(
    "A07",
    Mender.PERSON,
    N_("The two passwords are not the same. Please type the new password twice."),
    cause=N_("The new password was typed differently the second time."),
    remedy=N_("Nothing to mend."),
)
NO_CARD = Failure(
    "A08",
    Mender.PERSON,
    N_(
        "Without a social security card or medical insurance card no password can be set here yet. Please go to the "
        "window with your ID card, or call 12333."
    ),
    cause=N_("A password needs the number of the person's card, and there is none."),
    remedy=N_("Help the person at the window."),
)
KIOSK_LOCKED = Failure(
    "A09",
    Mender.TIME,
    N_(
        "Many different numbers were tried at this machine. Please insert your card, or wait, or go to the window "
        "with your ID card."
    ),
    cause=N_("Many different numbers were tried at this machine in a short time."),
    remedy=N_("See who tries many numbers here. The waiting time passes by itself; cards work meanwhile."),
)
CARD_FIRST = Failure(
    "A10",
    Mender.PERSON,
    N_(
        "At this machine a new password is set with your card in the reader. Please finish, and insert your card first."
    ),
    cause=N_("The setting registration.proof asks for the card itself."),
    remedy=N_("Nothing to mend."),
)
WRONG_BY_CARD = Failure(
    "A11",
    Mender.PERSON,
    N_(
        'The password is not right. If your card is new, please take it out, touch "Enter a number" and log in once '
        "with your ID number; from then on the card opens your account too."
    ),
    cause=N_("At a server: the password is another one, or none was proven with this card yet; nobody is told which."),
    remedy=N_('Nothing to mend. A new card opens after one login by number, or after "Forgot password".'),
)
