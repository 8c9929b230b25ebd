"""What printers say of themselves (`printer-state-reasons`), each with a sentence for the person and one for staff.

The keywords are those of RFC 8011 section 5.4.12, PWG 5100.9 (its subunits' alerts), PWG 5100.13 and CUPS. A `*` stands
for any words: `*-cover-open` is the cover of any subunit. What is most urgent stands first.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF, PRINTER_SILENT, PRINTER_UNUSABLE, Failure, Mender
from kiosk.words import N_


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a printer."""

    reasons: tuple[str, ...]
    told: Failure
    """What the person and staff are told while nothing prints."""
    hinders: bool = True
    """Whether it keeps the printer from printing; if not, only staff need know."""
    breaks_off: Failure | None = None
    """What is told of a job that it interrupts, when that is something else."""

    @property
    def during(self) -> Failure:
        """What is told while a job is on its way."""
        return self.breaks_off or self.told


def _staff(reasons: tuple[str, ...], person: str, staff: str, cause: str, mender: Mender = Mender.STAFF) -> Condition:
    return Condition(reasons, Failure("P06", mender, person, staff, cause))


def _unusable(reasons: tuple[str, ...], person: str, staff: str, cause: str) -> Condition:
    return Condition(reasons, Failure("P04", Mender.STAFF, person, staff, cause))


def _notice(code: str, reasons: tuple[str, ...], person: str, staff: str, cause: str) -> Condition:
    return Condition(reasons, Failure(code, Mender.STAFF, person, staff, cause), hinders=False)


def _passing(reasons: tuple[str, ...], person: str, staff: str, cause: str) -> Condition:
    return Condition(reasons, Failure("P30", Mender.TIME, person, staff, cause), hinders=False)


JAM = Condition(
    ("media-jam", "*-jam", "*-feed-error"),
    Failure(
        "P06",
        Mender.STAFF,
        N_("Paper is stuck in the printer. You can look up now; to print, call staff or use another machine."),
        N_("Open the printer, take the stuck paper out and close it again."),
        N_("Paper is stuck on its way, or was not drawn in straight."),
    ),
    breaks_off=PRINT_BROKEN_OFF,
)
EMPTY = Condition(("media-empty", "media-path-input-empty"), NO_PAPER)
OTHER_PAPER = Condition(
    ("media-needed", "input-media-*-change", "input-cannot-feed-size-selected", "*-input-request"),
    Failure(
        "P01",
        Mender.STAFF,
        N_("The printer is waiting for A4 paper. You can look up now, or ask staff, or print at another machine."),
        N_("Put A4 paper into the tray, and check the paper size set at the printer and its tray guides."),
        N_("The printer expects another paper size than the tray holds, or waits for paper by hand."),
    ),
)
AWAY = Condition(
    ("offline", "shutdown", "timed-out", "connecting-to-device", "power-down", "*-offline", "*-turned-off"),
    Failure(
        "P04",
        Mender.STAFF,
        N_("The printer is switched off or does not answer. You can look up now, or print at another machine."),
        N_("Switch the printer on and check its cable; then see main.py doctor."),
        N_("The printer is off or asleep for good, or its cable or network is away."),
    ),
)
STOPPED = Condition((), PRINTER_UNUSABLE)
"""The printer stopped and gives no reason, or its scheduler does."""
UNKNOWN_FAULT = Condition(
    (),
    Failure(
        "P04",
        Mender.STAFF,
        N_("The printer reports a fault unknown to this machine. You can look up now, or print at another machine."),
        N_("Read the printer's own display; the log of the kiosk names the reason it gave."),
        N_("The printer gives a reason that no list of this program holds."),
    ),
)
UNKNOWN_NOTICE = _notice(
    "P39",
    (),
    N_("The printer prints."),
    N_("The printer reports something that this program does not know; read its own display and the kiosk's log."),
    N_("The printer tells of something and goes on printing."),
)

CONDITIONS = (
    JAM,
    EMPTY,
    OTHER_PAPER,
    _staff(
        ("door-open", "*-door-open"),
        N_("The printer's door is open. Please call staff; printing goes on once it is closed. You can look up now."),
        N_("Close the printer's door."),
        N_("A door of the printer was opened, or does not latch."),
    ),
    _staff(
        ("cover-open", "*-cover-open", "subunit-opened"),
        N_("The printer's cover is open. Please call staff; printing goes on once it is closed. You can look up now."),
        N_("Close the printer's cover."),
        N_("A cover of the printer was opened, or does not latch."),
    ),
    _staff(
        ("interlock-open", "*-interlock-open"),
        N_("A part of the printer is not locked in place. Please call staff. You can look up now."),
        N_("Close every cover and lock of the printer until each clicks."),
        N_("A safety switch of the printer is open."),
    ),
    _staff(
        ("input-tray-missing", "input-media-tray-missing"),
        N_("The printer's paper tray is not in its place. Please call staff. You can look up now."),
        N_("Push the paper tray in all the way."),
        N_("The paper tray was taken out, or not pushed in again."),
    ),
    _staff(
        ("output-tray-missing", "output-media-tray-missing", "media-path-media-tray-missing"),
        N_("The printer's output tray is not in its place. Please call staff. You can look up now."),
        N_("Put the output tray back in."),
        N_("The output tray was taken off."),
    ),
    _staff(
        ("output-area-full", "media-path-output-full", "media-path-media-tray-full", "output-media-tray-full"),
        N_("The printer's output tray is full. Please take your own pages, or call staff. You can look up now."),
        N_("Take the printed pages out and destroy those nobody fetched: they are personal."),
        N_("Nobody took the pages of the last prints."),
    ),
    _staff(
        (
            "toner-empty",
            "marker-supply-empty",
            "marker-*-empty",
            "marker-*-cartridge-missing",
            "marker-toner-missing",
            "marker-ink-missing",
            "marker-supply-missing",
            "marker-print-ribbon-missing",
        ),
        N_(
            "The printer has run out of toner or ink. You can look up now; to print, call staff or use another machine."
        ),
        N_("Replace the toner or ink cartridge that the printer names."),
        N_("A toner or ink cartridge is used up or taken out."),
    ),
    _staff(
        ("marker-waste-full", "marker-waste-*-full", "marker-waste-missing", "marker-waste-*-missing"),
        N_("The printer's waste box is full or missing, so it cannot print. Please call staff. You can look up now."),
        N_("Replace the printer's waste toner or ink box."),
        N_("The box for waste toner or ink is full or taken out."),
    ),
    _staff(
        (
            "developer-empty",
            "marker-developer-missing",
            "opc-life-over",
            "marker-opc-missing",
            "marker-cleaner-missing",
        ),
        N_("A part of the printer is worn out and must be replaced. You can look up now, or print at another machine."),
        N_("Replace the developer or drum unit that the printer names."),
        N_("The developer or drum has reached the end of its life."),
    ),
    _staff(
        ("fuser-over-temp", "*-over-temperature", "*-cooling-down"),
        N_(
            "The printer is too hot and is cooling down. You can look up now; please wait, or print at another machine."
        ),
        N_("Let the printer cool down, and keep its vents free; if it lasts, call its service."),
        N_("Many pages were printed in a row, or the air cannot get out."),
        Mender.TIME,
    ),
    _staff(
        ("fuser-under-temp", "*-under-temperature"),
        N_("The printer is still too cold to print. You can look up now; please wait, or print at another machine."),
        N_("Wait some minutes; if it lasts, call the printer's service."),
        N_("The printer was just switched on, or its room is cold."),
        Mender.TIME,
    ),
    _staff(
        ("*-pick-roller-failure", "*-pick-roller-missing", "*-pick-roller-life-over", "input-*-failure"),
        N_("The printer cannot draw in paper. You can look up now; to print, call staff or use another machine."),
        N_("Take the paper out, fan it, put it back straight; if it lasts, have the pick roller replaced."),
        N_("The paper is damp or lies crooked, or the pick roller is worn."),
    ),
    _staff(
        ("*-failure", "*-memory-exhausted", "*-storage-error", "*-life-over", "*-missing"),
        N_("The printer has a fault that its service must mend. You can look up now, or print at another machine."),
        N_("Switch the printer off and on once; if the fault stays, call its service with what its display says."),
        N_("A part of the printer itself is broken."),
    ),
    AWAY,
    _unusable(
        ("paused", "moving-to-paused", "stopping", "stopped-partly", "hold-new-jobs", "deactivated"),
        N_("The printer has been paused. You can look up now, or print at another machine."),
        N_("Let the printer go on at its own panel; the kiosk resumes its queue by itself."),
        N_("Somebody paused the printer at its own panel, or it is stopping."),
    ),
    _unusable(
        ("spool-area-full",),
        N_("The printer's memory is full. You can look up now, or print at another machine."),
        N_("Cancel the jobs the printer holds at its own panel, or switch it off and on."),
        N_("Jobs of other machines fill the printer's memory."),
    ),
    _unusable(
        ("interpreter-resource-unavailable", "cups-missing-filter", "cups-insecure-filter"),
        N_("The printer cannot print this kind of page right now. You can look up now, or print at another machine."),
        N_("Make the queue again with `lpadmin -m everywhere`, and check the printer's settings."),
        N_("The print queue was set up for another printer, or a filter is missing."),
    ),
    _notice(
        "P31",
        ("media-low", "input-*-almost-empty", "media-path-*-almost-empty"),
        N_("The printer prints; its paper is running low."),
        N_("Add A4 paper soon."),
        N_("Only few sheets are left in the tray."),
    ),
    _notice(
        "P32",
        ("toner-low", "marker-supply-low", "marker-*-almost-empty"),
        N_("The printer prints; its toner or ink is running low."),
        N_("Have a new toner or ink cartridge ready."),
        N_("A toner or ink cartridge comes to its end."),
    ),
    _notice(
        "P33",
        ("marker-waste-almost-full", "marker-waste-*-almost-full"),
        N_("The printer prints; its waste box is nearly full."),
        N_("Have a new waste toner or ink box ready."),
        N_("The box for waste toner or ink fills up."),
    ),
    _notice(
        "P34",
        ("developer-low", "opc-near-eol", "*-life-almost-over", "*-life-warn"),
        N_("The printer prints; one of its parts is nearly worn out."),
        N_("Order the part that the printer names: developer, drum or roller."),
        N_("A wearing part comes to the end of its life."),
    ),
    _notice(
        "P35",
        ("output-area-almost-full", "*-almost-full", "*-near-limit", "*-at-limit"),
        N_("The printer prints; its output tray is nearly full."),
        N_("Take the printed pages out; destroy those nobody fetched."),
        N_("Pages that nobody took pile up in the output tray."),
    ),
    _passing(
        (
            *("none", "testing", "resuming", "identify-printer-requested", "configuration-change", "power-up"),
            *(
                "standby",
                "suspend",
                "hibernate",
                "job-*",
                "wifi-not-configured",
                "alert-removal-*",
                "marker-adjusting-*",
            ),
            *("printer-*-reset", "*-warming-up", "*-power-saver", "*-added", "*-removed", "*-deleted", "*-closed"),
            *("*-turned-on", "interpreter-memory-*", "interpreter-complex-page-encountered"),
        ),
        N_("The printer is getting ready."),
        N_("Nothing to do: the printer tells of a passing state."),
        N_("The printer starts, wakes, warms up or was set anew."),
    ),
)
"""In the order of what matters most when several are true at once; the first that a reason fits counts."""


EVERY_CONDITION = (*CONDITIONS, STOPPED, UNKNOWN_FAULT, UNKNOWN_NOTICE)
"""What a printer can be told of, known or not."""


def told_before(during: Failure) -> Failure:
    """What is told before printing of a condition that would end a job with this: nothing was broken off yet."""
    if during == PRINTER_SILENT:
        return AWAY.told
    return next((condition.told for condition in CONDITIONS if condition.breaks_off == during), during)
