"""The declared events of the machine, of the program, of commands, and of the trail itself."""

from __future__ import annotations

from kiosk.audit.events import FAILURE, Declared
from kiosk.words import N_

OUT_OF_SERVICE = Declared("out-of-service", N_("The kiosk serves nobody."), FAILURE)
READER_AWAY = Declared("reader-away", N_("The card reader or its service is away."), FAILURE)
READER_BACK = Declared("reader-back", N_("The card reader is back."))
PRINTER_AWAY = Declared("printer-away", N_("The printer cannot print."), FAILURE)
PRINTER_BACK = Declared("printer-back", N_("The printer can print again."))
PRINTER_WARNING = Declared("printer-warning", N_("The printer prints; staff should see to something."), FAILURE)
PRINTER_ALARM = Declared(
    "printer-alarm", N_("The print queue is gone or points at another device: somebody changed it."), FAILURE
)
DATA_AWAY = Declared("data-away", N_("The data cannot be reached."), FAILURE)
DATA_BACK = Declared("data-back", N_("The data can be reached again."))
DATA_BEHIND = Declared(
    "data-behind", N_("The replica that is read does not have the newest data; how far it reaches is shown."), FAILURE
)
SERVER_UNPROVEN = Declared(
    "server-unproven",
    N_("The database server, or this kiosk to it, could not prove who it is; no connection."),
    FAILURE,
)
DATA_DAMAGED = Declared(
    "data-damaged", N_("The data's file is damaged; a verified copy is read instead, or there is none."), FAILURE
)

STARTED = Declared("program-started", N_("The program was started."), "its version")
STOPPED = Declared("program-stopped", N_("The program was ended in good order."))
CUT_SHORT = Declared(
    "program-cut-short", N_("The program before this one did not end by itself: killed, crashed, or without power.")
)
STOOD_STILL = Declared(
    "program-stood-still",
    N_("A thread of the program stood still, or its memory ran out; it ended at once, to begin anew."),
    "which thread, or memory",
)
RESTART_PLANNED = Declared("restart-planned", N_("The program shall begin anew as soon as nobody is there."))
SETTINGS_READ = Declared(
    "settings-read", N_("The configuration of this start."), "each section with the beginning of its keyed hash"
)
SETTINGS_CHANGED = Declared(
    "settings-changed", N_("The configuration is not the one of the last start."), "the sections that changed"
)
CLOCK_JUMPED = Declared("clock-jumped", N_("The clock was set, or jumped."), "by how many seconds, with a sign")

IMPORTED = Declared("data-imported", N_("Monthly data were imported."), "profile, number of rows and of persons")
IMPORT_REFUSED = Declared("import-refused", N_("Monthly data were refused; nothing was changed."), "profile")
BACKED_UP = Declared("backup-made", N_("A verified copy of a database was kept."), "data or local")
RESTORED = Declared("data-restored", N_("A verified copy was put in a database's place."), "data or local")

CHAIN_BROKEN = Declared(
    "chain-broken",
    N_("The lines before this one are not as they were written; a new segment begins."),
    "what is wrong, and at which line",
)
LINE_TORN = Declared("line-torn", N_("The line before this one is not whole: power went while it was written."))
LINES_LOST = Declared(
    "lines-lost",
    N_("The trail could not be written for a while; the kiosk took nobody meanwhile."),
    "the failure's code and how many lines are missing",
)
SEGMENT_REMOVED = Declared(
    "segment-removed",
    N_("Lines older than the configuration wants them kept were removed."),
    "number and hash of the last line removed, sealed by the kiosk",
)

MACHINE_EVENTS = tuple(value for value in list(globals().values()) if isinstance(value, Declared))
"""In the order of this file."""
