"""What a person chose to print -> what stands on that paper."""

from __future__ import annotations

from datetime import datetime

from kiosk.account.drawing_up import draw_up, span_of
from kiosk.account.payment_list import Issuer, ListRequest
from kiosk.choices import PrintChoice
from kiosk.model import Account
from kiosk.papers import PersonalPaper


def content_of(choice: PrintChoice, account: Account, issuer: Issuer, printed_at: datetime) -> PersonalPaper:
    """Draw up the chosen paper. Raises KioskError when there is nothing this paper could truly say."""
    request = ListRequest(span_of(choice, account), choice.insurances, choice.full_number)
    return draw_up(account, request, issuer, printed_at)
