"""Ports of the loopback, for daemons of a test's own."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import count

FIRST_PORT, LAST_PORT = 20_000, 32_000
"""Below those the kernel gives to whoever connects (from 32768): a daemon that is stopped finds its port free again."""

APART = 997
"""Test processes that were started one after another begin so many ports apart, and no process takes one twice."""


def listens(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_ports(number: int) -> list[int]:
    """So many ports in a row that nobody listens on now, and that no other daemon of this process was given."""
    for _ in range(LAST_PORT - FIRST_PORT):
        ports = [next(_PORTS) for _ in range(number)]
        if ports == list(range(ports[0], ports[0] + number)) and not any(map(taken, ports)):
            return ports
    raise AssertionError("no free port")


def taken(port: int) -> bool:
    """Whether somebody listens there; asked by binding, for to connect would insert a card into vpcd."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - vpcd listens on all interfaces
        except OSError:
            return True
    return False


def _one_after_another() -> Iterator[int]:
    begin, span = os.getpid() * APART, LAST_PORT - FIRST_PORT
    return (FIRST_PORT + (begin + step) % span for step in count())


_PORTS = _one_after_another()
