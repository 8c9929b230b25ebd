"""Passwords and wrong tries of this kiosk: kiosk.ports.CredentialStore over SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, bindparam, delete, func, select

from kiosk.errors import KioskError
from kiosk.ports import Attempts, Finding
from kiosk.store import findings
from kiosk.store.engine import SQLITE, name_of, reading, writing
from kiosk.store.local import tables as t
from kiosk.store.local.putting import insert_into, put
from kiosk.store.version import LOCAL, read_version

SECRET_BYTES = 32
"""As long as the key of a SHA-256 HMAC should be."""

_LAST_OF_COST = ",p="

_PART = "local-database"
_SECRET_NAME = "number-key"  # noqa: S105 a name, not the secret

# No statement holds a value of its own: SQLAlchemy keeps statements for good, and with them whom they were about.
_HASH = select(t.credentials.c.password_hash).where(t.credentials.c.person_id == bindparam("person_id"))
_ATTEMPTS = select(t.attempts.c.failed, t.attempts.c.wait_seconds).where(t.attempts.c.key == bindparam("key"))
_WAITING = select(t.attempts).where(t.attempts.c.wait_seconds > 0)
_FORGET_HASH = delete(t.credentials).where(t.credentials.c.person_id == bindparam("person_id"))
_FORGET_ATTEMPTS = delete(t.attempts).where(t.attempts.c.key == bindparam("key"))


class SqlCredentials:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine, random_bytes: Callable[[int], bytes]) -> None:
        self._engine = engine
        self._random_bytes = random_bytes

    def password_hash(self, person_id: str) -> str | None:
        """The argon2id hash, or None when the person never registered. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return connection.execute(_HASH, {"person_id": person_id}).scalar()

    def keep_password_hash(self, person_id: str, password_hash: str) -> None:
        """Store or replace the hash. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            put(connection, t.credentials, {"person_id": person_id, "password_hash": password_hash})

    def forget_password_hash(self, person_id: str) -> bool:
        """Delete the hash; whether there was one. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            deleted: Any = connection.execute(_FORGET_HASH, {"person_id": person_id})
            return bool(deleted.rowcount)

    def has_passwords(self) -> bool:
        """Whether anybody registered on this kiosk. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return bool(connection.execute(select(func.count()).select_from(t.credentials)).scalar())

    def attempts(self, key: str) -> Attempts:
        """Attempts counted under a key; none yet is Attempts(). Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_ATTEMPTS, {"key": key}).first()
        return Attempts() if found is None else Attempts(*found)

    def keep_attempts(self, key: str, attempts: Attempts) -> None:
        """Store the count; Attempts() forgets the key. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            if attempts == Attempts():
                connection.execute(_FORGET_ATTEMPTS, {"key": key})
                return
            values = {"key": key, "failed": attempts.failed, "wait_seconds": attempts.wait_seconds}
            put(connection, t.attempts, values)

    def waiting(self) -> Mapping[str, Attempts]:
        """Every key that has a wait. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return {key: Attempts(failed, wait) for key, failed, wait in connection.execute(_WAITING)}

    def costs(self) -> frozenset[str]:
        """How the kept hashes are computed, as kiosk.passwords.cost_of names it. Raises KioskError(DATA_AWAY)."""
        kept = t.credentials.c.password_hash
        with reading(self._engine) as connection:
            place = func.instr if connection.engine.url.drivername == SQLITE else func.strpos
            # "...,p=1$": the number of lanes has one digit (kiosk.config.PasswordSection).
            asked = select(func.substr(kept, 1, place(kept, _LAST_OF_COST) + len(_LAST_OF_COST) + 1)).distinct()
            return frozenset(connection.execute(asked).scalars())

    def secret(self) -> bytes:
        """32 random bytes, made once for this kiosk. Raises KioskError(DATA_AWAY)."""
        asked = select(t.secrets.c.value).where(t.secrets.c.name == _SECRET_NAME)
        with reading(self._engine) as connection:
            kept = connection.execute(asked).scalar()
        if kept is not None:
            return bytes(kept)
        made = {"name": _SECRET_NAME, "value": self._random_bytes(SECRET_BYTES)}
        with writing(self._engine) as connection:
            # Another thread may have made it a moment ago: the first one counts.
            connection.execute(insert_into(connection, t.secrets).on_conflict_do_nothing(), made)
        with reading(self._engine) as connection:
            return bytes(connection.execute(asked).scalar_one())

    def examine(self) -> Sequence[Finding]:
        """Say whether passwords can be read, and the schema version. Never raises."""
        name = name_of(self._engine.url)
        try:
            with reading(self._engine) as connection:
                version = read_version(connection, LOCAL)
        except KioskError as error:
            return (findings.away(_PART, name, error, findings.CHECK_FILE),)
        if version != LOCAL.newest:
            return (findings.of_another_version(_PART, name, version),)
        return (findings.of_version(_PART, name, version),)
