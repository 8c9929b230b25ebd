"""What the mocks can be made to do, for the developers' dock and the tests: kiosk.ports names them beside the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kiosk.failure import Failure


class Simulator(Protocol):
    """The mocks' strings, for the dock."""

    def cards(self) -> Sequence[str]:
        """Names of the virtual cards there are."""
        ...

    def insert(self, name: str) -> None:
        """Put a virtual card in; one that is in is swapped for it. Raises Refused for a name there is not."""
        ...

    def pull(self) -> None:
        """Take the card out."""
        ...

    def freeze(self) -> None:
        """Let the card that is in answer nothing any more, until it is pulled."""
        ...

    def unplug(self, away: bool) -> None:
        """Take the reader away, or bring it back; the card leaves with it."""
        ...

    def stop_service(self, stopped: bool) -> None:
        """Let the card service end, or run again; the card must be inserted anew."""
        ...


class PrinterSimulator(Protocol):
    """Faults of the folder printer, for the dock and tests."""

    def fail_with(self, failure: Failure | None) -> None:
        """Report this condition from now on; None heals."""
        ...
