"""Staff at the command line: passwords are typed without echo, or come by a pipe; never as an argument."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from getpass import getpass
from typing import TYPE_CHECKING

from kiosk.audit.staff_events import STAFF_LOGIN
from kiosk.clock import WallClock
from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.lockout import rule_of
from kiosk.outcomes import LoginRefused
from kiosk.passwords import Passwords
from kiosk.ports import AuditTrail
from kiosk.staff.access import StaffAccess
from kiosk.staff.accounts import StaffAccounts
from kiosk.staff.members import StaffMember

if TYPE_CHECKING:
    from kiosk.store.opening import ServerStore, Store


@dataclass(frozen=True, slots=True)
class Console:
    """Staff accounts, for a command."""

    access: StaffAccess
    accounts: StaffAccounts


def console_over(settings: Settings, store: Store | ServerStore) -> Console:
    """The accounts of an open store."""
    passwords = Passwords(settings.passwords)
    clock = WallClock(settings.demo.today or None)
    access = StaffAccess(store.staff, store.credentials, passwords, rule_of(settings.passwords), clock)
    return Console(access, StaffAccounts(store.staff, passwords, access))


@contextmanager
def open_console(settings: Settings) -> Iterator[Console]:
    """Open the configured databases. Raises Refused."""
    from kiosk.store.opening import open_for_kiosk

    if not settings.database.url:
        raise Refused("The setting database.url is empty; the demo has its own staff account.")
    with ExitStack() as stack:
        store = open_for_kiosk(settings.database, production=settings.kiosk.mode == "production")
        stack.callback(store.close)
        with in_one_sentence():
            yield console_over(settings, store)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """What the rules refuse is told to whoever typed the command."""
    try:
        yield
    except KioskError as error:
        detail = f" ({error.detail})" if error.detail else ""
        raise Refused(f"{error.failure.message}{detail}") from None


def let_in(console: Console, number: str, trail: AuditTrail) -> StaffMember:
    """Ask for a staff member's password; who is not let in is written down. Raises Refused."""
    with in_one_sentence():
        answer = console.access.log_in(number, read_password(f"Password of {number}: "))
    if isinstance(answer, LoginRefused):
        trail.record(STAFF_LOGIN.name, answer.failure.code, who=number)
        raise Refused(answer.failure.message.replace("{time}", f"{answer.wait_seconds} s"))
    return answer


def read_new_password() -> bytearray:
    """Read a new password: twice at a terminal. Raises Refused."""
    first = read_password("New password: ")
    if sys.stdin.isatty() and first != read_password("Again: "):
        raise Refused("The two passwords are not the same; nothing was changed.")
    return first


def read_password(prompt: str) -> bytearray:
    """Read a password without echo, or a line of a pipe. Raises Refused when there is none."""
    try:
        typed = getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    except (EOFError, KeyboardInterrupt):
        typed = ""
    if not typed:
        raise Refused("No password was given; type it, or pass it by a pipe.")
    # What is no text at all is refused like any other password that cannot be typed here.
    return bytearray(typed, "utf-8", "replace")
