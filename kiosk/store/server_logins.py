"""Logins at a PostgreSQL server, by its functions alone: kiosk.server_logins.ServerLogins for a kiosk's own login."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Engine, Row, text

from kiosk.cards import CardState
from kiosk.passwords import Cost
from kiosk.server_logins import CardTold, Claimed, LoginRule, Verdict
from kiosk.store.engine import ask, in_time, writing
from kiosk.store.server_visit import ServerVisit

_RULE = text("SELECT free_tries, time_cost, memory_kib, parallelism, registration FROM public.login_rule()")
_SALT = text("SELECT public.salt(:number)")
_OFFER = text("SELECT public.offer(:number, :proof, :card_number, :identification_code)")
_OFFER_REGISTRATION = text(
    "SELECT public.offer_registration(:number, :card_number, :identification_code, :number_proof, :card_proof)"
)
_CLAIM = text("SELECT * FROM public.claim(:attempt)")
_NUMBERS = text("SELECT * FROM public.my_numbers_without_verifier()")
_KEEP = text("SELECT public.keep_verifier(:number, :proof)")
_END = text("SELECT public.end_visit()")
_END_ALL = text("SELECT public.end_all_visits()")


class SqlServerLogins:
    """Each method is one transaction of its own, since a rollback would take back what it put on record."""

    def __init__(self, engine: Engine, visit: ServerVisit) -> None:
        # Several kiosks count on the same rows: each must see what the others did a moment ago.
        self._engine = engine.execution_options(isolation_level="READ COMMITTED")
        self._visit = visit

    def in_time(self) -> AbstractContextManager[None]:
        """All that is asked inside, taken together, takes no longer than one answer may."""
        return in_time(self._engine)

    def rule(self) -> LoginRule:
        """What every kiosk must do alike. Raises KioskError(DATA_AWAY)."""
        free_tries, *cost, registration = ask(self._engine, lambda connection: connection.execute(_RULE).one())
        return LoginRule(free_tries, Cost(*cost), card_proves=registration == "card")

    def salt(self, number: str) -> bytes:
        """The salt of a number, whether anybody has it or not. Raises KioskError(DATA_AWAY)."""
        return bytes(ask(self._engine, lambda connection: connection.execute(_SALT, {"number": number}).scalar_one()))

    def offer(self, number: str, proof: bytes, card: CardTold) -> str:
        """Put an attempt on record. Raises KioskError(DATA_AWAY)."""
        asked = {"number": number, "proof": proof} | _told(card)
        with writing(self._engine) as connection:
            return str(connection.execute(_OFFER, asked).scalar_one())

    def offer_registration(self, number: str, card: CardTold, number_proof: bytes, card_proof: bytes) -> str:
        """The same for setting a password. Raises KioskError(DATA_AWAY)."""
        asked = {"number": number, "number_proof": number_proof, "card_proof": card_proof} | _told(card)
        with writing(self._engine) as connection:
            return str(connection.execute(_OFFER_REGISTRATION, asked).scalar_one())

    def claim(self, attempt: str, check: Callable[[Claimed], None]) -> Claimed:
        """Have an attempt judged; with IN the visit begins. Raises KioskError(DATA_AWAY), and what `check` raises."""
        with writing(self._engine) as connection:
            row = connection.execute(_CLAIM, {"attempt": attempt}).one()
            claimed = _claimed(row)
            if claimed.verdict is Verdict.IN:
                check(claimed)
        if claimed.verdict is Verdict.IN:
            self._visit.begin(row.token)
        return claimed

    def numbers_without_proof(self) -> Sequence[str]:
        """Of whoever is in. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            self._visit.open(connection)
            return connection.execute(_NUMBERS).scalars().all()

    def keep_proof(self, number: str, proof: bytes) -> None:
        """Let whoever is in log in by this number too. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            self._visit.open(connection)
            connection.execute(_KEEP, {"number": number, "proof": proof})

    def end_visit(self) -> None:
        """Nobody is in any more. Raises KioskError(DATA_AWAY); forgotten here all the same."""
        token = self._visit.forget()
        if token:
            with writing(self._engine) as connection:
                self._visit.open(connection, token)
                connection.execute(_END)

    def end_all_visits(self) -> None:
        """End what an earlier run of this kiosk may have left open. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            connection.execute(_END_ALL)


def _told(card: CardTold) -> dict[str, str]:
    return {"card_number": card.number, "identification_code": card.identification_code}


def _claimed(row: Row[Any]) -> Claimed:
    """A card in a state unknown here opens nothing, as everywhere."""
    states = {member.value: member for member in CardState}
    state = states.get(row.card_state, CardState.CANCELLED) if row.card_state else None
    return Claimed(
        Verdict(row.result),
        row.person_id or "",
        row.failed or 0,
        row.wait_seconds or 0,
        row.numbers_here or 0,
        state,
        row.card_issued,
        row.card_valid_until,
    )
