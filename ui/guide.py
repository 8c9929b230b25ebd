"""The guide: where to look up, how to get a card and a password, what to mind; in plain words, without login."""

from __future__ import annotations

from kiosk.account.policy import Paragraph, policy
from kiosk.words import N_

CHANNELS = Paragraph(
    "channels",
    N_("Where you can look up"),
    N_(
        "At this machine, free of charge. At the windows of this hall, with your ID card. By telephone at {hotline}. "
        "On the agency's web site, in the city services of WeChat and Alipay, and in the app of the bank on your card."
    ),
    "",
)

_CARD = (
    Paragraph(
        "get-card",
        N_("How to get a social security card"),
        N_(
            "Apply at the windows or at a bank that issues the card. Bring your ID document and, for a child, the "
            "household register. You fill in a form, give a photo, and where it is asked for your fingerprints."
        ),
        "",
    ),
    Paragraph(
        "new-card",
        N_("Your card is new"),
        N_("A card received this month can be registered and used here from next month on."),
        "",
    ),
    Paragraph(
        "lost-card",
        N_("Your card is lost"),
        N_("Report it at once at {hotline} or at a window. A lost, cancelled or replaced card opens nothing here."),
        "",
    ),
    Paragraph(
        "password",
        N_("Setting a password"),
        N_(
            'Choose "Set a password". You need your ID number, the number of your social security or medical insurance '
            "card, and six characters of your own. If you forget the password, set a new one in the same way."
        ),
        "",
    ),
)

_NOTICES = (
    Paragraph(
        "notices",
        N_("Please mind"),
        N_(
            "Use your own number only, and give true data. Keep card and password safe, and do not tell them to "
            "anybody. Take your card with you when you leave."
        ),
        "",
    ),
    Paragraph(
        "once-a-month",
        N_("Why the last payment may be missing"),
        N_("The data come once a month. What was paid lately may be shown next month, or the month after."),
        "",
    ),
    Paragraph(
        "job",
        N_("Out of work"),
        N_(
            "Register as looking for work and as unemployed at the public employment service, with your ID card and "
            "the proof from your unit that your work has ended. If you have paid for a year and lost work against "
            "your will, apply for unemployment benefits there too."
        ),
        "45, 50",
    ),
)


def guide() -> tuple[Paragraph, ...]:
    """All paragraphs in the order in which they are read; `{hotline}` is filled in where shown."""
    medical = tuple(each for each in policy() if each.key == "medical-account")
    return (CHANNELS, *_CARD, *_NOTICES, *medical)
