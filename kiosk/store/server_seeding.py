"""The demo people's passwords on a server, set by its owner; never other than for made-up people."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from kiosk.errors import KioskError, Refused
from kiosk.passwords import Cost, proof_of
from kiosk.store.engine import name_of, parse_url, passing_engine, writing
from kiosk.store.upgrading import TIMEOUT_SECONDS

_RULE = text("SELECT time_cost, memory_kib, parallelism FROM login.rule")
_NUMBERS = text(
    """
    SELECT number FROM register.persons WHERE person_id = :person_id
    UNION SELECT number FROM register.cards WHERE person_id = :person_id
    """
)
_HAS_ONE = text("SELECT EXISTS (SELECT FROM login.verifiers WHERE person_id = :person_id)")
_SALT = text("SELECT login.keyed('salt', :number)")
_KEEP = text("SELECT login.keep(:person_id, :number, sha256(:proof))")


def seed_on_server(url: str, passwords: Mapping[str, str]) -> None:
    """Let people log in by their numbers and cards with these passwords, by personal number.

    Who set a password at a kiosk keeps it. Raises Refused, also for a login that is not the owner's.
    """
    parsed = parse_url(url)
    try:
        with passing_engine(parsed, TIMEOUT_SECONDS) as engine, writing(engine) as connection:
            cost = Cost(*connection.execute(_RULE).one())
            for person_id, password in passwords.items():
                if not connection.execute(_HAS_ONE, {"person_id": person_id}).scalar():
                    _keep(connection, person_id, bytearray(password, "ascii"), cost)
    except KioskError as error:
        raise Refused(f"The demo passwords cannot be set on {name_of(parsed)}: {error.detail}.") from None


def _keep(connection: Connection, person_id: str, password: bytearray, cost: Cost) -> None:
    for number in connection.execute(_NUMBERS, {"person_id": person_id}).scalars().all():
        salt = bytes(connection.execute(_SALT, {"number": number}).scalar_one())
        values = {"person_id": person_id, "number": number, "proof": proof_of(password, salt, cost)}
        connection.execute(_KEEP, values)
