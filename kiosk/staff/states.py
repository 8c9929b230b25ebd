"""Where the session is while staff look after the machine, and what their screens show."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.failure import Failure
from kiosk.staff.acts import Act, Said
from kiosk.staff.members import StaffMember
from kiosk.staff.views import LogAsked, Page, View


@dataclass(frozen=True, slots=True)
class StaffLogin:
    """Somebody of the staff types number and password; a staff card stands for the number."""

    number: str = field(default="", repr=False)
    """Told by the card that is in; empty: it is typed."""
    failure: Failure | None = None
    tries_left: int | None = None
    wait_seconds: int = 0
    """Seconds until the next try is allowed; counted down."""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Staff look after the machine; nobody's account can be seen from here."""

    member: StaffMember
    page: Page = Page.DEVICES
    log: LogAsked = LogAsked()
    view: View | None = None
    """What the page shows; None while it is gathered."""
    doing: Act | None = None
    """What is being done; None: nothing."""
    said: Said | None = None
    """What came of the last act."""
    failure: Failure | None = None
    """Why the page or the act failed."""
