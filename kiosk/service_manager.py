"""Tells systemd how the program is, over the socket it names in NOTIFY_SOCKET (sd_notify(3)); without one, nobody.

It is a few words in a datagram, so that it needs no library.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

MICROSECONDS = 1_000_000

ABSTRACT = "@"
"""How an address begins that is no file; the kernel knows it by a zero byte."""


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """Whoever started the program and wants to hear of it. Nothing here waits or raises."""

    address: str = ""
    """A path, or an abstract address that begins with @; empty: nobody listens."""
    watchdog_seconds: float | None = None
    """Within this time it must be fed again, or it kills the program; None: it does not watch."""

    def ready(self) -> None:
        """The program serves people."""
        self._tell("READY=1")

    def status(self, text: str) -> None:
        """One line for `systemctl status`; nothing personal."""
        self._tell(f"STATUS={text}")

    def feed(self) -> None:
        """Every thread is alive."""
        self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """The program closes."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        if not self.address:
            return
        address = "\0" + self.address[1:] if self.address.startswith(ABSTRACT) else self.address
        # A service manager that does not listen, or is away, must not hold the kiosk up.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto(words.encode(), address)


def service_manager(environment: Mapping[str, str] | None = None) -> ServiceManager:
    """Who is named in the environment. WATCHDOG_PID is not compared: the main process may be the kiosk's shell."""
    named = os.environ if environment is None else environment
    microseconds = named.get("WATCHDOG_USEC", "")
    seconds = int(microseconds) / MICROSECONDS if microseconds.isdecimal() and int(microseconds) else None
    return ServiceManager(named.get("NOTIFY_SOCKET", ""), seconds)
