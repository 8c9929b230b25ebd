"""Tests of the machine's parts, each on the thread that owns the part; the last result of each is kept."""

from __future__ import annotations

from typing import assert_never

from kiosk.account.payment_list import Issuer
from kiosk.cards import CardFace
from kiosk.document import JobPhase
from kiosk.errors import CARD_PULLED, NO_TEST_CARD, PART_UNWELL, PRINTER_SILENT, KioskError
from kiosk.log import log
from kiosk.paperwork import readiness_page_of
from kiosk.ports import Paper
from kiosk.staff.acts import Part, Said
from kiosk.staff.backstage import Backstage
from kiosk.staff.controls import Controls
from kiosk.staff.looking import Looked, Looking
from kiosk.staff.views import LastTest
from kiosk.told import Told, kept
from kiosk.words import N_

LOOK_SECONDS = 0.5
"""Between two looks at a test page on its way."""
LONGEST_PRINT_SECONDS = 240.0
"""Longer than any job's own deadline (printing.job): nobody waits for ever."""

NOTHING_FOUND = N_("Nothing was found that needs attention.")
_CONTACT_CARD = N_("contact card, version {version}")
JUDGED = {True: N_("Judged good by staff"), False: N_("Judged not good by staff")}
"""What is kept of a test that a person judged."""

_MILLISECONDS = 1000


class Trying:
    """Every method may raise KioskError."""

    def __init__(
        self, looked: Looked, looking: Looking, backstage: Backstage, controls: Controls, paper: Paper, issuer: Issuer
    ) -> None:
        self._looked, self._looking, self._backstage = looked, looking, backstage
        self._controls, self._paper, self._issuer = controls, paper, issuer

    def try_part(self, part: Part) -> Said:
        """Test a part; what comes of it is kept, also a failure; what only a person can judge, once they have."""
        try:
            said, found = self._try(part)
        except KioskError as error:
            self._keep(part, good=False, said=error.failure.code)
            raise
        if found is not None:
            self._keep(part, good=True, said=found)
        return said

    def judge(self, part: Part, *, good: bool) -> Said:
        """Keep what a person says."""
        self._keep(part, good=good, said=JUDGED[good])
        return Said(N_("This is noted."))

    def print_readiness(self) -> Said:
        """Print what every part says of itself; raises KioskError with what hindered it."""
        self._print_page()
        return Said(N_("The readiness report is printed."))

    def _try(self, part: Part) -> tuple[Said, str | None]:
        match part:
            case Part.READER:
                face = self._read_card()
                form = N_("contactless card, version {version}") if face.contactless else _CONTACT_CARD
                return Said(N_("The test card was read. The reader works.")), Told(form, version=face.version)
            case Part.PRINTER:
                self._print_page()
                return Said(N_("The test page is printed. Please look at it, and say whether it is good.")), None
            case Part.SOUND:
                self._controls.play_sound()
                return Said(N_("A sound was played. Please say whether you heard it well.")), None
            case Part.SCREEN:
                return Said(N_("Please touch the whole screen, look at the colours, and say whether it is good.")), None
            case Part.DATABASE:
                found = self._ask_databases()
                self._examine(part)
                return Said(N_("Both databases answer, and this kiosk's own is intact.")), found
            case Part.DISK | Part.CLOCK:
                self._examine(part)
                return Said(NOTHING_FOUND), NOTHING_FOUND
            case _:
                assert_never(part)

    def _read_card(self) -> CardFace:
        try:
            return self._looked.reader.read()
        except KioskError as error:
            # Nobody pulled a card whose visit ends here: the test wants one.
            raise KioskError(NO_TEST_CARD, error.detail) if error.failure is CARD_PULLED else error from None

    def _ask_databases(self) -> str:
        begun = self._looked.clock.monotonic()
        self._looked.ledger.as_of()
        self._backstage.check_local()
        return f"{(self._looked.clock.monotonic() - begun) * _MILLISECONDS:.0f} ms"

    def _examine(self, part: Part) -> None:
        findings = self._looking.findings_of(part)
        if any(not finding.well for finding in findings):
            raise KioskError(PART_UNWELL, "; ".join(finding.part for finding in findings if not finding.well))

    def _print_page(self) -> None:
        """Hand the page over and wait for its end."""
        looked, printer = self._looked, self._looked.printer
        page = readiness_page_of(self._looking.findings(), self._issuer, looked.clock.now())
        document = self._paper.make(page, looked.settings.screen.languages[0], previews=0)
        if (hindrance := printer.condition()) is not None:
            raise KioskError(hindrance, "nothing was handed over")
        job, given_up = printer.submit(document), looked.clock.monotonic() + LONGEST_PRINT_SECONDS
        state = printer.poll(job)
        while state.phase not in (JobPhase.SENT, JobPhase.FAILED) and looked.clock.monotonic() < given_up:
            looked.clock.pause(LOOK_SECONDS)
            state = printer.poll(job)
        if state.phase is not JobPhase.SENT:
            printer.cancel(job)
            raise KioskError(state.failure or PRINTER_SILENT, "the page did not come")

    def _keep(self, part: Part, *, good: bool, said: str) -> None:
        try:
            self._backstage.tests.keep_test(part, LastTest(self._looked.clock.now(), good, kept(said)[:_LONGEST]))
        except KioskError as error:
            # What was found is shown all the same.
            log().warning("test not kept", code=error.failure.code, detail=error.detail)


_LONGEST = 200
"""As much as the column holds."""
