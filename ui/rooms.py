"""What the other rooms bring to the running program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.admission import Admission
from kiosk.health_look import Outside
from kiosk.machine_watch import MachineWatch
from kiosk.ports import (
    AuditTrail,
    CardReader,
    CredentialStore,
    Ledger,
    Paper,
    Printer,
    PrinterSimulator,
    Simulator,
)
from kiosk.prints import PrintJournal
from kiosk.reporting import Reporting
from kiosk.staff.backstage import Backstage


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the other rooms bring."""

    reader: CardReader
    printer: Printer
    paper: Paper
    ledger: Ledger
    credentials: CredentialStore
    """What this kiosk itself keeps: its secret, and staff's wrong tries."""
    audit: AuditTrail
    people: Admission
    """Who lets people in, by passwords kept here or on a server."""
    simulator: Simulator | None = None
    """The mock reader's strings; None with a real reader."""
    prints: PrintJournal | None = None
    """Where prints are written down; None: nowhere."""
    printer_simulator: PrinterSimulator | None = None
    """The folder printer's faults; None with a real printer."""
    backstage: Backstage | None = None
    """What staff look after the machine through; None: nobody is let in to maintenance."""
    watch: MachineWatch | None = None
    """Looks at the machine's clock and disks; None: nobody does."""
    reporting: Reporting | None = None
    """Tells those outside how the kiosk is; None: nobody is told."""
    look_through: Callable[[], str] = lambda: ""
    """Look through the data for damage; one sentence when there is some. Takes long; raises Refused without a copy."""

    def outside(self) -> Outside:
        """Who else looks at the kiosk and is told how it is."""
        outside = Outside(self.watch.look) if self.watch else Outside()
        if self.reporting is None:
            return outside
        return replace(outside, told=self.reporting.told, judged=self.reporting.judged, counted=self.reporting.count)
