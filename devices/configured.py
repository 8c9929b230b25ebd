"""The card reader that the settings name, real or mock."""

from __future__ import annotations

from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.ports import CardReader, Simulator


def reader_of(settings: Settings) -> CardReader:
    """The reader the settings ask for."""
    if settings.reader.kind == "mock":
        from devices.mock import MockReader

        return MockReader()
    from devices.reader import PcscReader

    return PcscReader(settings.reader.name_pattern)


def check_reader(settings: Settings) -> None:
    """Raise Refused when a real reader is asked for and the card service does not run."""
    if settings.reader.kind == "pcsc":
        from devices.pcsc import service_running

        if not service_running():
            raise Refused("The smart card service pcscd is not running; start it, or set reader.kind to mock.")


def simulator_of(reader: CardReader) -> Simulator | None:
    """The mock's strings; None for a real reader."""
    from devices.mock import MockReader

    return reader if isinstance(reader, MockReader) else None
