"""The printer that the settings name, real or mock."""

from __future__ import annotations

from pathlib import Path

from kiosk.config import Settings
from kiosk.ports import Clock, Printer, PrinterSimulator


def printer_of(settings: Settings, clock: Clock) -> Printer:
    """The printer the settings ask for."""
    if settings.printer.kind == "folder":
        from printing.folder import FolderPrinter

        return FolderPrinter(Path(settings.printer.folder), clock)
    from printing.cups import CupsPrinter

    return CupsPrinter(settings.printer.queue, settings.printer.device_uri, clock)


def check_printer(settings: Settings, printer: Printer) -> None:
    """Raise Refused when a real printer is asked for and its queue, device or scheduler are not as configured."""
    if settings.printer.kind == "cups":
        from printing.cups import CupsPrinter

        if isinstance(printer, CupsPrinter):
            printer.check()


def simulator_of(printer: Printer) -> PrinterSimulator | None:
    """The mock's strings; None for a real printer."""
    from printing.folder import FolderPrinter

    return printer if isinstance(printer, FolderPrinter) else None
