"""The mocks' strings without mocks: writes down which were pulled."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.errors import Failure


class Strings:
    """Implements kiosk.ports.Simulator and PrinterSimulator."""

    def __init__(self, *names: str) -> None:
        self.pulled: list[object] = []
        self._names = names or ("bank-card", "chen-jing", "expired", "zhang-san")

    def cards(self) -> Sequence[str]:
        return self._names

    def insert(self, name: str) -> None:
        self.pulled.append(name)

    def pull(self) -> None:
        self.pulled.append("pull")

    def freeze(self) -> None:
        self.pulled.append("freeze")

    def unplug(self, away: bool) -> None:
        self.pulled.append(("unplug", away))

    def stop_service(self, stopped: bool) -> None:
        self.pulled.append(("service", stopped))

    def fail_with(self, failure: Failure | None) -> None:
        self.pulled.append(failure)
