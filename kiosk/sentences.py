"""What a person is told about a failure: its message with what only today can fill in."""

from __future__ import annotations

from datetime import date

from kiosk.errors import Failure
from kiosk.period import Month
from kiosk.words import Words


def sentence_of(failure: Failure, words: Words, today: date, wait_seconds: int = 0) -> str:
    """The failure's message; `{month}` in it is next month, from which a card issued this month can be used, and
    `{time}` is what is left of a wait.
    """
    next_month = words.month(Month.of(today).plus(1))
    return words(failure.message, month=next_month, time=words.seconds(wait_seconds))
