"""What the settings say of the hall and the day: who issues papers, when, and the same kiosk as a demo."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from kiosk.config import Settings

if TYPE_CHECKING:
    from kiosk.account.payment_list import Issuer

DEMO_DAY = date(2026, 11, 21)
DEMO_TIME = time(14, 32)
"""When a demo list says it was printed, so that the same demo gives the same bytes."""


def as_demo(settings: Settings) -> Settings:
    """The same kiosk with nothing real in it."""
    return settings.with_values(
        kiosk={"mode": "development"},
        reader={"kind": "mock", "opened_by": "password"},
        printer={"kind": "folder"},
        database={"url": "", "local_url": "", "read_url": ""},
        seal={"key_file": ""},
        demo={"today": settings.demo.today or DEMO_DAY},
    )


def today_of(settings: Settings) -> date:
    """The demo's day, or the real one."""
    return settings.demo.today or date.today()


def printed_at(settings: Settings) -> datetime:
    """The moment a list from the command line is printed."""
    return datetime.combine(settings.demo.today, DEMO_TIME) if settings.demo.today else datetime.now()


def issuer_of(settings: Settings) -> Issuer:
    """What every list says of where it was printed."""
    from kiosk.account.payment_list import Issuer  # commands that print nothing start without the account

    hall = settings.hall
    place = (hall.name, hall.agency, hall.division, hall.hotline, hall.sub_center)
    return Issuer(*place, settings.kiosk.id, prints_for_others=hall.other_division == "notice")
