"""What every paper about a person says of itself and of them: the fields of PaperHead, in their order."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from kiosk.account.payment_list import Issuer
from kiosk.identity import mask_name, mask_number
from kiosk.model import Account

HeadFields: TypeAlias = tuple[str, datetime, Issuer, str, str, str, str, str, str, bool]
"""As PaperHead declares them: every paper's constructor begins with them: `Paper(*head_of(...), ...)`."""


def head_of(account: Account, issuer: Issuer, printed_at: datetime, full_number: bool) -> HeadFields:
    """Draw up the head; name and number come masked unless the person asked for the whole."""
    person = account.person
    return (
        f"{issuer.kiosk_id}-{printed_at:%Y%m%d-%H%M%S}",
        printed_at,
        issuer,
        person.name if full_number else mask_name(person.name),
        person.number if full_number else mask_number(person.number),
        person.person_id,
        person.sex,
        person.place,
        person.agency,
        person.division != issuer.division,
    )
