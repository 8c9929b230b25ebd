"""Host names of servers are looked up on threads of their own: a name server that says nothing holds nobody up.

The system's own look-up cannot be given a deadline. Where the name server is silent it takes ten seconds for each
host, or a minute; psycopg looks all of them up before it tries the first.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from kiosk.store.deadline import Deadline

LookUp: TypeAlias = Callable[[str], Sequence[str]]
"""Every address of a host, the best first. Raises OSError."""

UNKNOWN_HOST = "nobody knows this host's name"

FOR_NAMES, FOR_OTHERS = 2 / 3, 1 / 3
"""Of the time that is left to connect: for the first name that is answered, and for all; the servers have the rest."""

STEP_SECONDS = 0.05
"""So often the clock is looked at while a name is awaited."""

_WORDS = ("host", "port", "hostaddr")


def addresses_of(host: str) -> Sequence[str]:
    """Ask the system. Raises OSError."""
    found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class NoAddress(Exception):
    """No host of a URL has an address, nor had one before."""

    def __init__(self, *, late: bool) -> None:
        """`late`: a name server may still answer; else it said that there is none."""
        super().__init__()
        self.late = late


class Names:
    """Of one engine's hosts; may be asked from any thread.

    An address that was known goes on being used while no name server tells it: the server's certificate says who it is.
    """

    def __init__(self, look_up: LookUp = addresses_of) -> None:
        self._look_up = look_up
        self._changed = threading.Condition()
        self._known: dict[str, Sequence[str]] = {}
        self._asked: set[str] = set()
        """Hosts of which a thread awaits the answer: never more than one for each, however long it takes."""

    def in_time(self, named: Mapping[str, Any], deadline: Deadline) -> dict[str, Any]:
        """What is said to psycopg, with the address of each host beside its name. Raises NoAddress.

        As psycopg does, a host of which nobody knows an address is left out where another has one.
        """
        hosts = str(named.get("host", "")).split(",")
        to_find = {host for host in hosts if _is_name(host)}
        if named.get("hostaddr") or not to_find:
            return dict(named)
        self._find(to_find, deadline)
        ports = str(named.get("port", "")).split(",")
        ports = ports if len(ports) == len(hosts) else ports * len(hosts)
        with self._changed:
            lines = [
                (host, port, address)
                for host, port in zip(hosts, ports, strict=False)
                for address in (self._known.get(host, ()) if host in to_find else (_own_address(host),))
            ]
            late = bool(to_find & self._asked)
        if not lines:
            raise NoAddress(late=late)
        told = {word: ",".join(line[place] for line in lines) for place, word in enumerate(_WORDS)}
        return {**named, **{word: value for word, value in told.items() if value.strip(",")}}

    def _find(self, hosts: set[str], deadline: Deadline) -> None:
        """Ask for all at once, and wait until all are known, or some when it is late, or it is too late."""
        late, too_late = deadline.part(FOR_OTHERS), deadline.part(FOR_NAMES)
        with self._changed:
            for host in hosts - self._asked:
                self._asked.add(host)
                threading.Thread(target=self._ask, args=(host,), name="host name", daemon=True).start()
            while hosts & self._asked and not (too_late.passed() or (late.passed() and hosts & self._known.keys())):
                self._changed.wait(STEP_SECONDS)

    def _ask(self, host: str) -> None:
        found: Sequence[str] = ()
        with suppress(OSError, UnicodeError):  # the latter: what no host can be called
            found = self._look_up(host)
        with self._changed:
            if found:
                self._known[host] = found
            self._asked.discard(host)
            self._changed.notify_all()


def _is_name(host: str) -> bool:
    """Neither a folder nor an address nor nothing."""
    return bool(host) and not host.startswith(("/", "@")) and not _own_address(host)


def _own_address(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
