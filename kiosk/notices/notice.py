"""One thing the kiosk needs, from its beginning to its end; nothing of a person's is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.errors import Failure
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Need:
    """A failure that staff can mend, as it is remembered until they have been told of its end."""

    code: str
    began: datetime
    told: bool = False
    """Whether a notice of its beginning was delivered."""
    over: datetime | None = None
    """Since when it is over; None while it lasts."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent."""

    kiosk_id: str
    hall: str
    code: str
    at: datetime
    over: bool
    subject: str
    """One line."""
    text: str
    """What is wrong and what to do, or that it is over."""


class Sender(Protocol):
    """A way to reach staff."""

    def send(self, notice: Notice) -> None:
        """Deliver, within some seconds. Raises OSError when it was not delivered."""
        ...


class NeedStore(Protocol):
    """Where needs are remembered. Every method may raise KioskError(DATA_AWAY)."""

    def needs(self) -> Sequence[Need]:
        """All that are remembered."""
        ...

    def keep_needs(self, needs: Sequence[Need]) -> None:
        """Remember these and no others."""
        ...


def notice_of(need: Need, failure: Failure | None, kiosk_id: str, hall: str, words: Words) -> Notice:
    """Put a need in words; `failure` is None for a code that this version does not know."""
    over = need.over is not None
    at = need.over or need.began
    moment = f"{at:%Y-%m-%d %H:%M}"
    cause = words(failure.cause or failure.message) if failure else need.code
    if over:
        subject = words("Over: {code} at kiosk {kiosk}", code=need.code, kiosk=kiosk_id)
        text = words(
            "{hall}, kiosk {kiosk}, {moment}: over is {code}: {cause}", **_told(hall, kiosk_id, moment, need, cause)
        )
    else:
        subject = words("{code} at kiosk {kiosk}", code=need.code, kiosk=kiosk_id)
        remedy = words(failure.remedy) if failure else ""
        told = _told(hall, kiosk_id, moment, need, cause)
        text = words(
            "{hall}, kiosk {kiosk}, since {moment}: {code}: {cause} What to do: {remedy}", remedy=remedy, **told
        )
    return Notice(kiosk_id, hall, need.code, at, over, subject, text)


def _told(hall: str, kiosk: str, moment: str, need: Need, cause: str) -> dict[str, str]:
    return {"hall": hall, "kiosk": kiosk, "moment": moment, "code": need.code, "cause": cause}
