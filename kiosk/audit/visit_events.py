"""The declared events of people's visits."""

from __future__ import annotations

from kiosk.audit.events import COUNT, FAILURE, Declared
from kiosk.words import N_

IDLE = Declared("idle", N_("The kiosk shows Welcome; nobody is here."), "how the visit before ended, if not as asked")
CARD_READING = Declared(
    "card-reading", N_("A card is being read, or the account of somebody who has logged in is being loaded.")
)
CARD_REFUSED = Declared("card-refused", N_("The card in the reader opened nothing."), FAILURE)
NUMBER_ENTRY = Declared("number-entry", N_("Somebody began to type a number."), FAILURE)
LOGIN = Declared("login", N_("The password is asked for; with a code: it was not let pass."), FAILURE)
PIN = Declared("pin", N_("The card's PIN is asked for; with a code: it was not let pass."), FAILURE)
REGISTRATION = Declared("registration", N_("Somebody sets a password of their own; with a code: not done."), FAILURE)
ACCOUNT_VIEWED = Declared("account-viewed", N_("Who has logged in sees the overview of their insurances."))
INSURANCE_VIEWED = Declared("insurance-viewed", N_("They see one insurance month by month."))
BALANCES_VIEWED = Declared("balances-viewed", N_("They see their personal account year by year."))
POINTS_VIEWED = Declared("points-viewed", N_("They see their points for a residence permit."))
BENEFITS_VIEWED = Declared("benefits-viewed", N_("They see the benefits they received."))
PERSONAL_DATA_VIEWED = Declared("personal-data-viewed", N_("They see what is known of them as a person."))
RIGHTS_RECORD_VIEWED = Declared("rights-record-viewed", N_("They see the yearly record of their rights."))
DISCREPANCY_VIEWED = Declared("discrepancy-viewed", N_("They look at what does not seem right to them."))
POLICY_READ = Declared("policy-read", N_("Somebody reads about the insurances and the law."))
GUIDE_READ = Declared("guide-read", N_("Somebody reads the guide."))
PRINT_PREPARED = Declared("print-prepared", N_("A paper is being made for printing; with a code: not done."), FAILURE)
PRINT_SUBMITTED = Declared("print-submitted", N_("A paper was handed to the printer."))
PRINT_SENT = Declared("print-sent", N_("A paper came out of the printer whole."))
PRINT_FAILED = Declared("print-failed", N_("A paper did not come out, and will not."), FAILURE)
ENDED_CARD_IN = Declared(
    "visit-ended-card-in", N_("A visit ended and everything was wiped; the card is still in."), FAILURE
)
RATING_ASKED = Declared("rating-asked", N_("A visit ended; whoever likes says how it was."))
RATED = Declared("rating-given", N_("Somebody said how the visit was."), "the figure, from 1 (bad) to 5 (good)")
IDLE_WARNING = Declared("idle-warning", N_("Nobody touched anything for a while: the data are covered."))
NAME_DIFFERS = Declared(
    "card-name-differs",
    N_("The name on the card is not the one in the data; the visit goes on, staff should look at it."),
)
MANY_NUMBERS = Declared(
    "many-numbers-tried",
    N_("So many numbers were tried that the kiosk waits: somebody may be trying one password on many people."),
    COUNT,
)
GLYPH_MISSING = Declared(
    "glyph-missing", N_("A paper holds characters that no font has; staff should install a font."), COUNT
)

VISIT_EVENTS = tuple(value for value in list(globals().values()) if isinstance(value, Declared))
"""In the order of a visit."""
