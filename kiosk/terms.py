"""The words for codes: standing, due kind (AAA115), arrival status (AAE114), sex. One table for screen and paper."""

from __future__ import annotations

from kiosk.model import ArrivalStatus, DueKind, Standing
from kiosk.words import N_, Words

STANDING = {
    Standing.PAYING: N_("insured and paying"),
    Standing.PAUSED: N_("payment paused"),
    Standing.ENDED: N_("insurance ended"),
    Standing.DRAWING: N_("drawing benefits"),
    Standing.NOT_INSURED: N_("not insured"),
}

STATUS = {
    ArrivalStatus.NOT_ARRIVED: N_("owed"),
    ArrivalStatus.ARRIVED: N_("arrived"),
    ArrivalStatus.BROKEN_OFF: N_("broken off"),
    ArrivalStatus.ON_THE_WAY: N_("on the way"),
    ArrivalStatus.DEFERRED: N_("payment deferred"),
}

TRANSFERRED_OUT = "90"
"""A due moved to another place's record (AAA115, a local code that several cities share)."""

KIND = {
    DueKind.NORMAL: N_("normal"),
    DueKind.REFUND: N_("refund"),
    DueKind.BACK_PAYMENT: N_("back-payment"),
    DueKind.ONE_OFF_BACK_PAYMENT: N_("one-off back-payment"),
    DueKind.RETIREMENT: N_("retirement"),
    DueKind.BASE_ADJUSTED: N_("base adjusted"),
    DueKind.RATE_ADJUSTED: N_("rate adjusted"),
    DueKind.ONE_OFF: N_("one-off"),
    TRANSFERRED_OUT: N_("transferred out"),
    DueKind.TRANSFERRED_IN: N_("transferred in"),
}

SEX = {"1": N_("male"), "2": N_("female")}


def kind_words(words: Words, kind: str) -> str:
    """Word a due kind; a local or unknown code is shown as it is, never dropped."""
    known = KIND.get(kind)
    return words(known) if known else words("kind {code}", code=kind)


def articles_words(words: Words, articles: str) -> str:
    """List a law's articles, as in "10, 12", with the language's own sign between them."""
    return words(", ").join(articles.split(", "))


def sex_words(words: Words, sex: str) -> str:
    """Word a sex code; anything but 1 and 2 is "not stated"."""
    return words(SEX.get(sex, N_("not stated")))
