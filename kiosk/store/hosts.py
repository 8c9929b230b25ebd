"""Which servers a PostgreSQL URL names, and whether one of them could be posed as."""

from __future__ import annotations

import re

from sqlalchemy import URL

from kiosk.errors import Refused

_HERE = frozenset(("localhost", "127.0.0.1", "::1"))
_WITH_PORT = re.compile(r"([a-zA-Z0-9.\-]*):\d+")
"""Of several hosts; SQLAlchemy reads them alike. A folder and an address with colons have none."""
_PROVEN = "verify-full"


def hosts_of(url: URL) -> tuple[str, ...]:
    """Hosts in the order they are tried, without ports; a folder is a socket of this machine. Empty: this machine."""
    named = url.host or url.query.get("host", ())
    listed = named.split(",") if isinstance(named, str) else named
    return tuple(found[1] if (found := _WITH_PORT.fullmatch(host)) else host for host in listed)


def refuse_unproven(url: URL) -> None:
    """Without its certificate checked any machine of the network could be the server. Raises Refused (C9)."""
    elsewhere = [host for host in hosts_of(url) if host not in _HERE and not host.startswith("/")]
    if elsewhere and url.query.get("sslmode") != _PROVEN:
        raise Refused(
            f"The database URL must say sslmode={_PROVEN} and sslrootcert=FILE: without them another machine "
            f"could pass itself off as {elsewhere[0]}."
        )
