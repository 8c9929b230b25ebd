"""What staff do at the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.staff.acts import Act
from kiosk.staff.views import LogAsked, Page


@dataclass(frozen=True, slots=True)
class MaintenanceAsked:
    """The discreet place on Welcome or out of service was held: somebody of the staff wants to log in."""


@dataclass(frozen=True, slots=True)
class StaffEntered:
    """A staff number and password were typed; whoever uses the password overwrites it."""

    number: str = field(repr=False)
    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageAsked:
    """Another page of maintenance, or the present one anew."""

    page: Page
    log: LogAsked = LogAsked()


@dataclass(frozen=True, slots=True)
class ActAsked:
    """Staff want something done."""

    act: Act


StaffEvent: TypeAlias = MaintenanceAsked | StaffEntered | PageAsked | ActAsked
