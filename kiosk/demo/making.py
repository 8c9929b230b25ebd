"""Fills a database with the demo people and a crowd, and sets the demo people's passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kiosk.demo.crowd import MOST_PERSONS, crowd
from kiosk.demo.people import data_as_of, data_month, demo_passwords, demo_records
from kiosk.demo.story import read_employers
from kiosk.errors import Refused
from kiosk.model import AsOf, Unit
from kiosk.ports import CredentialStore
from kiosk.staff.members import Role, StaffAccount, StaffStore
from kiosk.store.record import Record

DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD = "1001", "DEMO2026"  # noqa: S105 published in the README
"""The demo's administrator; never on a production kiosk."""

MOST_MONTHS = 600
"""Fifty years: longer than any working life."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What demo data are asked for: further persons, months each, the seed, and the day they stand on."""

    persons: int
    months: int
    seed: int
    today: date

    def check(self) -> None:
        """Raise Refused with one sentence when a value cannot be."""
        if not 0 <= self.persons <= MOST_PERSONS:
            raise Refused(f"--persons must be between 0 and {MOST_PERSONS}, not {self.persons}.")
        if not 1 <= self.months <= MOST_MONTHS:
            raise Refused(f"--months must be between 1 and {MOST_MONTHS}, not {self.months}.")

    def __str__(self) -> str:
        return f"persons={self.persons} months={self.months} seed={self.seed} today={self.today}"

    def as_of(self) -> AsOf:
        """How far the data reach, by authority."""
        return data_as_of(self.today)

    def units(self) -> Iterable[Unit]:
        """Every unit the demo names."""
        return (employer.unit for employer in read_employers())

    def records(self) -> Iterable[Record]:
        """The demo people, then the crowd, as a stream."""
        return chain(demo_records(self.today), self.crowd())

    def crowd(self) -> Iterable[Record]:
        """The further persons, as a stream."""
        return crowd(self.persons, self.months, self.seed, data_month(self.today))


def seed_demo_passwords(store: CredentialStore, hash_password: Callable[[bytearray], str], today: date) -> None:
    """Set the demo people's passwords, where they have not set one themselves.

    Only for demo data (`Store.is_demo`). Raises KioskError(DATA_AWAY).
    """
    keep_passwords(store, hash_password, demo_passwords(today))


def seed_demo_staff(staff: StaffStore, hash_password: Callable[[bytearray], str]) -> None:
    """Let the demo's administrator in to maintenance, where nobody is staff yet. Raises KioskError(DATA_AWAY)."""
    if not staff.accounts():
        password = bytearray(DEMO_STAFF_PASSWORD, "ascii")
        staff.keep(StaffAccount(DEMO_STAFF_NUMBER, Role.ADMINISTRATOR, hash_password(password)))


def keep_passwords(
    store: CredentialStore, hash_password: Callable[[bytearray], str], passwords: Mapping[str, str]
) -> None:
    """Hash and keep passwords by personal number; a password that is kept already stays."""
    for person_id, password in passwords.items():
        if store.password_hash(person_id) is None:
            store.keep_password_hash(person_id, hash_password(bytearray(password, "ascii")))
