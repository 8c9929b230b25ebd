"""Staff accounts in the local database: kiosk.staff.members.StaffStore over SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, select

from kiosk.staff.members import Role, StaffAccount
from kiosk.store.engine import reading, writing
from kiosk.store.local import tables as t
from kiosk.store.local.putting import put

_s = t.staff.c

# No statement holds a value of its own: SQLAlchemy keeps statements for good.
_ALL = select(_s.number, _s.role, _s.password_hash, _s.card_key)
_ONE = _ALL.where(_s.number == bindparam("number"))
_OF_CARD = _ALL.where(_s.card_key == bindparam("card_key"))
_REMOVE = delete(t.staff).where(_s.number == bindparam("number"))


class SqlStaff:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def account(self, number: str) -> StaffAccount | None:
        """The account with this staff number. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            return _account(connection.execute(_ONE, {"number": number}).first())

    def account_of_card(self, card_key: str) -> StaffAccount | None:
        """The account a card belongs to. Raises KioskError(DATA_AWAY)."""
        if not card_key:
            return None
        with reading(self._engine) as connection:
            return _account(connection.execute(_OF_CARD, {"card_key": card_key}).first())

    def keep(self, account: StaffAccount) -> None:
        """Add or replace an account. Raises KioskError(DATA_AWAY)."""
        values: dict[str, object] = {
            "number": account.number,
            "role": account.role.value,
            "password_hash": account.password_hash,
            "card_key": account.card_key,
        }
        with writing(self._engine) as connection:
            put(connection, t.staff, values)

    def remove(self, number: str) -> bool:
        """Remove an account; whether there was one. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            removed: Any = connection.execute(_REMOVE, {"number": number})
            return bool(removed.rowcount)

    def accounts(self) -> Sequence[StaffAccount]:
        """All accounts, by number. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = filter(None, map(_account, connection.execute(_ALL)))
            # Here and not there: a server sorts as its collation says.
            return sorted(found, key=lambda account: account.number)


def _account(row: Row[*tuple[Any, ...]] | None) -> StaffAccount | None:
    return None if row is None else StaffAccount(row.number, Role(row.role), row.password_hash, row.card_key)
