"""A private PostgreSQL with a city in it: its people, their passwords, and a login for each kiosk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

import psycopg
from sqlalchemy import URL

from kiosk.cards import CardFace
from kiosk.passwords import proof_of
from kiosk.server_access import ServerAccess
from kiosk.states import Claim
from kiosk.store import roles
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.server_fitness import ServerFitness
from kiosk.store.server_ledger import ServerLedger
from kiosk.store.server_logins import SqlServerLogins
from kiosk.store.server_visit import ServerVisit
from kiosk.store.upgrading import upgrade
from tests.clock import HandClock
from tests.fleet_sim.anyone import TIMEOUT_SECONDS, Anyone
from tests.fleet_sim.ear import Ear
from tests.fleet_sim.people import Bounds, Made, fill
from tests.fleet_sim.script import Script, script_of
from tests.fleet_sim.visit import Line
from tests.hardware.postgresql_server import PostgresServer, postgresql_server

AT_ONCE = 8
"""Lines made side by side."""
PASSWORD = b"582917"
LOGIN, ACCOUNT, END = "login", "account", "end"
"""The steps of a visit: proving who one is; everything shown; the card is out."""

_PASSWORDS: LiteralString = """
INSERT INTO login.verifiers (verifier, person_id, path, salted_by)
SELECT sha256(path || sha256(sha256(convert_to(salted, 'UTF8')))), person_id, path, login.number_path(salted)
FROM (SELECT person_id, p.number, c.number AS card, login.card_path(c.number, identification_code) AS in_reader
    FROM register.persons p JOIN register.cards c USING (person_id)) AS holders,
    LATERAL (VALUES (number, login.number_path(number)), (number, in_reader),
        (card, login.number_path(card)), (card, in_reader)) AS paths (salted, path)
"""
"""What a proof is computed from is no matter to the server: here it is the hash of the number, not argon2id."""

HEARD = "1000000001"
"""The person whose visit is heard; they alone have a password that somebody types, and pay no more visits."""

_FACTS: LiteralString = """
SELECT p.person_id, p.number, c.number, c.identification_code, sha256(convert_to(p.number, 'UTF8'))
FROM persons p JOIN cards c USING (person_id)
"""
_SOME: LiteralString = f"{_FACTS} WHERE p.person_id > '{HEARD}' ORDER BY random() LIMIT %s"
_ONE: LiteralString = f"{_FACTS} WHERE p.person_id = %s"


@dataclass(frozen=True, slots=True)
class City:
    """A filled database."""

    server: PostgresServer
    url: str
    owner: Line
    made: Made

    def people(self, number: int) -> list[dict[str, Any]]:
        """Facts of some people drawn by chance, as a visit needs them."""
        return self._facts(_SOME, number)

    def person(self, person_id: str) -> dict[str, Any]:
        """Facts of one person."""
        return self._facts(_ONE, person_id)[0]

    def _facts(self, asked: LiteralString, value: object) -> list[dict[str, Any]]:
        names = ("person_id", "number", "card", "code", "proof")
        return [dict(zip(names, row, strict=True)) for row in self.owner.execute(asked, (value,))]

    def bytes(self) -> int:
        """What the database takes on the disk."""
        (size,) = self.owner.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        return int(size)


@contextmanager
def city(bounds: Bounds, partitions: int, settings: tuple[str, ...]) -> Iterator[City]:
    """Start a server and fill a database; both are gone at the end."""
    with postgresql_server(settings=settings) as server, filled_city(server, bounds, partitions) as made:
        yield made


@contextmanager
def filled_city(server: PostgresServer, bounds: Bounds, partitions: int) -> Iterator[City]:
    """Fill a new database of a running server."""
    url = server.new_database()
    upgrade(url, partitions)
    with owner_line(url) as owner:
        yield City(server, url, owner, fill(owner, bounds))


@contextmanager
def owner_line(url: str) -> Iterator[Line]:
    """The owner's own connection, in autocommit."""
    parsed = parse_url(url)
    plain = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True, options="-c search_path=public,register") as line:
        yield line


def give_passwords(city: City) -> None:
    """Let everybody in."""
    city.owner.execute(_PASSWORDS)
    city.owner.execute("ANALYZE login.verifiers")


def add_kiosks(city: City, number: int) -> list[URL]:
    """A login for each kiosk, as `main.py db kiosk add` makes it."""
    return roles.add_kiosks(city.url, [f"sim-{kiosk:04}" for kiosk in range(number)])


def open_lines(anyone: Anyone, logins: Sequence[str]) -> list[Line]:
    """One line for each kiosk, held as long as its program runs."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(anyone.line, logins))


def hear_visit(city: City, kiosk: URL) -> Script:
    """Let the kiosk's own program log somebody in by card, load the account and end, and hear what it says."""
    ear, facts = Ear(), city.person(HEARD)
    engine = make_engine(kiosk, TIMEOUT_SECONDS)
    with ear.listening():
        visit = ServerVisit()
        logins = SqlServerLogins(engine, visit)
        ledger, access = ServerLedger(ServerFitness(engine), visit), ServerAccess(logins, HandClock())
        facts["proof"] = proof_of(bytearray(PASSWORD), logins.salt(facts["number"]), logins.rule().cost)
        _keep(city, facts)
        holder = access.holder_of(_face(facts))
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            (LOGIN, lambda: access.log_in(Claim(holder=holder), bytearray(PASSWORD))),
            (ACCOUNT, lambda: ledger.account(facts["person_id"])),
            (END, access.leave),
        )
        for _ in ("the first login with this card", "every other"):
            ear.heard.clear()
            for ear.step, work in steps:
                work()
    engine.dispose()
    return script_of(ear.heard, facts)


def _keep(city: City, facts: dict[str, Any]) -> None:
    """Give one person the password that is typed."""
    city.owner.execute(
        "SELECT login.keep(%s, %s, sha256(%s::bytea))", (facts["person_id"], facts["number"], facts["proof"])
    )


def _face(facts: dict[str, Any]) -> CardFace:
    return CardFace(facts["code"], facts["card"], "3.00", date(2020, 5, 1), date(2030, 5, 1), facts["number"], None)
