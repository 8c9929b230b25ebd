"""What each paper is called, in its head, on its later pages and in the PDF's metadata: nothing personal."""

from __future__ import annotations

from typing import assert_never

from kiosk.account.payment_list import PaymentList
from kiosk.papers import NotInsured, PaperContent, RightsPaper, Slip, TestPage
from kiosk.words import Words


def title_of(content: PaperContent, words: Words) -> str:
    """Name a paper in its reader's words; none of them is the name of an official form."""
    match content:
        case PaymentList(recent_months=0):
            return words("Social insurance payment list")
        case PaymentList(recent_months=months):
            return words("Social insurance payment list (short proof, last {count} months)", count=months)
        case RightsPaper():
            return words("Record of social insurance rights, {year}", year=content.record.year)
        case NotInsured():
            return words("Proof of not being insured at present")
        case Slip():
            return words("Slip about months that look wrong")
        case TestPage():
            return words("Readiness report and test page")
        case _:
            assert_never(content)
