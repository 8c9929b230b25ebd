"""The token of whoever proved who they are: for the visit, in memory, and in nobody's hands but the store's."""

from __future__ import annotations

from sqlalchemy import Connection, text

_TOLD = text("SELECT set_config('kiosk.token', :token, true)")
_WHO = text("SELECT public.current_person()")


class ServerVisit:
    """Begins with a login, ends with the visit; shared by the logins and the ledger of one server."""

    def __init__(self) -> None:
        self._token = ""

    def begin(self, token: str) -> None:
        """Somebody is in."""
        self._token = token

    def forget(self) -> str:
        """Nobody is in any more; the token that was, for the server to end."""
        token, self._token = self._token, ""
        return token

    def open(self, connection: Connection, token: str | None = None) -> str | None:
        """Tell this transaction's server who is in; the person it lets this kiosk read, None: nobody.

        Always asked before anything is read: to a token that has ended or has not reached a replica, row security
        shows tables without rows, which must never pass for an empty account.
        """
        connection.execute(_TOLD, {"token": self._token if token is None else token})
        return connection.execute(_WHO).scalar()
