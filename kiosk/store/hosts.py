"""Which servers a PostgreSQL URL names, and whether one of them could be posed as."""

from __future__ import annotations

import os
import re

from sqlalchemy import URL

from kiosk.errors import Refused

_HERE = frozenset(("localhost", "127.0.0.1", "::1"))
_WITH_PORT = re.compile(r"([a-zA-Z0-9.\-]*):\d+")
"""Of several hosts; SQLAlchemy reads them alike. A folder and an address with colons have none."""
_PROVEN = "verify-full"
_WANTED = "target_session_attrs"
_FROM_ENVIRONMENT = ("PGHOST", "PGHOSTADDR", "PGSERVICE")


def hosts_of(url: URL) -> tuple[str, ...]:
    """Hosts in the order they are tried, without ports; a folder is a socket of this machine. Empty: this machine."""
    return tuple(
        found[1] if (found := _WITH_PORT.fullmatch(host)) else host
        for host in _listed(url.host or url.query.get("host", ()))
    )


def _listed(named: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, named.split(","))) if isinstance(named, str) else named


def to_primary(url: URL) -> URL:
    """The URL of the one server that takes logins: a line that fell on the standby would stay there.

    Where the URL says itself which server it wants, that stays.
    """
    return url if _WANTED in url.query else url.update_query_dict({_WANTED: "primary"})


def _reached(url: URL) -> tuple[str, ...]:
    """Every machine that libpq may connect to, by the URL or, where that names none, by its environment."""
    addresses, service = url.query.get("hostaddr", ()), url.query.get("service", ())
    named = (*hosts_of(url), *_listed(addresses), *_listed(service))
    return named or tuple(filter(None, (os.environ.get(name) for name in _FROM_ENVIRONMENT)))


def refuse_unproven(url: URL) -> None:
    """Without its certificate checked any machine of the network could be the server. Raises Refused (C9)."""
    elsewhere = [host for host in _reached(url) if host not in _HERE and not host.startswith("/")]
    if elsewhere and url.query.get("sslmode") != _PROVEN:
        raise Refused(
            f"The database URL must say sslmode={_PROVEN} and sslrootcert=FILE: without them another machine "
            f"could pass itself off as {elsewhere[0]}."
        )
