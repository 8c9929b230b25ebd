"""Whether a server suits a kiosk: this program's schema version, and a login that can read one person only."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from kiosk.errors import DATA_UNFIT, KioskError, Refused
from kiosk.log import log
from kiosk.store.comparisons import comparisons_are_closed
from kiosk.store.engine import ask, name_of
from kiosk.store.version import DATA, check_found, read_version

_IS_A_KIOSKS = text(
    """
    SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kiosk')
       AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'register')
       AND pg_has_role(session_user, (SELECT oid FROM pg_roles WHERE rolname = 'kiosk'), 'MEMBER')
       AND NOT has_schema_privilege(session_user, (SELECT oid FROM pg_namespace WHERE nspname = 'register'), 'USAGE')
       AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user)
    """
)


_MAY_ASK = text("SELECT coalesce(has_table_privilege(to_regclass(:version), 'SELECT'), true)")
"""An auditor may not. Where there is no such table, that is told."""


def is_a_kiosks_login(connection: Connection) -> bool:
    """Whether this login is a kiosk's own, which numbers and names are out of reach of; an owner is much more."""
    return bool(connection.execute(_IS_A_KIOSKS).scalar())


class ServerFitness:
    """Asked until the server answered and suited, and anew once something failed: it may be away, or be upgraded."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._suits = False
        self._told = ""
        self._warned = False

    def check(self) -> None:
        """Raise KioskError: DATA_AWAY when the server does not answer, DATA_UNFIT when it does not suit."""
        if self._suits:
            return
        unfit = ask(self.engine, self._look)
        if unfit:
            if unfit != self._told:
                log().error("data-unfit", code=DATA_UNFIT.code, detail=unfit)
            self._told = unfit
            raise KioskError(DATA_UNFIT, unfit)
        self._suits = True

    def doubt(self) -> None:
        """Something could not be read: whoever upgraded the server meanwhile may be the reason."""
        self._suits = False

    def _look(self, connection: Connection) -> str:
        """One sentence; empty: it suits."""
        name = name_of(self.engine.url)
        if not connection.execute(_MAY_ASK, {"version": DATA.version_table}).scalar():
            return _not_a_kiosks(name)
        try:
            check_found(read_version(connection, DATA), DATA, name)
        except Refused as refused:
            return str(refused)
        if not is_a_kiosks_login(connection):
            return _not_a_kiosks(name)
        if not self._warned and not comparisons_are_closed(connection):
            self._warned = True
            log().warning("comparisons open", detail="let a superuser of the server run `main.py db upgrade` once")
        return ""


def _not_a_kiosks(name: str) -> str:
    return (
        f"The login in database.url is not a kiosk's own on {name}, which reads one person at a time; "
        "make one with `main.py db kiosk add`."
    )
