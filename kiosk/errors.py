"""Every failure, and the two exceptions that carry one: the table itself stands in kiosk/failures.

    KioskError              an expected failure; carries its Failure
    +-- Refused             a command, a setting or a file cannot be used; one sentence for the operator

Raised once at the edge (devices, store, printing), caught once in the conductor or the command line.
Anything else that is raised is a bug.
"""

from __future__ import annotations

from kiosk.failure import Failure as Failure
from kiosk.failure import Mender as Mender
from kiosk.failures.cards import *  # noqa: F403 - `errors.NO_PAPER` names a failure whichever part of the table holds it
from kiosk.failures.entry import *  # noqa: F403
from kiosk.failures.machine import *  # noqa: F403
from kiosk.failures.papers import *  # noqa: F403
from kiosk.failures.staff import *  # noqa: F403


class KioskError(Exception):
    """An expected failure. `detail` is technical and never personal."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure.code} {detail}".strip())
        self.failure = failure
        self.detail = detail


class Refused(Exception):
    """One clear sentence for whoever typed a command or wrote a setting."""


def cause_of_file(error: OSError | UnicodeError) -> str:
    """Why a file cannot be read or made, in the system's words; never what is in it."""
    return "it is not text in UTF-8" if isinstance(error, UnicodeError) else error.strerror or type(error).__name__


_ORDER = "CAPDSM"
"""Cards, entry, papers, data, the machine, its maintenance: as a visit meets them."""

FAILURES: tuple[Failure, ...] = tuple(
    sorted(
        (value for value in list(globals().values()) if isinstance(value, Failure)),
        key=lambda failure: (_ORDER.index(failure.code[0]), failure.code),
    )
)
"""Every failure there is."""
