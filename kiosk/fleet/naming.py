"""Which kiosk it is, the database knows by the login; papers and notices bear the setting kiosk.id. Pure."""

from __future__ import annotations

from kiosk.told import Told
from kiosk.words import N_


def misnaming(named: str, known: str) -> str:
    """One sentence when a kiosk's setting is another ID than its login's; empty: they agree, or nobody knows yet."""
    if not known or known == named:
        return ""
    return Told(
        N_("the setting kiosk.id is {named}, but the login in database.url is the one of kiosk {known}"),
        named=named,
        known=known,
    )
